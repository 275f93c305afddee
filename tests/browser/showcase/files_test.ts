import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const FILES = showcase("files.ts");

/** A picture of one pixel. */
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);
const SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

Deno.test("files: what is no picture is not kept, whatever it is called", async () => {
  await using folder = await tempFolder();
  await using program = await startProgram(FILES.args, { cwd: folder.path, env: FILES.env() });
  const send = async (...files: File[]) => {
    const body = new FormData();
    for (const file of files) body.append("files", file);
    const response = await fetch(`${program.origin}/pictures`, {
      method: "POST",
      body,
      redirect: "manual",
    });
    return { status: response.status, text: await response.text() };
  };
  const wrong = await send(
    new File([SCRIPT], "cat.png", { type: "image/png" }),
    new File([PNG], "../../etc/dog.svg", { type: "image/svg+xml" }),
    new File(["<b>hi</b>"], "<i>x.html", { type: "text/html" }),
  );
  strictEqual(wrong.status, 422);
  match(
    wrong.text,
    /<p>cat\.png is no picture\.<\/p><p>&lt;i&gt;x\.html is no picture\./,
  );
  strictEqual((await send()).status, 422);
  strictEqual((await send(new File([PNG], "b.png"))).status, 303);

  const list = await (await fetch(`${program.origin}/list`)).text();
  const names = [...list.matchAll(/<a href="(\/pictures\/[\w-]{36}\/download)">([^<]*)/g)];
  deepStrictEqual(names.map(([, , name]) => name).sort(), ["b.png", "dog.svg"]);
  const dog = names.find(([, , name]) => name === "dog.svg")![1]!;
  const shown = await fetch(program.origin + dog.replace("/download", ""));
  deepStrictEqual(await shown.bytes(), PNG);
  const saved = await fetch(program.origin + dog);
  await saved.body!.cancel();
  deepStrictEqual(
    [shown, saved].map(({ headers }) => [
      headers.get("content-type"),
      headers.get("x-content-type-options"),
      headers.get("content-disposition"),
    ]),
    [
      ["image/png", "nosniff", null],
      ["image/png", "nosniff", "attachment; filename*=UTF-8''dog.svg"],
    ],
  );
  strictEqual(
    [...Deno.readDirSync(`${folder.path}/data/pictures`)].filter(({ name }) =>
      /^[\w-]{36}$/.test(name)
    ).length,
    2,
  );
});

testWithBoth(
  "files: pictures are sent, seen large, and deleted",
  "examples/showcase/files.ts",
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("heading", { name: "No pictures yet" }).waitFor();
    const field = page.locator("input[type=file]");
    await field.setInputFiles(["sea.png", "dune.png", "notes.txt"].map((name) => ({
      name,
      mimeType: "image/png",
      buffer: Buffer.from(name === "notes.txt" ? "Hello" : PNG),
    })));
    await page.getByText("dune.png").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("notes.txt is no picture.").waitFor();
    await page.getByText("2 pictures are kept").waitFor();
    await page.getByRole("button", { name: "dune.png" }).click();
    const large = page.getByRole("dialog", { name: "Pictures" });
    await large.getByText("dune.png").waitFor();
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "hidden" });

    await page.getByRole("link", { name: "All files" }).click();
    const row = page.getByRole("row", { name: "sea.png" });
    await row.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog", { name: "Delete sea.png?" })
      .getByRole("button", { name: "Delete" }).click();
    await row.waitFor({ state: "detached" });
    strictEqual(await page.getByRole("row").count(), 2);
  },
  FILES.env(),
);

browserTest(
  "files: without scripts pictures are sent and seen, too",
  FILES,
  async ({ browser, program }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
    const page = await context.newPage();
    const problems = watch(page);
    await page.goto("/");
    const buffer = Buffer.from(PNG);
    await page.locator("input[type=file]").setInputFiles([
      { name: "sea.png", mimeType: "image/png", buffer },
    ]);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("button", { name: "sea.png" }).click();
    await page.getByRole("dialog", { name: "Pictures" }).waitFor();
    deepStrictEqual(problems, []);
    await context.close();
  },
);

browserTest("files: it keeps no one out, on no screen", FILES, async ({ page }) => {
  await page.goto("/");
  deepStrictEqual(await findFlaws(page), []);
  const buffer = Buffer.from(PNG);
  await page.locator("input[type=file]").setInputFiles([
    { name: "a very long name of a picture from the sea.png", mimeType: "image/png", buffer },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Hello") },
  ]);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("notes.txt is no picture.").waitFor();
  deepStrictEqual(await findFlaws(page), []);
  await page.goto("/list");
  deepStrictEqual(await findFlaws(page), []);
});
