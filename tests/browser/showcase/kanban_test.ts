import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { withEnv } from "../../examples/_env.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { KANBAN_DB: ":memory:" },
  () => import("../../../examples/showcase/kanban.ts"),
);
const KANBAN = "examples/showcase/kanban.ts";
const SECRET = { FASTHTML_SECRET: "x".repeat(32) };

const TODO = ["Call the sail maker", "Prices in Swiss francs", "Receipts lack the tax number"];

Deno.test("kanban: a task goes before another one, or to the end of a column, and nothing is lost", async () => {
  const client = new Client(app);
  const move = async (data: Record<string, string | number>) => {
    const response = await client.post("/move", { data, redirect: "manual" });
    return response.status;
  };
  deepStrictEqual(await move({ id: 3, column: "todo", before: 1 }), 303);
  deepStrictEqual(await move({ id: 1, column: "done", before: "" }), 303);
  deepStrictEqual(await move({ id: 8, column: "doing", before: 4 }), 303);
  deepStrictEqual(await move({ id: 2, column: "todo", before: 99 }), 303);
  const html = await (await client.get("/")).text();
  deepStrictEqual(toIds(html), { todo: [3, 2], doing: [8, 4, 5], review: [6], done: [7, 1] });

  deepStrictEqual(await move({ id: 99, column: "todo" }), 404);
  deepStrictEqual(await move({ id: 1, column: "bin" }), 400);
  deepStrictEqual(toIds(await (await client.get("/")).text()).done, [7, 1]);
});

Deno.test("kanban: what a client may not write is not written", async () => {
  const client = new Client(app);
  const post = async (path: string, data: Record<string, string>) => {
    const response = await client.post(path, { data, redirect: "manual" });
    return response.status;
  };
  const long = "x".repeat(81);
  deepStrictEqual(await post("/tasks", { title: long }), 422);
  deepStrictEqual(await post("/tasks", { title: "  " }), 400);
  deepStrictEqual(await post("/tasks/4", { title: long }), 422);
  deepStrictEqual(await post("/tasks/4", { title: "Kites", kind: "virus" }), 400);
  deepStrictEqual(await post("/tasks/4", { title: "<b>Kites</b>", column: "done", id: "5" }), 303);
  const html = await (await client.get("/")).text();
  strictEqual(toIds(html).doing.includes(4), true);
  match(html, /<h3>&lt;b&gt;Kites&lt;\/b&gt;<\/h3>/);
});

testWithBoth("kanban: by mouse and keyboard, and all see it", KANBAN, async (visit) => {
  const { browser, page: eve, program } = visit;
  const adam = await browser.newPage({ baseURL: program.origin });
  const problems = watch(adam);
  await Promise.all([eve.goto("/"), adam.goto("/")]);
  const both = (column: string, ...titles: string[]) =>
    Promise.all([eve, adam].map((page) => shows(page, column, titles)));

  await eve.locator("#task-3").dragTo(eve.locator("#task-6"), { targetPosition: { x: 60, y: 5 } });
  await both("review", "Receipts lack the tax number", "New packaging");
  await eve.locator("#task-3").dragTo(eve.locator("#task-8"), { targetPosition: { x: 60, y: 50 } });
  await both("done", "Workshop in May", "Insurance for the fair", "Receipts lack the tax number");
  await both("review", "New packaging");

  const menu = adam.getByRole("button", { name: "What to do with “Call the sail maker”" });
  await menu.focus();
  await adam.keyboard.press("Enter");
  await adam.getByRole("button", { name: "In progress" }).waitFor();
  await adam.keyboard.press("Tab");
  await adam.keyboard.press("Enter");
  await both("doing", "Photos of the spring kites", "Search finds no umlauts", TODO[0]!);
  await menu.press("Enter");
  await adam.getByRole("button", { name: "Up" }).click();
  await both("doing", "Photos of the spring kites", TODO[0]!, "Search finds no umlauts");

  await adam.getByRole("textbox", { name: "New task" }).fill("Glue <fast>");
  await adam.keyboard.press("Enter");
  await both("todo", "Prices in Swiss francs", "Glue <fast>");
  strictEqual(await adam.getByRole("textbox", { name: "New task" }).inputValue(), "");
  deepStrictEqual(problems, []);
}, SECRET);

browserTest(
  "kanban: without scripts tasks are added, moved, changed and deleted",
  showcase("kanban.ts"),
  async (visit) => {
    const { browser, program } = visit;
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
    const page = await context.newPage();
    const problems = watch(page);
    await page.goto("/");
    await page.getByRole("textbox", { name: "New task" }).fill("Glue");
    await page.getByRole("button", { name: "Add" }).click();
    await shows(page, "todo", [...TODO, "Glue"]);
    await page.getByRole("button", { name: "What to do with “Glue”" }).click();
    await page.locator("#menu-9-list").getByRole("button", { name: "Up" }).click();
    await shows(page, "todo", [TODO[0]!, TODO[1]!, "Glue", TODO[2]!]);
    await page.getByRole("button", { name: "What to do with “Glue”" }).click();
    await page.locator("#menu-9-list").getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Title").fill("Glue for paper");
    await page.getByRole("radio", { name: "Idea" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await shows(page, "todo", [TODO[0]!, TODO[1]!, "Glue for paper", TODO[2]!]);
    await page.goto("/tasks/9");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await shows(page, "todo", TODO);
    deepStrictEqual(problems, []);
    await context.close();
  },
);

browserTest(
  "kanban: it keeps no one out, on no screen",
  showcase("kanban.ts"),
  async ({ page }) => {
    await page.goto("/");
    deepStrictEqual(await findFlaws(page), []);
    await page.getByRole("button", { name: "What to do with “Call the sail maker”" }).click();
    await page.getByRole("button", { name: "Review" }).waitFor();
    deepStrictEqual(await findFlaws(page), []);
    await page.goto("/tasks/3");
    deepStrictEqual(await findFlaws(page), []);
  },
);

/** Waits until a column has these tasks, and no others. */
async function shows(page: Page, column: string, titles: readonly string[]): Promise<void> {
  const list = page.locator(`#${column} > ol`);
  const texts = titles.map((title, at) =>
    `li:nth-child(${at + 1}) h3:text-is(${JSON.stringify(title)})`
  );
  for (const text of texts) await list.locator(`> ${text}`).waitFor();
  await list.locator(`> li:nth-child(${titles.length + 1})`).waitFor({ state: "detached" });
}

/** The ids of the tasks of each column. */
function toIds(html: string): Record<string, number[]> {
  const columns = [...html.matchAll(/<section id="(\w+)"[^]*?<\/section>/g)];
  return Object.fromEntries(columns.map(([text, name]) => [
    name!,
    [...text.matchAll(/data-card="(\d+)"/g)].map(([, id]) => Number(id)),
  ]));
}
