import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { oneOf, optional } from "@fasthtml/fasthtml";
import { database, DateOnly, Integer } from "../../lib/data/mod.ts";
import {
  Shape,
  shapeOfClass,
  shapeOfSchema,
  SqlExpression,
  toRowClass,
} from "../../lib/data/shape.ts";

class TodoItem {
  static types = { due: DateOnly };
  id = 0;
  title = "";
  price = 1.5;
  tags = ["a"];
  due: Date | null = null;
  describe = () => this.title;
}

const columnsOf = ({ columns }: Shape) =>
  columns.map(({ name, kind, notNull }) => `${name} ${kind}${notNull ? " not null" : ""}`);

Deno.test("shapeOfClass() reads columns from initial values and static types", () => {
  const shape = shapeOfClass(TodoItem, { notNull: ["title"], indexes: ["title"] });
  strictEqual(shape.table, "todo_item");
  deepStrictEqual(columnsOf(shape), [
    "id integer not null",
    "title text not null",
    "price float",
    "tags json",
    "due date",
  ]);
  deepStrictEqual(shape.key.map(({ name }) => name), ["id"]);
  deepStrictEqual(shape.indexes, [{ columns: ["title"], unique: false }]);
});

Deno.test("shapeOfClass() reads static notNull, unless the option says others", () => {
  class Strict {
    static types = { prio: optional(Integer), state: optional(oneOf("a", "b")) };
    static notNull = ["title"];
    id = 0;
    title = "";
    prio: number | null = 1;
    state: "a" | "b" | null = null;
  }
  const columns = ["id integer not null", "title text not null", "prio integer", "state text"];
  deepStrictEqual(columnsOf(shapeOfClass(Strict, {})), columns);
  deepStrictEqual(columnsOf(shapeOfClass(Strict, { notNull: ["prio"] })), [
    "id integer not null",
    "title text",
    "prio integer not null",
    "state text",
  ]);
  class Wrong extends Strict {
    static override notNull = ["titel"];
  }
  throws(() => shapeOfClass(Wrong, {}), /"titel".*did you mean "title"/);
});

Deno.test("db.create() takes optional() as a column that is null until it is set", () => {
  using db = database(":memory:");
  const tasks = db.create("task", {
    title: String,
    prio: optional(Number),
    state: optional(oneOf("open", "done")),
  });
  const task = tasks.insert({ title: "a" });
  const typed: [number | null, "open" | "done" | null] = [task.prio, task.state];
  deepStrictEqual(typed, [null, null]);
  tasks.update({ id: task.id, prio: 1.5, state: "done" });
  deepStrictEqual(tasks({ state: "done" }).map(({ prio }) => prio), [1.5]);
  throws(() => tasks.update({ id: task.id, state: "off" as "done" }), { name: "ValueError" });
});

Deno.test("shapeOfClass() names a table in snake case, or as the option says", () => {
  class HTMLPage {
    id = 0;
  }
  deepStrictEqual(
    [shapeOfClass(HTMLPage, {}).table, shapeOfClass(HTMLPage, { name: "Pages" }).table],
    ["html_page", "Pages"],
  );
});

Deno.test("shapeOfClass() rejects a field without a readable type", () => {
  class Lossy {
    id = 0;
    tags = new Map();
  }
  class Unknown {
    id = 0;
    at = null;
  }
  throws(() => shapeOfClass(Lossy, {}), {
    name: "DataError",
    message: "Cannot create column Lossy.tags: it starts as a value of Map, expected a text, " +
      'number, boolean, date, list or object, or "static types = { tags: Date }" ' +
      "(or String, Integer, …)",
  });
  throws(() => shapeOfClass(Unknown, {}), /Unknown\.at: it starts as null/);
});

Deno.test("shapeOfSchema() makes a Number that identifies a row an integer", () => {
  const shape = shapeOfSchema(
    "notes",
    { id: Number, user: Number, score: Number, n: Integer, pk: "id" },
    { foreignKeys: { user: "users.key" } },
  );
  deepStrictEqual(columnsOf(shape), [
    "id integer not null",
    "user integer",
    "score float",
    "n integer",
  ]);
  deepStrictEqual(shape.column("user").references, { table: "users", column: "key" });
});

Deno.test("shapeOfSchema() keeps the order of a composite key", () => {
  const shape = shapeOfSchema("p", { year: Number, author: String, pk: ["author", "year"] }, {});
  deepStrictEqual(shape.key.map(({ name }) => name), ["author", "year"]);
});

Deno.test("shapeOfSchema() numbers the rows of a table without a key", () => {
  const shape = shapeOfSchema("notes", { text: String }, {});
  deepStrictEqual(shape.columns.map(({ name, kind }) => [name, kind]), [
    ["id", "integer"],
    ["text", "text"],
  ]);
  deepStrictEqual(shape.key.map(({ name }) => name), ["id"]);
  const named = shapeOfSchema("notes", { text: String }, { pk: "text" });
  deepStrictEqual(named.columns.map(({ name }) => name), ["text"]);
});

Deno.test("shapeOfSchema() rejects what would lose data, by name", () => {
  const make = (schema: Record<string, unknown>, options = {}) => () =>
    shapeOfSchema("notes", schema as never, options);
  throws(make({ id: Map }), /"notes\.id": function Map\(\) .* is not a column type/);
  throws(make({ title: String, pk: "name" }), { name: "UnknownColumnError" });
  throws(make({ id: Number, ["__proto__"]: String }), /found a column __proto__/);
  throws(make({ id: Number }, { notNull: ["idd"] }), /did you mean "id"/);
  throws(make({ id: Number }, { defaults: { x: 1 } }), { name: "UnknownColumnError" });
  throws(make({ id: Number }, { foreignKeys: { x: "users" } }), { name: "UnknownColumnError" });
  throws(make({ id: Number }, { indexes: [{ columns: ["x"] }] }), { name: "UnknownColumnError" });
  throws(make({ id: Number, pk: "x" }), { name: "UnknownColumnError" });
});

Deno.test("Shape.column() lists the columns where no name is near", () => {
  const shape = shapeOfSchema("notes", { id: Number, title: String }, {});
  throws(() => shape.column("zzzzzz"), {
    name: "UnknownColumnError",
    message: 'Cannot use "zzzzzz" on table "notes": it has no such column, ' +
      "expected one of id, title",
  });
});

Deno.test("toRowClass() makes rows that start as their schema says", () => {
  const schema = { id: Number, name: String, born: Date, tags: [String], n: BigInt, on: Boolean };
  const Row = toRowClass(shapeOfSchema("odd_names", schema, { defaults: { name: "x" } }), schema);
  strictEqual(Row.name, "OddNames");
  deepStrictEqual({ ...new Row() }, { id: 0, name: "x", born: null, tags: [], n: 0n, on: false });
});

Deno.test("toRowClass() without a schema starts as the database would", () => {
  const column = { kind: "text", notNull: false } as const;
  const shape = new Shape("t", [
    { ...column, name: "id", notNull: true },
    { ...column, name: "may" },
    { ...column, name: "must", notNull: true },
    { ...column, name: "made", fallback: new SqlExpression("current_timestamp") },
    { ...column, name: "given", fallback: "x" },
  ], [{ ...column, name: "id", notNull: true }]);
  deepStrictEqual({ ...new (toRowClass(shape))() }, {
    id: "",
    may: null,
    must: undefined,
    made: undefined,
    given: "x",
  });
});
