import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { mongodb } from "../../ext/mongodb.ts";
import { database, Integer } from "../../lib/data/mod.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";

// What each verb does, on every backend, is in the conformance suite.

class Todo {
  id = 0;
  title = "";
  shout() {
    return this.title.toUpperCase();
  }
}

Deno.test("addColumn() keeps the class of the rows, and the table is the same object", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const grown = todos.addColumn("stars", Integer, { default: 3 });
  const row = grown.insert({ title: "a" });
  deepStrictEqual([row.stars + 1, row.shout(), row instanceof Todo], [4, "A", true]);
  strictEqual(grown, todos as unknown);
  // @ts-expect-error a text is no number
  throws(() => grown.update({ id: 1, stars: "x" }), { name: "ValueError" });
});

Deno.test("transform() gives rows a class of their own where theirs has other columns", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insert({ title: "a" });
  const changed = todos.transform({ rename: { title: "name" } });
  deepStrictEqual({ ...changed.insert({}) }, { id: 2, name: "" });
  deepStrictEqual({ ...changed.get(1) }, { id: 1, name: "a" });
  ok(!(changed.get(1) instanceof Todo));
  // @ts-expect-error the column has another name
  throws(() => changed.insert({ title: "b" }), { name: "UnknownColumnError" });
});

Deno.test("drop() leaves no table of that name, and says who refers to it", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const steps = db.create("steps", { id: Number, todo: Number }, { foreignKeys: { todo: "todo" } });
  steps.insert({ todo: todos.insert({ title: "a" }).id });
  throws(() => todos.drop(), {
    name: "DataError",
    message: 'Cannot drop "todo": steps.todo refers to it, expected no foreign key to it',
  });
  deepStrictEqual([todos.count(), steps.count()], [1, 1]);
  steps.drop();
  todos.drop();
  deepStrictEqual([...db.t], []);
  throws(() => db.t.todo, /no such table/);
});

Deno.test("schema is undefined where there is no SQL", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  strictEqual(await db.create(Todo).schema, undefined);
});
