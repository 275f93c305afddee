import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { database } from "../../lib/data/mod.ts";
import { inReadOnly } from "../../lib/data/read_only.ts";

const toError = (action: string) => new Error(`may not ${action}`);

function open() {
  const db = database(":memory:");
  const todos = db.create("todo", { id: Number, title: String });
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  return { db, todos };
}

Deno.test("inReadOnly() makes every verb that writes throw, and nothing is written", () => {
  const { db, todos } = open();
  using _db = db;
  const before = todos();
  const writes: [action: string, write: () => unknown][] = [
    ["insert into", () => todos.insert({ title: "c" })],
    ["insert into", () => todos.insertAll([{ title: "c" }, { title: "d" }])],
    ["update", () => todos.update({ id: 1, title: "c" })],
    ["upsert into", () => todos.upsert({ id: 1, title: "c" })],
    ["insert into", () => todos.upsert({ title: "c" })],
    ["delete from", () => todos.delete(1)],
    ["delete from", () => todos.delete(9)],
    ["delete from", () => todos.deleteWhere()],
    ["insert into", () => todos.lookup({ title: "c" })],
    ["update", () => db.transaction(() => todos.update({ id: 1, title: "c" }))],
  ];
  for (const [action, write] of writes) {
    throws(() => inReadOnly(toError, write), new Error(`may not ${action} "todo"`), `${write}`);
  }
  deepStrictEqual(todos(), before);
  strictEqual(inReadOnly(toError, () => todos.lookup({ title: "b" })), 2);
  strictEqual(
    inReadOnly(toError, () => [todos().length, todos[1].title, todos.count()].join()),
    "2,a,2",
  );
  strictEqual(todos.insert({ title: "c" }).id, 3);
});

const READS = [
  "select * from todo",
  "  SELECT 1",
  "-- a comment; delete from todo\nselect 1",
  "/* delete */ select 1",
  "--\nselect 1",
  "/**/select 1",
  "/* one */ /* two */ values (1)",
  "values (1)",
  "with t as (select 1 as updated, 2 as reinsert, 3 as replaceinto) select updated from t",
  "with t as (select replace(title, 'a', 'b') as title from todo) select * from t",
  "explain query plan select * from todo",
];

const WRITES = [
  "insert into todo (title) values ('c')",
  "update todo set title = 'c'",
  "delete from todo",
  "replace into todo (id, title) values (1, 'c')",
  "/* select */ delete from todo",
  "-- select\ndelete from todo",
  "with t as (select 1) delete from todo",
  "with t as (select 1) replace  into todo (id, title) values (1, 'c')",
  "WITH t AS (SELECT 1) DELETE FROM todo",
  "/* one */ delete from todo where title <> '*/ select'",
  "create table other (id)",
  "drop table todo",
  "pragma user_version = 5",
  "vacuum",
  "",
];

Deno.test("inReadOnly() lets SQL run that is known to read, and no other", () => {
  const { db, todos } = open();
  using _db = db;
  const before = todos();
  for (const sql of READS) inReadOnly(toError, () => db.q(sql));
  for (const sql of WRITES) {
    throws(() => inReadOnly(toError, () => db.q(sql)), /may not run SQL that may write/, sql);
  }
  throws(() => inReadOnly(toError, () => db.sql`delete from todo where id = ${1}`), /may not run/);
  deepStrictEqual(todos(), before);
  db.q("delete from todo");
});

Deno.test("inReadOnly() holds for what its function awaits, and for nothing beside it", async () => {
  const { db, todos } = open();
  using _db = db;
  const reading = inReadOnly(toError, async () => {
    await delay(1);
    return todos.insert({ title: "c" });
  });
  todos.insert({ title: "d" });
  await rejects(reading, new Error('may not insert into "todo"'));
  deepStrictEqual(todos().map(({ title }) => title), ["a", "b", "d"]);
});
