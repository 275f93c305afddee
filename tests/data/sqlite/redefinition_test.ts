import { deepStrictEqual, throws } from "node:assert";
import { type Database, Integer } from "../../../lib/data/mod.ts";
import { testDrivers } from "./_drivers.ts";

const linesOf = (db: Database, table: string) =>
  db.q<{ sql: string }>("select sql from sqlite_schema where name = ?", [table])[0]!.sql
    .split("\n").slice(1, -1).map((line) => line.trim());

const MADE = [
  "create table users (name text primary key)",
  "create table things (id integer primary key, n varchar(5) collate nocase default 'x' check (n <> '')," +
  " user text, other text, foreign key (user) references users, foreign key (other) references users)",
  "insert into users values ('ann')",
  "insert into things values (1, '5', 'ann', 'ann'), (2, null, null, 'ann')",
];

testDrivers("a change says what is new, and keeps the rest of a column's words", (db) => {
  for (const sql of MADE) db.q(sql);
  const things = db.create("things", { id: Number, n: Integer, user: String, other: String }, {
    transform: true,
    notNull: ["n"],
    defaults: { n: 7 },
    foreignKeys: { user: "users.name" },
  });
  deepStrictEqual(linesOf(db, "things"), [
    "id integer primary key,",
    "n INTEGER collate nocase check (n <> '') NOT NULL DEFAULT 7,",
    'user text REFERENCES "users" ("name") ON UPDATE CASCADE ON DELETE CASCADE,',
    "other text,",
    "foreign key (other) references users",
  ]);
  deepStrictEqual(things().map(({ n, user }) => [n, user]), [[5, "ann"], [7, null]]);
});

testDrivers("a change drops a column's own foreign key with it, and keeps the others", (db) => {
  for (const sql of MADE) db.q(sql);
  db.create("things", { id: Number, n: String, other: String }, { transform: true });
  deepStrictEqual(linesOf(db, "things").slice(2), [
    "other text,",
    "foreign key (other) references users",
  ]);
});

testDrivers("a change gives a table another key", (db) => {
  for (const sql of MADE) db.q(sql);
  const columns = { id: Number, n: String, user: String, other: String };
  db.create("things", columns, { transform: true, pk: ["id", "other"] });
  deepStrictEqual([linesOf(db, "things")[0], linesOf(db, "things").at(-1)], [
    "id integer,",
    'PRIMARY KEY ("id", "other")',
  ]);
  db.create("things", columns, { transform: true });
  deepStrictEqual(linesOf(db, "things")[0], "id INTEGER PRIMARY KEY,");
  deepStrictEqual(db.q("insert into things (n, other) values ('x', 'ann') returning id"), [{
    id: 3,
  }]);
});

testDrivers("a new column has its foreign key from the start", (db) => {
  for (const sql of MADE) db.q(sql);
  const columns = { id: Number, n: String, user: String, other: String, third: String };
  const options = { transform: true, foreignKeys: { third: "users.name" } } as const;
  const things = db.create("things", columns, options);
  throws(() => things.update({ id: 1, third: "nobody" }), { name: "ConstraintError" });
  const version = db.q("pragma schema_version");
  db.create("things", columns, options);
  deepStrictEqual(db.q("pragma schema_version"), version);
});

testDrivers("a new column may be required", (db) => {
  for (const sql of MADE) db.q(sql);
  class Things {
    id = 0;
    n = "";
    user = "";
    other = "";
    stars = 3;
  }
  const things = db.create(Things, { transform: true, notNull: ["stars"] });
  deepStrictEqual(things().map(({ stars }) => stars), [3, 3]);
  throws(() => db.q("insert into things (stars) values (null)"), { name: "ConstraintError" });
});
