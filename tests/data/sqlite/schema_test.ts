import { deepStrictEqual, ok, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database, DateOnly } from "../../../lib/data/mod.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  priority = 0;
}

Deno.test("an integer past 2^53 of another program is read as it is", () => {
  const connection = new DatabaseSync(":memory:");
  using db = database(connection);
  const todos = db.create(Todo);
  todos.insert({ title: "a", priority: 1 });
  deepStrictEqual(todos[1].priority, 1);
  connection.exec("update todo set priority = 9007199254740993");
  deepStrictEqual(todos[1].priority as unknown, 9007199254740993n);
  deepStrictEqual(todos().map((todo) => todo.priority as unknown), [9007199254740993n]);
  deepStrictEqual(db.q("select priority, id from todo"), [{ priority: 9007199254740993n, id: 1 }]);
  const row = todos.update({ id: 1, title: "b" });
  deepStrictEqual([row.priority as unknown, row.id], [9007199254740993n, 1]);
  deepStrictEqual(todos.update(row).priority as unknown, 9007199254740993n);
  throws(() => todos.update({ id: 1, priority: 5n as never }), { name: "ValueError" });
  connection.exec("update todo set id = 9007199254740995");
  const [{ id }] = todos();
  deepStrictEqual([todos.get(id).title, todos.get(String(id) as never).title], ["b", "b"]);
});

Deno.test("a table of another program has its types read from it", () => {
  const connection = new DatabaseSync(":memory:");
  connection.exec(`create table person (
    id integer primary key, name varchar(20) not null, age int default 7, score real, data blob,
    made datetime default current_timestamp, "odd ""name" text default 'it''s', big bigint)`);
  using db = database(connection);
  const people = db.t.person;
  deepStrictEqual(people.columns.map(({ kind }) => kind), [
    "integer",
    "text",
    "integer",
    "float",
    "bytes",
    "datetime",
    "text",
    "bigint",
  ]);
  const { made, ...row } = people.insert({ name: "raw", big: 5n });
  ok(made instanceof Date);
  deepStrictEqual(row, {
    id: 1,
    name: "raw",
    age: 7,
    score: null,
    data: null,
    'odd "name': "it's",
    big: 5n,
  });
  throws(() => people.insert({ age: 1 }), { name: "ConstraintError" });
  throws(() => db.t.persn, /did you mean "person"/);
});

Deno.test("dates and booleans that other programs write are read as they meant them", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, at: Date, day: DateOnly, on: Boolean });
  for (const at of ["2026-11-20 12:34:56", "2026-11-20T12:34:56.5", "2026-11-20T12:34:56+01:00"]) {
    db.q(`insert into rows (at, day, "on") values (?, '2026-11-20 00:00:00', 'true')`, [at]);
  }
  deepStrictEqual(rows().map(({ at }) => at!.toISOString()), [
    "2026-11-20T12:34:56.000Z",
    "2026-11-20T12:34:56.500Z",
    "2026-11-20T11:34:56.000Z",
  ]);
  deepStrictEqual([rows[1].day, rows[1].on], [new Date("2026-11-20"), true]);
});
