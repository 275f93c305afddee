/** The to-do list without a browser. */
import { deepStrictEqual, match, strictEqual } from "node:assert";

Deno.env.set("TODO_DB", ":memory:");
const { app } = await import("./main.ts");

Deno.test("the to-do list adds, edits, toggles, moves and deletes", async () => {
  match(await post("/add", { title: "Bread" }), /Bread[\s\S]*1 of 1 left/);
  await post("/add", { title: "<b>Butter</b>" });
  deepStrictEqual(await titles(), ["Bread", "&lt;b&gt;Butter&lt;/b&gt;"]);

  match(await post("/toggle?id=1"), /<li class="done">[\s\S]*1 of 2 left/);
  match(await get("/edit?id=1"), /<input[^>]*value="Bread"/);
  await post("/save", { id: "1", title: "Rye bread" });
  await post("/move?id=1&by=1");
  deepStrictEqual(await titles(), ["&lt;b&gt;Butter&lt;/b&gt;", "Rye bread"]);
  match(await get("/"), /1 of 2 left/); // An edit keeps the other columns of the row.

  await post("/remove?id=2");
  deepStrictEqual(await titles(), ["Rye bread"]);
});

Deno.test("a form of the to-do list sets the fields that it is for, and no others", async () => {
  match(await post("/add", { title: "Cheese", done: "true" }), /^<li>/);
});

Deno.test("a to-do that is gone is a 404", async () => {
  strictEqual((await app.request("/toggle?id=99", { method: "POST" })).status, 404);
});

async function get(path: string): Promise<string> {
  return (await app.request(path)).text();
}

async function post(path: string, fields: Record<string, string> = {}): Promise<string> {
  const response = await app.request(path, {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams(fields),
  });
  strictEqual(response.status, 200);
  return response.text();
}

async function titles(): Promise<string[]> {
  return [...(await get("/")).matchAll(/class="title"[^>]*>([^]*?)<\/button>/g)].map((m) => m[1]);
}
