import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { type Database, database, DateOnly, Integer } from "../../../lib/data/mod.ts";

/** Users, their notes, an index, a trigger and a view: what a change must not lose. */
function open(): Database {
  const db = database(":memory:");
  db.create("users", { id: Number, name: String, age: String });
  db.create("notes", { id: Number, text: String, user: Number }, {
    foreignKeys: { user: "users" },
  });
  db.create("log", { id: Number, text: String });
  db.q("create unique index by_name on users (name)");
  db.q(
    "create trigger logged after insert on users begin insert into log (text) values (new.name); end",
  );
  db.q("create view adults as select name from users where age >= 18");
  db.t.users.insertAll([{ name: "ann", age: "42" }, { name: "bob", age: "17" }]);
  db.t.notes.insertAll([{ text: "a", user: 1 }, { text: "b", user: 2 }]);
  return db;
}

const schemaOf = (db: Database) => db.q("select type, name, sql from sqlite_schema order by name");
const rowsOf = (db: Database, table: string) => db.q(`select * from ${table} order by id`);

Deno.test("transform keeps rows, indexes, triggers, views and foreign keys", () => {
  using db = open();
  db.create("users", { id: Number, name: String, age: Number, mail: String }, { transform: true });
  deepStrictEqual(rowsOf(db, "users"), [
    { id: 1, name: "ann", age: 42, mail: "" },
    { id: 2, name: "bob", age: 17, mail: "" },
  ]);
  db.t.users.insert({ name: "cid" });
  deepStrictEqual(db.q("select text from log order by id").at(-1), { text: "cid" });
  throws(() => db.q("insert into users (name) values ('cid')"), { name: "ConstraintError" });
  deepStrictEqual(db.v.adults().map((row) => row.name), ["ann"]);
  deepStrictEqual(rowsOf(db, "notes").length, 2);
  throws(() => db.t.notes.insert({ user: 99 }), { name: "ConstraintError" });
  db.t.users.delete(2);
  deepStrictEqual(rowsOf(db, "notes"), [{ id: 1, text: "a", user: 1 }]);
  deepStrictEqual(db.q("pragma foreign_keys"), [{ foreign_keys: 1 }]);
});

Deno.test("transform follows a renamed column into triggers, views and indexes", () => {
  using db = open();
  db.create("users", { id: Number, fullName: String, age: String }, {
    transform: true,
    rename: { name: "fullName" },
  });
  db.t.users.insert({ fullName: "cid", age: "50" });
  deepStrictEqual(db.q("select text from log order by id").at(-1), { text: "cid" });
  strictEqual(db.v.adults.count(), 2);
});

for (
  const [why, change, message] of [
    [
      "a value that can't be converted",
      (db: Database) =>
        db.create("users", { id: Number, name: Number, age: String }, { transform: true }),
      /^DataError: Cannot transform table "users": name is "ann", expected float$/,
    ],
    [
      "a column that a view uses",
      (db: Database) => db.create("users", { id: Number, age: String }, { transform: true }),
      /Cannot transform table "users": .*error in view adults: no such column: name/,
    ],
    [
      "a key that another table points to",
      (db: Database) =>
        db.create("users", { id: Number, name: String, age: String }, {
          transform: true,
          pk: "name",
        }),
      /Cannot transform table "users": .*foreign key mismatch/,
    ],
    [
      "a transaction that is open",
      (db: Database) =>
        db.transaction(() =>
          db.create("users", { id: Number, name: String, age: Number }, { transform: true })
        ),
      /a transaction is open, expected none/,
    ],
    [
      "a constraint that would be lost",
      (db: Database) => {
        db.q("alter table users rename to old");
        db.q("create table users (id integer primary key, name text collate nocase, age text)");
        db.create("users", { id: Number, name: String, age: Number }, { transform: true });
      },
      /its collate would be lost, expected a migration/,
    ],
  ] as const
) {
  Deno.test(`transform is stopped by ${why}, and nothing has changed`, () => {
    using db = open();
    const [schema, rows] = [schemaOf(db), rowsOf(db, "notes")];
    throws(() => change(db), message);
    if (!why.includes("constraint")) deepStrictEqual(schemaOf(db), schema);
    deepStrictEqual(rowsOf(db, "notes"), rows);
    deepStrictEqual(db.q("pragma foreign_keys"), [{ foreign_keys: 1 }]);
    db.t.users.insert({ name: "still", age: "1" });
  });
}

for (const strict of [false, true]) {
  Deno.test(`transform of a table that fits does nothing (strict: ${strict})`, () => {
    using db = database(":memory:");
    db.create("parents", { id: BigInt });
    const all = {
      id: BigInt,
      text: String,
      float: Number,
      integer: Integer,
      boolean: Boolean,
      at: Date,
      day: DateOnly,
      bytes: Uint8Array,
      json: Object,
      big: BigInt,
      parent: BigInt,
    };
    const options = {
      strict,
      notNull: ["integer"],
      defaults: {
        text: "it's",
        float: 1.5,
        boolean: true,
        at: new Date(0),
        json: { a: [1] },
        big: 5n,
      },
      foreignKeys: { parent: "parents" },
      indexes: ["text"],
    } as const;
    db.create("every", all, options);
    const pages = () => db.q("select name, rootpage, sql from sqlite_schema order by name");
    const before = pages();
    db.create("every", all, { ...options, transform: true });
    deepStrictEqual(pages(), before);
  });
}

Deno.test("transform is stopped by a column that a trigger uses", () => {
  using db = open();
  db.q("drop view adults");
  throws(
    () => db.create("users", { id: Number, age: String }, { transform: true }),
    /Cannot transform table "users": .*error in trigger logged: no such column: new\.name/,
  );
});

Deno.test("transform keeps a STRICT table strict", () => {
  using db = database(":memory:");
  const before = db.create("flags", { id: Number, on: Boolean, at: Date }, { strict: true });
  before.insert({ on: true, at: new Date(0) });
  const after = db.create("flags", { id: Number, on: Boolean, at: Date, n: Number }, {
    transform: true,
  });
  deepStrictEqual({ ...after[1] }, { id: 1, on: true, at: new Date(0), n: 0 });
  throws(() => db.q("insert into flags (n) values ('x')"), { name: "ConstraintError" });
});
