import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert";
import { database, type DataTable } from "../../lib/data/mod.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { inBrackets } from "./conformance/step.ts";

class Todo {
  id = 0;
  title = "";
}

function open(): DataTable<Todo, number> {
  const todos = database(":memory:").create(Todo);
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  return todos;
}

Deno.test("a table is called to find rows, and indexed by a key", () => {
  const todos = open();
  deepStrictEqual(todos({ title: "b" }).map(({ id }) => id), [2]);
  deepStrictEqual([todos[1]!.title, todos["2" as never]["title"]], ["a", "b"]);
  throws(() => todos[3], {
    name: "NotFoundError",
    message: 'Cannot find "3" in "todo": no row, expected one',
  });
});

Deno.test("a table answers in", () => {
  const todos = open();
  deepStrictEqual([1 in todos, 3 in todos, "x" in todos, Symbol.iterator in todos], [
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("a table is no promise, has no JSON, and can be inspected", async () => {
  const todos = open();
  strictEqual(await Promise.resolve(todos), todos);
  strictEqual(JSON.stringify({ todos }), "{}");
  ok(Deno.inspect(todos));
});

Deno.test("a verb taken from its table still belongs to it, and is the same each time", () => {
  const todos = open();
  const { insert } = todos;
  strictEqual(insert({ title: "c" }).id, 3);
  strictEqual(todos.insert, insert);
  deepStrictEqual([todos.table, todos.pks, new todos.Row() instanceof Todo], [
    "todo",
    ["id"],
    true,
  ]);
});

Deno.test("a misspelt verb is undefined, and a missing value is no key", () => {
  const todos = open() as unknown as Record<string, unknown>;
  deepStrictEqual([todos.isnert, todos.toJSON, todos.__ft__], [undefined, undefined, undefined]);
  for (const name of ["undefined", "null", "NaN", "true"]) {
    throws(() => todos[name], { name: "NotFoundError" });
  }
});

Deno.test("a table can't be assigned to", () => {
  throws(() => Object.assign(open(), { 5: 1 }), {
    name: "DataError",
    message: 'Cannot set 5 of "todo": found an assignment, expected update()',
  });
});

Deno.test("a table of text keys finds any text, and its verbs win", () => {
  using db = database(":memory:");
  const users = db.create("users", { name: String, age: Number, pk: "name" });
  users.insertAll([{ name: "ann", age: 1 }, { name: "insert", age: 2 }]);
  deepStrictEqual([inBrackets(users, "ann").age, users.get("insert").age, typeof users.insert], [
    1,
    2,
    "function",
  ]);
});

Deno.test("a table whose verbs return promises rejects in, which can't wait", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const todos = db.create(Todo);
  await todos.insert({ title: "a" });
  throws(() => 1 in todos, {
    message: 'Cannot use "in" on "todo": its verbs are async, expected await table.has(key)',
  });
  strictEqual((await todos[1])!.title, "a");
  await rejects(async () => await todos[2], { name: "NotFoundError" });
});
