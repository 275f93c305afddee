import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { until } from "../_within.ts";
import { port } from "./_port.ts";

port("todos2", async (page, { openOther }) => {
  await signIn(page, "ann");
  for (const title of ["Bread", "Butter"]) await addTodo(page, title);
  await page.locator("#todo-1").getByText("edit").click();
  await page.locator("#edit textarea").fill("# *Rye*");
  await page.locator("#edit").getByText("Done").click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("✅").waitFor();
  await page.getByText("Bread").click();
  strictEqual(await page.locator("#current-todo h1 em").textContent(), "Rye");
  const todos = page.locator("#todo-list > li");
  const order = () => todos.evaluateAll((items) => items.map((item) => item.id));
  deepStrictEqual(await order(), ["todo-2", "todo-1"]);
  const sorted = page.waitForResponse("**/reorder");
  await todos.nth(0).dragTo(todos.nth(1), { targetPosition: { x: 5, y: 20 } });
  await sorted;
  await page.reload();
  deepStrictEqual(await order(), ["todo-1", "todo-2"]);

  const eve = await openOther();
  await signIn(eve, "eve");
  strictEqual(await eve.locator("#todo-list > li").count(), 0);

  await page.getByText("Butter").click();
  await page.getByRole("button", { name: "delete" }).click();
  await page.locator("#todo-2").waitFor({ state: "detached" });
  await page.getByText("logout").click();
  await page.getByRole("heading", { name: "Login" }).waitFor();
  await page.goto("/");
  await page.getByRole("heading", { name: "Login" }).waitFor();
});

port("user_app", async (page, { openOther }) => {
  const open = async (page: Page, name: string) => {
    await page.setExtraHTTPHeaders({ authorization: `Basic ${btoa(`${name}:secret`)}` });
    await page.goto("/");
    await page.getByRole("heading", { name: `${name}'s todo list` }).waitFor();
  };
  await open(page, "ann");
  for (const title of ["Bread", "Butter"]) await addTodo(page, title);
  await page.locator("#todo-1").getByText("edit").click();
  await page.locator("#edit #title").fill("Rye bread");
  await page.locator("#edit").getByText("Done").click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("✅ Rye bread").waitFor();

  const eve = await openOther();
  await open(eve, "eve");
  strictEqual(await eve.locator("#todo-list > li").count(), 0);

  await page.reload();
  await page.getByText("Butter").click();
  await page.getByRole("button", { name: "delete" }).click();
  await page.locator("#todo-2").waitFor({ state: "detached" });
  strictEqual(await page.locator("#todo-list > li").count(), 1);
});

port("cellular_automata", async (page) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Show Rule" }).click();
  await page.getByRole("button", { name: "Hide Rule" }).waitFor();
  strictEqual(await page.locator("#rule fieldset").count(), 8);
  await page.getByRole("button", { name: "Hide Rule" }).click();
  await page.getByRole("button", { name: "Show Rule" }).waitFor();
  strictEqual(await page.locator("#rule fieldset").count(), 0);

  await page.locator("[name=rule_number]").fill("300");
  await page.locator("[name=generations]").fill("4");
  await page.getByText("between 0 and 255").waitFor();
  await page.locator("[name=rule_number]").fill("90");
  await page.locator("[name=width]").fill("6");
  await page.getByText("between 0 and 255").waitFor({ state: "detached" });

  let polls = 0;
  page.on("request", (request) => request.url().endsWith("/next") && polls++);
  const end = page.waitForResponse((response) => response.status() === 286);
  await page.getByRole("button", { name: "Run" }).click();
  await end;
  const rows = await page.locator("#grid .row").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children].map((box) => /black/.test(box.getAttribute("style")!) ? 1 : 0).join("")
    )
  );
  deepStrictEqual(rows, ["0001000", "0010100", "0100010", "1010101"]);
  strictEqual(await page.locator("#progress_bar progress").getAttribute("value"), "1");
  // A poll may have been sent before the page had read the 286.
  await until(30, "the end of polling", async () => {
    const before = polls;
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 500))"); // Five periods.
    return polls === before;
  });
});

port("game_of_life", async (page, { openOther }) => {
  const other = await openOther();
  const heard = new Set<Page>();
  for (const player of [page, other]) {
    player.once("websocket", (socket) => socket.once("framereceived", () => heard.add(player)));
    await player.goto("/");
  }
  // Who connects later is not told what the others have done.
  await until(30, "both are connected", async () => {
    await page.getByRole("button", { name: "Reset" }).click();
    return heard.size === 2;
  });
  const both = async (...cells: number[]) => {
    for (const player of [page, other]) {
      await player.waitForFunction(`${JSON.stringify(cells)}.join() ===
        [...document.querySelectorAll(".cell")].flatMap((cell, i) =>
          cell.classList.contains("alive") ? [i] : []).join()`);
    }
  };
  // A blinker: a column of three becomes a row of three, and a column again.
  for (const cell of [45, 65, 85]) await page.locator(".cell").nth(cell).click();
  await both(45, 65, 85);
  await other.getByRole("button", { name: "Run" }).click();
  await both(64, 65, 66);
  await page.getByRole("button", { name: "Pause" }).click();
  await other.getByRole("button", { name: "Reset" }).click();
  await both();
});

port("sse_rand", async (page, { restart }) => {
  await page.goto("/");
  const number = page.locator("[sse-connect], [hx-sse\\:connect]").locator("> div");
  const change = async () => {
    match((await number.textContent())!, /^\d+$/);
    const handle = await number.elementHandle();
    await page.waitForFunction((old) => !old?.isConnected, handle);
  };
  await change();
  await restart();
  await change();
});

