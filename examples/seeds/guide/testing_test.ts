/** Tests of components and of a whole application, without a server. */
import { Client, toXml } from "@fasthtml/fasthtml";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { app } from "./add_todo.ts";
import { Card } from "./components.ts";

// Unit testing components
Deno.test("a card has a title and a body", () => {
  const result = Card("X", "Y");
  strictEqual(
    toXml(result),
    '<article class="card"><h2 class="card-title">X</h2><p class="card-body">Y</p></article>',
  );
  deepStrictEqual([result.tag, result.children.length], ["article", 2]);
});

// Integration testing
Deno.test("the first page says hello, as a page and as a fragment", async () => {
  const client = new Client(app);
  const response = await client.get("/?q=hello");
  strictEqual(response.status, 200);
  ok((await response.text()).includes("Hello"));

  const fragment = await client.get("/change", { headers: { "HX-Request": "true" } });
  strictEqual(await fragment.text(), '<p id="msg">Nice to be here!</p>');
});

Deno.test("a todo that was posted is in the list", async () => {
  const client = new Client(app);
  // Simulate adding a todo via form post
  const response = await client.post("/add_todo", { data: { task: "Buy milk" } });
  strictEqual(response.status, 200);
  // After adding, fetch the list page
  const list = await client.get("/todos");
  ok((await list.text()).includes("Buy milk"));
});

Deno.test("JSON is read as a form is", async () => {
  const response = await new Client(app).post("/add_todo", { json: { task: "Buy bread" } });
  strictEqual(response.status, 200);
});
