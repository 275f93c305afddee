import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "../../../lib/data/mod.ts";
import { inReadOnly } from "../../../lib/data/read_only.ts";
import { section } from "./step.ts";

class Todo {
  id = 0;
  title = "";
}

/** Runs as what a link of another site leads to. */
const reading = <T>(fn: () => T) => inReadOnly((action) => new Error(`may not ${action}`), fn);

const titles = async (db: Database<boolean>) =>
  (await db.create(Todo)({ orderBy: "id" })).map(({ title }) => title);

/** Code that may read tables and not write. */
export const READ_ONLY = section("read-only", async (db) => {
  const todos = db.create(Todo);
  await todos.insertAll([{ title: "a" }, { title: "b" }]);
  return todos;
}, [
  ["reads", (todos) => reading(() => todos.count()), 2],
  ["insert", (todos) => reading(() => todos.insert({ title: "c" })), /may not insert into "todo"/],
  ["insertAll", (todos) => reading(() => todos.insertAll([{ title: "c" }])), /may not insert into/],
  [
    "update",
    (todos) => reading(() => todos.update({ id: 1, title: "c" })),
    /may not update "todo"/,
  ],
  ["upsert", (todos) => reading(() => todos.upsert({ id: 1, title: "c" })), /may not upsert into/],
  ["delete", (todos) => reading(() => todos.delete(1)), /may not delete from "todo"/],
  ["deleteWhere", (todos) => reading(() => todos.deleteWhere()), /may not delete from "todo"/],
  ["lookup of none", (todos) => reading(() => todos.lookup({ title: "c" })), /may not insert into/],
  ["lookup of one", (todos) => reading(() => todos.lookup({ title: "b" })), 2],
  [
    "a transaction",
    (todos, db) => reading(() => db.transaction(() => todos.delete(1))),
    /may not delete from "todo"/,
  ],
  ["SQL that reads", (_, db) => reading(() => db.q("select id from todo order by id")), [
    { id: 1 },
    { id: 2 },
  ], "sql"],
  [
    "SQL that writes",
    (_, db) => reading(() => db.q("with x as (select 1) delete from todo")),
    /may not run SQL that may write/,
    "sql",
  ],
  ["writes beside it go on", async (todos) => {
    const late = reading(async () => {
      await delay(1);
      return await todos.insert({ title: "c" });
    }).catch(({ message }) => message);
    await todos.insert({ title: "d" });
    return await late;
  }, 'may not insert into "todo"'],
  ["nothing else was written", (_, db) => titles(db), ["a", "b", "d"]],
]);
