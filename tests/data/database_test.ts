import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { mongodb } from "../../ext/mongodb.ts";
import { database } from "../../lib/data/mod.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  priority = 0;
}

Deno.test("db.t and db.v have the names of tables and of views", () => {
  using db = database(":memory:");
  db.create(Todo);
  db.q("create view titles as select title from todo");
  deepStrictEqual([[...db.t], [...db.v]], [["todo"], ["titles"]]);
  deepStrictEqual(["todo" in db.t, "titles" in db.t, "titles" in db.v, "todo" in db.v], [
    true,
    false,
    true,
    false,
  ]);
});

Deno.test("db.backend says what the database was opened with", async () => {
  await using server = new MongoStandIn();
  const backend = mongodb(server.newUrl());
  await using remote = database(backend);
  using local = database(":memory:");
  strictEqual(remote.backend, backend);
  deepStrictEqual([local.backend.name, local.backend.async], ["SQLite", false]);
  deepStrictEqual([remote.backend.name, remote.backend.async], ["MongoDB", true]);
});

Deno.test("db.t of a database whose verbs return promises rejects in, which can't wait", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  throws(() => "todo" in db.t, {
    name: "DataError",
    message: 'Cannot use "in" on tables: the database is async, ' +
      "expected (await db.tables()).includes(name)",
  });
});

Deno.test("a table that create() has given is db.t's, and keeps its xtra there", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  todos.xtra({ title: "a" });
  deepStrictEqual(db.t.todo().map((row) => row.title), ["a"]);
});

Deno.test("db.create() opens a table that is there, and names a column that it lacks", () => {
  using db = database(":memory:");
  db.create(Todo).insert({ title: "a" });
  deepStrictEqual(db.create(Todo)().map(({ title }) => title), ["a"]);
  class More extends Todo {
    owner = "";
    place = "";
  }
  throws(() => db.create(More, { name: "todo" }), {
    name: "DataError",
    message: 'Cannot open table "todo": it has no column owner, place, ' +
      "expected the option transform or a migration",
  });
  throws(() => db.create(Todo, { ifNotExists: false }), {
    message: 'Cannot create table "todo": it exists, expected no such table',
  });
});

Deno.test("db.create() rejects an option that it does not have, and names the nearest", () => {
  using db = database(":memory:");
  const wrong = JSON.parse('{ "pkk": "title" }');
  const message = 'Cannot create table "todo": "pkk" is no option here, did you mean "pk"?';
  throws(() => db.create(Todo, wrong), { name: "DataError", message });
  throws(() => db.create("todo", { title: String }, wrong), { name: "DataError", message });
  db.create(Todo, {
    ...{ pk: "id", name: "all", notNull: ["title"], defaults: { done: true }, foreignKeys: {} },
    ...{ indexes: ["title"], ifNotExists: true, replace: true, transform: true, rename: {} },
    strict: true,
  });
  deepStrictEqual(db.tables(), ["all"]);
});

Deno.test("db.create() with replace starts anew, and with transform keeps the rows", () => {
  using db = database(":memory:");
  db.create(Todo).insert({ title: "a" });
  class More extends Todo {
    owner = "none";
  }
  const after = db.create(More, { name: "todo", transform: true });
  deepStrictEqual(after().map(({ title, owner }) => [title, owner]), [["a", "none"]]);
  strictEqual(db.create(Todo, { replace: true }).count(), 0);
});

Deno.test("db.tables() leaves out the library's own, and db.views() are read", async () => {
  using db = database(":memory:");
  db.create(Todo).insert({ title: "a" });
  await db.migrate(["create view titles as select title from todo"]);
  deepStrictEqual([db.tables(), db.views()], [["todo"], ["titles"]]);
  deepStrictEqual(db.v.titles!().map((row) => ({ ...row })), [{ title: "a" }]);
});

Deno.test("db.q and db.sql bind values and return rows as objects", () => {
  using db = database(":memory:");
  const text = "it's ?";

  deepStrictEqual(db.sql`select ${text} as text, ${5} as n, ${null} as none`, [
    { text, n: 5, none: null },
  ]);
  throws(() => db.q("select 1; select 2"), /after a semicolon/);
});

Deno.test("db.transaction() rolls back what a nested one has done, or all", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const no = () => {
    throw new Error("no");
  };
  db.transaction(() => {
    todos.insert({ title: "kept" });
    throws(() => db.transaction(() => [todos.insert({ title: "lost" }), no()]), /no/);
  });
  throws(() => db.transaction(() => [todos.insert({ title: "lost" }), no()]), /no/);
  deepStrictEqual(todos().map(({ title }) => title), ["kept"]);
});

Deno.test("db.close() may be called twice, and using closes", () => {
  const db = database(":memory:");
  db.close();
  db.close();
  throws(() => db.q("select 1"), { message: /not open|closed/ });
});

Deno.test("db is no promise, and an unknown table of an await is none", async () => {
  using db = database(":memory:");
  strictEqual(await Promise.resolve(db.t), db.t);
});
