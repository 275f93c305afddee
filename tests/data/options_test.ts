import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { database } from "../../lib/data/mod.ts";
import { checkCount, isOptions } from "../../lib/data/options.ts";
import { shapeOfSchema } from "../../lib/data/shape.ts";

Deno.test("isOptions() knows options by an object literal with a name of theirs", () => {
  const shape = shapeOfSchema("notes", { id: Number, limit: Number }, {});
  const noPrototype = Object.assign(Object.create(null), { orderBy: "id" });
  deepStrictEqual(
    [{ orderBy: "id" }, { limit: 1 }, { id: 1 }, {}, noPrototype, "id = 1", undefined]
      .map((where) => isOptions(shape, where)),
    [true, false, false, false, false, false, false],
  );
});

Deno.test("checkCount() takes whole numbers from 0, or nothing", () => {
  deepStrictEqual([0, 5, undefined].map((n) => checkCount("limit", n)), [0, 5, undefined]);
  for (const wrong of [-1, 1.5, NaN, Infinity, 2 ** 53, "5" as never]) {
    throws(() => checkCount("offset", wrong), /^DataError: Cannot find rows: offset is /);
  }
});

Deno.test("a client's JSON can't become options, nor SQL", () => {
  using db = database(":memory:");
  const todos = db.create("todos", { id: Number, title: String });
  todos.insert({ title: "a" });
  for (const json of ['{"where":"1 = 1"}', '{"limit":1}', '{"select":["title"]}']) {
    const body = Object.assign(Object.create(null), JSON.parse(json));
    throws(() => todos(body), { name: "UnknownColumnError" });
  }
  strictEqual(todos().length, 1);
});

Deno.test("a table takes options after a where object", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, text: String });
  for (const text of ["a", "b", "a"]) notes.insert({ text });
  deepStrictEqual(notes({ text: "a" }, { orderBy: "id DESC", limit: 1 }).map(({ id }) => id), [3]);
});
