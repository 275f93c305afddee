import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { port } from "./_port.ts";

port("adv_app", async (page) => {
  await page.goto("/");
  await page.getByPlaceholder("Name").fill("ann");
  await page.getByPlaceholder("Password").fill("secret");
  await page.getByRole("button", { name: "login" }).click();
  await page.getByRole("heading", { name: "ann's Todo list" }).waitFor();
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
  await page.getByText("Butter").click();
  await page.getByRole("button", { name: "delete" }).click();
  await page.locator("#todo-2").waitFor({ state: "detached" });
  await page.getByText("logout").click();
  await page.getByRole("heading", { name: "Login" }).waitFor();
});

port("todo_app", useTodos);

port("todos4", async (page) => {
  await page.setExtraHTTPHeaders({ authorization: `Basic ${btoa("user:s3kret")}` });
  await useTodos(page);
});

port("csv_editor", async (page) => {
  await page.goto("/");
  const upload = async (name: string, text: string) => {
    await page.locator("[type=file]").setInputFiles({
      name,
      mimeType: "text/csv",
      buffer: Buffer.from(text),
    });
    await page.getByRole("button", { name: "Upload" }).click();
  };
  await upload("a.csv", "id,name\n1,ann\n2,bob\n");
  await page.locator("tbody tr").nth(1).waitFor();
  await page.locator("tbody tr").nth(0).locator("[name=name]").fill("Ann");
  const updated = page.waitForResponse("**/update");
  await page.locator("tbody tr").nth(0).getByText("update").click();
  await updated;
  await page.locator("tbody tr").nth(1).getByText("delete").click();
  await page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).or(
    page.getByText("Download", { exact: true }),
  )
    .first().click();
  strictEqual(await Deno.readTextFile(await (await download).path()), "id,name\n1,Ann");
  await upload("a.txt", "x");
  await page.getByText("Please upload a CSV file").waitFor();
});

port("inline_validation", async (page) => {
  await page.goto("/");
  await page.getByLabel("Email Address").fill("bad");
  await page.getByLabel("Is this cool?").fill("Definitely");
  await page.getByText("Please enter a valid email address").waitFor();
  strictEqual(await page.locator("[name=email]").inputValue(), "bad");
  await page.locator("[name=email]").fill("test@test.com");
  await page.locator("[name=CoolScale]").fill("11");
  await page.getByText("Please enter a valid email address").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Submit" }).click();
  await page.locator("#submit-btn-container").getByText("between 1 and 10").waitFor();
});

port("multi_image_upload", async (page) => {
  await page.goto("/");
  const image = (name: string) => ({ name, mimeType: "image/png", buffer: PIXEL });
  await page.locator("[type=file]").setInputFiles([image("a.png"), image("b.png")]);
  await page.getByRole("img", { name: "b.png" }).waitFor();
  strictEqual(await page.locator("#image-list img").count(), 2);
});

port("web_sockets", async (page, { openOther }) => {
  await page.goto("/");
  const other = await openOther();
  await other.goto("/");
  const say = async (user: Page, text: string) => {
    await user.getByPlaceholder("Type your message").fill(text);
    await user.keyboard.press("Enter");
    await user.getByText(text).waitFor(); // So it is connected, and hears the next ones.
    strictEqual(await user.getByPlaceholder("Type your message").inputValue(), "");
  };
  await say(page, "Hello");
  await say(other, "<b>you</b>");
  await page.getByText("<b>you</b>").waitFor();
  await say(page, "Bye");
  await other.getByText("Bye").waitFor();
  for (const user of [page, other]) {
    deepStrictEqual(await user.locator("#msg-list > div").allTextContents(), [
      "Bye",
      "<b>you</b>",
      "Hello",
    ]);
  }
});

port("sse_clock", async (page) => {
  await page.goto("/");
  await page.locator("article").nth(1).waitFor();
  match(await page.locator("article").nth(1).textContent() ?? "", /^\d\d:\d\d:\d\d$/);
});

port("find_and_click", async (page) => {
  await page.goto("/");
  for (const count of [1, 2, 0]) {
    await page.locator("#svg-box > circle").click();
    await page.getByText(`You have clicked ${count} times`).waitFor();
    strictEqual(await page.locator("circle").count(), 1);
  }
  await page.getByText("Time to click 3 times").waitFor();
});

port("surreal", async (page) => {
  await page.goto("/");
  await page.locator("main > i").first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Click me" }).click();
  await page.getByRole("button", { name: "Click me" }).waitFor({ state: "detached" });
  const div = page.getByText("I change color when clicked.");
  await div.click();
  match(await div.getAttribute("style") ?? "", /lightblue/);
  await page.getByRole("button", { name: "Button 2" }).click();
  strictEqual(await page.locator(".highlight").textContent(), "Button 2");
  await page.getByPlaceholder("Type here").pressSequentially("loud");
  strictEqual(await page.getByPlaceholder("Type here").inputValue(), "LOUD");
});

port("shoelace", async (page) => {
  await page.goto("/");
  await page.locator("sl-menu-item").nth(1).click();
  await page.getByText("$12,345").waitFor();
  await page.getByText("Revenue").click();
  await page.getByText("Details for Revenue").waitFor();
  const icon = page.locator("sl-icon[name=gear]");
  await page.waitForFunction(
    (icon) => icon?.shadowRoot?.querySelector("svg"),
    await icon.elementHandle(),
  );
  const { width = 0 } = await page.locator("nav.w-64").boundingBox() ?? {};
  strictEqual(width, 256); // Tailwind's w-64
});

port("counter_uuid", async (page) => {
  await page.goto("/");
  for (const name of ["Increment", "Do it", "Do it"]) {
    await page.getByRole("button", { name }).click();
  }
  deepStrictEqual(await page.locator("output").allTextContents(), ["1", "7"]);
  strictEqual(
    await page.evaluate('getComputedStyle(document.querySelector("button")).margin'),
    "6px",
  );
});

/** The to-do list of `todo_app` and `todos4`. */
async function useTodos(page: Page): Promise<void> {
  await page.goto("/");
  for (const title of ["Bread", "Butter"]) await addTodo(page, title);
  await page.locator("#todo-1").getByText("edit").click();
  await page.locator("#edit #task").fill("Rye bread");
  await page.getByText("Done", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Rye bread").waitFor();
  await page.reload();
  await page.getByText("Butter").click();
  await page.getByRole("button", { name: "delete" }).click();
  await page.locator("#todo-2").waitFor({ state: "detached" });
}

async function addTodo(page: Page, title: string): Promise<void> {
  await page.getByPlaceholder("New Todo").fill(title);
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText(title).waitFor();
}

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
