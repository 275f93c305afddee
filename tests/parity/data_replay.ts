import type { Database } from "../../lib/data/mod.ts";
import { type AnyTable, type Class, type Fields, NotMade, type Scope } from "./fastlite.ts";
import { toClass } from "./python.ts";

/**
 * What fastlite did in steps that this project answers in another way, as plain SQL or with the
 * variables: the steps that follow are asked of the rows that fastlite had.
 */
const REPLAYS: Record<string, string | ((scope: Scope) => void)> = {
  "insert 8": "delete from cat where id = 6",
  "insert 9": "delete from cat where id = 6",
  "insert 11": "delete from cat where id = 6",
  "insert 20": "insert into cat (name, weight) values ('str for float', 'heavy')",
  "insert 22": `insert into cat (name, tags) values ('list', '["a", "b"]')`,
  "insert 23": `insert into cat (name, tags) values ('dict', '{"k": 1}')`,
  "insert 24": "insert into cat (name, weight) values (1, 0)",
  "insert 25": "insert into cat (name) values (x'6279746573')",
  "insert 26": "insert into cat (name, tags) values ('2024-01-02', '2024-01-02T03:04:05')",
  "alter 3":
    "alter table cat add column colour text; insert into cat (name, colour) values ('x', 'red')",
  "alter 9": take("cats", "Cat", [["id", "int"], ["name", "str"], ["colour", "str"]]),
  "alter 11":
    "alter table cat add column weight float; insert into cat (name, weight) values ('z', 1.5)",
  "alter 16": "alter table dog add column zzz integer; update dog set zzz = 5 where id = 1",
  "types 21": "delete from with_def where id = 3",
  "update 12": "update user set id = 20, name = 'moved' where id = 2",
  "update 19": "update user set name = 'string pk' where id = 1",
  "get 30": (scope) => {
    databaseOf(scope).q("create table nopk (a integer, b text)");
    scope.set("nopk", databaseOf(scope).t.nopk);
  },
  "xtra 19": "insert into todo (title, user) values ('t6', 'a')",
  "xtra 25": "update todo set title = 'hack by upsert', user = 'a' where id = 2",
  "xtra 28": "insert into todo (title, user) values ('t7', 'a'), ('t8', 'a')",
  "xtra 31": "delete from todo where title like 't%'",
  "xtra 34": narrow({ user: "b" }),
  "xtra 37": narrow({}),
  "xtra 42": narrow({ user: "O'Brien" }),
  "xtra 45": narrow({ user: "a\\b" }),
  "xtra 48": narrow({ user: null }),
  "xtra 50": narrow({ done: true }),
  "create and transform 15": "insert into user (id, name) values (1, 'a')",
  "create and transform 20": "create table u2 (id integer primary key, name text, n integer)",
  "create and transform 27": "insert into u4 (a) values ('5')",
  "create and transform 37": (scope) => scope.set("t", new NotMade("made")),
  "create and transform 39": "update made set w = null",
  "create and transform 41": "update made set w = null",
  "create and transform 46":
    "create table nothere (a integer, b text); insert into nothere values (1, 'x')",
  "create and transform 57": (scope) => {
    databaseOf(scope).q("create table hash_t (hid text primary key, name text, v integer)");
    scope.set("h", databaseOf(scope).t.hash_t);
  },
  "dataclass 22": (scope) => {
    const Custom = scope.get("Custom") as Class;
    scope.set("people", databaseOf(scope).create(Custom, { name: "person" }));
  },
  "insert_all 8": "insert into n (v) values ('e')",
  "insert_all 16": "alter table n add column zzz integer; insert into n (v, zzz) values ('x', 1)",
  "insert_all 21": "create table auto (a integer primary key, b text, c real); " +
    "insert into auto values (1, 'x', null), (2, null, 1.5)",
  "fast_app 7": (scope) => (scope.get("todos") as AnyTable).delete(1),
};

/** Brings a section to the state that fastlite left after a step. */
export function goOn(id: string, scope: Scope): void {
  const replay = REPLAYS[id];
  if (typeof replay === "function") replay(scope);
  else for (const sql of replay?.split("; ") ?? []) databaseOf(scope).q(sql);
}

function databaseOf(scope: Scope): Database {
  return scope.get("db") as Database;
}

/** A variable becomes the table of a class, as `table.cls = …` does there. */
function take(variable: string, name: string, fields: [string, string][]): (scope: Scope) => void {
  return (scope) => scope.set(variable, databaseOf(scope).create(toClass(name, fields, scope)));
}

/** `todos` becomes a table object narrowed to these values and no others. */
function narrow(values: Fields): (scope: Scope) => void {
  return (scope) => {
    const todos = databaseOf(scope).create(scope.get("Todo") as Class);
    scope.set("todos", Object.keys(values).length > 0 ? todos.xtra(values) : todos);
  };
}