port("ws_rand_scroll", async (page, { restart }) => {
  await page.goto("/");
  await page.locator("#dest > p").nth(1).waitFor();
  await restart();
  const count = await page.locator("#dest > p").count();
  await page.locator("#dest > p").nth(count + 1).waitFor();
  for (const text of await page.locator("#dest > p").allTextContents()) match(text, /^\d\.\d+/);
});

port("svgswap", async (page) => {
  await page.goto("/");
  const drawn = (tag: string) => page.locator(`svg > ${tag}#cts`);
  for (const _ of ["first", "again"]) {
    await drawn("circle").click();
    await drawn("rect").waitFor();
    await page.getByRole("button", { name: "Multi" }).click();
    await drawn("g").locator("circle").nth(1).waitFor();
    const { width } = (await drawn("g").boundingBox())!;
    strictEqual(width, 90); // It is drawn: an element of HTML in an SVG is not.
    await page.getByRole("button", { name: "Blue" }).click();
    await drawn("circle").waitFor();
  }
  strictEqual(await page.locator("#cts").count(), 1);
  strictEqual(await page.locator("svg > rect[fill=purple]").count(), 1);
});

port("image_classification", async (page) => {
  await page.goto("/");
  const classify = async (name: string, buffer: Buffer) => {
    await page.locator("[type=file]").setInputFiles({ name, mimeType: "image/png", buffer });
    await page.getByRole("button", { name: "Classify" }).click();
    const image = page.locator(`#result img[src$=${JSON.stringify(encodeURIComponent(name))}]`);
    await image.waitFor();
    const width = await page.evaluate(`(async () => {
      const image = document.querySelector("#result img");
      await image.decode().catch(() => {});
      return image.naturalWidth;
    })()`);
    return [await page.locator("#result p").textContent(), width];
  };
  const paint = async (colour: string, type: string) => {
    const url: string = await page.evaluate(`(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 20, height: 20 });
      const pen = canvas.getContext("2d");
      pen.fillStyle = "${colour}";
      pen.fillRect(0, 0, 20, 20);
      return canvas.toDataURL("${type}");
    })()`);
    return Buffer.from(url.split(",")[1]!, "base64");
  };
  const sausage = await paint("rgb(180 100 60)", "image/png");
  const sky = await paint("rgb(70 120 190)", "image/jpeg");
  deepStrictEqual(await classify("hot dog.png", sausage), ["Classification result: hotdog!", 20]);
  deepStrictEqual(await classify("sky.jpg", sky), ["Classification result: not hotdog!", 20]);
  const text = Buffer.from("no picture");
  deepStrictEqual(await classify("x.png", text), ["Classification result: not hotdog!", 0]);
});

port("click_to_edit", async (page) => {
  await page.goto("/");
  const edit = async (name: string, button: string) => {
    await page.getByRole("button", { name: "Click To Edit" }).click();
    await page.locator("[name=firstName]:not([type=hidden])").fill(name);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("button", { name: "Click To Edit" }).waitFor();
  };
  const labels = () => page.locator("label").allTextContents();
  await edit("Ann", "Cancel");
  deepStrictEqual(await labels(), ["First NameJoe", "Last NameBlow", "Emailjoe@blow.com"]);
  await edit("<Ann>", "Submit");
  deepStrictEqual(await labels(), ["First Name<Ann>", "Last NameBlow", "Emailjoe@blow.com"]);
  await page.reload();
  deepStrictEqual(await labels(), ["First Name<Ann>", "Last NameBlow", "Emailjoe@blow.com"]);
});

port("storage", async (page) => {
  const show = async (page: Page) => {
    const [sid, time] = (await page.locator("#foo").textContent())!.split(": ");
    match(sid!, /^\S{8,}$/);
    return [sid, time];
  };
  await page.goto("/");
  const [sid, time] = await show(page);
  await page.waitForFunction((time) => !time!.includes(`${new Date()}`), time);
  await page.reload();
  deepStrictEqual((await show(page))[0], sid);
  notStrictEqual((await show(page))[1], time);
  const tab = await page.context().newPage();
  await tab.goto("/");
  notStrictEqual((await show(tab))[0], sid);
});

port("formdemo", async (page) => {
  await page.goto("/");
  const result = (values: object) =>
    page.locator("#result").getByText(JSON.stringify(values), { exact: true }).waitFor();
  await page.locator("#name").press("End");
  await page.locator("#name").pressSequentially("ill");
  await result({ select: "One", name: "jill", email: "h" });
  await page.locator("#select").selectOption("Two");
  await result({ select: "Two", name: "jill", email: "h" });
  await page.getByRole("button", { name: "Click me" }).click();
  await result({ a: "1", b: "2" });
});

port("counter_facet", async (page) => {
  await page.goto("/");
  const buttons = page.getByRole("button", { name: "Increment" });
  for (const i of [0, 1, 1]) await buttons.nth(i).click();
  deepStrictEqual(await page.locator("x-incrementer").allTextContents(), ["1", "7"]);
  const margin = await buttons.nth(0).evaluate((button) =>
    button.ownerDocument.defaultView!.getComputedStyle(button).margin
  );
  strictEqual(margin, "6px");
});

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await page.getByPlaceholder("Name").fill(name);
  await page.getByPlaceholder("Password").fill("secret");
  await page.getByRole("button", { name: "login" }).click();
  await page.getByRole("heading", { name: `${name}'s Todo list` }).waitFor();
}

async function addTodo(page: Page, title: string): Promise<void> {
  await page.getByPlaceholder("New Todo").fill(title);
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText(title).waitFor();
}
