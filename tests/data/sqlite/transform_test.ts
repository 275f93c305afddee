import { deepStrictEqual, strictEqual, throws } from "node:assert";
import {
  type Database,
  database,
  DateOnly,
  Float,
  Integer,
  Untyped,
} from "../../../lib/data/mod.ts";
import { testDrivers } from "./_drivers.ts";
import { dump, dumpTable } from "./_dump.ts";

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

const TO_USERS = { id: Number, name: String, age: Number };

/** What stops a change: SQL that makes the table, the change, and the error. */
const STOPS: Record<string, [made: string[], change: (db: Database) => unknown, message: RegExp]> =
  {
    "a value that can't be converted": [
      [],
      (db) => db.create("users", { id: Number, name: Number, age: String }, { transform: true }),
      /^DataError: Cannot transform table "users": name is "ann", expected float$/,
    ],
    "a column that a view uses": [
      [],
      (db) => db.create("users", { id: Number, age: String }, { transform: true }),
      /Cannot transform table "users": .*error in view adults: no such column: name/,
    ],
    "a column that a trigger uses": [
      ["drop view adults"],
      (db) => db.create("users", { id: Number, age: String }, { transform: true }),
      /Cannot transform table "users": .*error in trigger logged: no such column: new\.name/,
    ],
    "a key that another table points to": [
      [],
      (db) => db.create("users", { ...TO_USERS, age: String }, { transform: true, pk: "name" }),
      /Cannot transform table "users": .*foreign key mismatch/,
    ],
    "a transaction that is open": [
      [],
      (db) => db.transaction(() => db.create("users", TO_USERS, { transform: true })),
      /a transaction is open, expected none/,
    ],
    "a dropped column's name in a constraint that stays": [
      ['create table pairs (id integer primary key, a, b, check (a <> "b"))'],
      (db) => db.create("pairs", { id: Number, a: String }, { transform: true }),
      /^DataError: Cannot transform table "pairs": found "b" in "check \(a <> .*, expected a migration/,
    ],
    "a dropped column's name in an index that stays": [
      [
        "create table pairs (id integer primary key, a text, b text)",
        'create index some on pairs (a) where "b" = 1',
      ],
      (db) => db.create("pairs", { id: Number, a: String }, { transform: true }),
      /^DataError: Cannot transform table "pairs": found "b" in "CREATE INDEX some .*, expected a mig/,
    ],
    "a key whose AUTOINCREMENT would be lost": [
      ["create table counted (id integer primary key autoincrement, a text)"],
      (db) => db.create("counted", { id: Number, a: String, pk: "a" }, { transform: true }),
      /AUTOINCREMENT of "primary key autoincrement" would be lost, expected a migration$/,
    ],
    "a reference whose DEFERRABLE would be lost": [
      ["create table held (id integer primary key, u integer references users deferrable)"],
      (db) =>
        db.create("held", { id: Number, u: Integer }, {
          transform: true,
          foreignKeys: { u: "users" },
        }),
      /DEFERRABLE of "references users deferrable" would be lost, expected a migration$/,
    ],
    "a new type in a table WITHOUT ROWID": [
      ["create table words (id text primary key, n text) without rowid"],
      (db) => db.create("words", { id: String, n: Integer }, { transform: true }),
      /n would get another type in a table WITHOUT ROWID, expected a migration$/,
    ],
    "a virtual table": [
      ["create virtual table found using fts5(title)"],
      (db) => db.create("found", { id: Number, title: String }, { transform: true }),
      /^DataError: Cannot transform table "found": it is a virtual table, expected one of rows$/,
    ],
  };

for (const [why, [made, change, message]] of Object.entries(STOPS)) {
  Deno.test(`transform is stopped by ${why}, and nothing has changed`, () => {
    using db = open();
    for (const sql of made) db.q(sql);
    const before = dump(db);
    throws(() => change(db), message);
    deepStrictEqual(dump(db), before);
    deepStrictEqual(db.q("pragma foreign_keys"), [{ foreign_keys: 1 }]);
    db.t.users.insert({ name: "still", age: "1" });
  });
}

/** A table as other programs make them: what a change of one column must not touch in the others. */
const FOREIGN = [
  "create table kinds (code text primary key)",
  "create table pairs (a int, b int, unique (a, b))",
  `create table [Old Things] (
    [Thing Id] integer not null constraint pk_thing primary key autoincrement,
    "name" varchar(40) collate nocase constraint named not null on conflict ignore,
    anything, price money default 5, exact decimal(20, 2), note text default 'it''s', -- a comment
    made timestamp default current_timestamp, gone int, kind text
      constraint to_kind references kinds (code) on update set null deferrable initially deferred,
    a int, b int, twice integer as (a * 2), thrice as (a * 3) stored,
    constraint both unique (a, kind) on conflict fail, check (a <> 7),
    constraint to_pair foreign key (a, b) references pairs (a, b) deferrable initially deferred
  )`,
  "create table log (text)",
  "create view names as select name, twice from [Old Things]",
  `create trigger logged after delete on [Old Things] begin insert into log values (old.name); end`,
  `create index by_price on [Old Things] (price desc) where price > 1`,
  `create unique index by_lower on [Old Things] (lower(name) collate binary)`,
  "insert into kinds values ('k')",
  "insert into pairs values (1, 2)",
  `insert into [Old Things] (name, anything, price, exact, note, gone, kind, a, b) values
    ('A', 5, '5', 9007199254740993, 'a' || char(0) || 'b', 1, 'k', 1, 2),
    ('b', '5', 5.5, '12.50', cast(x'ff41fe' as text), 2, null, null, null),
    ('c', 5.0, 'five', 9e999, '', 3, null, 2, null),
    ('d', x'0500ff', x'05', -9223372036854775808, null, 4, null, 3, null)`,
  "delete from [Old Things] where name = 'd'",
];

class Thing {
  static types = {
    made: Date,
    price: Untyped,
    anything: Untyped,
    exact: Float,
    note: String,
    kind: String,
    a: Integer,
    b: Integer,
    twice: Integer,
    thrice: Untyped,
  };
  "Thing Id" = 0;
  name = "";
  anything: unknown = null;
  price: unknown = null;
  exact: number | null = null;
  note: string | null = null;
  made: Date | null = null;
  kind: string | null = null;
  a: number | null = null;
  b: number | null = null;
  twice: number | null = null;
  thrice: unknown = null;
}

testDrivers("transform touches no value and no word of the columns that stay", (db) => {
  for (const sql of FOREIGN) db.q(sql);
  const { "Old Things": _, log, sqlite_schema: __, ...others } = dump(db);
  const names = Object.keys(new Thing());
  const kept = dumpTable(db, "Old Things", names);
  const things = db.create(Thing, { name: "Old Things", pk: "Thing Id", transform: true });
  deepStrictEqual(dumpTable(db, "Old Things", names), kept);
  const { "Old Things": now, log: logged, sqlite_schema, ...rest } = dump(db);
  deepStrictEqual([rest, logged], [others, log]);
  strictEqual((now as unknown[][])[0]!.length, names.length);
  deepStrictEqual(
    (sqlite_schema as { name: string; sql: string }[])
      .flatMap(({ name, sql }) => name === "Old Things" ? sql.split("\n") : []),
    [
      'CREATE TABLE "Old Things" (',
      "  [Thing Id] integer not null constraint pk_thing primary key autoincrement,",
      '  "name" varchar(40) collate nocase constraint named not null on conflict ignore,',
      "  anything,",
      "  price money default 5,",
      "  exact decimal(20, 2),",
      "  note text default 'it''s',",
      "  made timestamp default current_timestamp,",
      "  kind text constraint to_kind references kinds (code) on update set null deferrable " +
      "initially deferred,",
      "  a int,",
      "  b int,",
      "  twice integer as (a * 2),",
      "  thrice as (a * 3) stored,",
      "  constraint both unique (a, kind) on conflict fail,",
      "  check (a <> 7),",
      "  constraint to_pair foreign key (a, b) references pairs (a, b) deferrable initially deferred",
      ")",
    ],
  );
  strictEqual(things.insert({ name: "e" })["Thing Id"], 5);
  throws(() => things.insert({ name: "E" }), { name: "ConstraintError" });
});

testDrivers("transform of a table of another program that fits writes nothing", (db) => {
  for (const sql of FOREIGN) db.q(sql);
  const before = db.q("pragma schema_version");
  const gone = class extends Thing {
    gone = 0;
  };
  db.transaction(() => db.create(gone, { name: "Old Things", pk: "Thing Id", transform: true }));
  deepStrictEqual(db.q("pragma schema_version"), before);
});

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

testDrivers("transform keeps the numbers of rows without a key of their own", (db) => {
  db.q("create table words (word text, rowid text, n text, gone int, primary key (word))");
  db.q("insert into words (oid, word, n) values (3, 'c', '3'), (9007199254740993, 'a', '1')");
  const words = db.create("words", { word: String, rowid: String, n: Integer, pk: "word" }, {
    transform: true,
  });
  deepStrictEqual(db.q("select oid as id, word, n from words order by oid"), [
    { id: 3, word: "c", n: 3 },
    { id: 9007199254740993n, word: "a", n: 1 },
  ]);
  deepStrictEqual(words.get("a").n, 1);
});

testDrivers("transform leaves rows alone that pointed to no row before", (db) => {
  db.q("create table parents (id integer primary key)");
  db.q("create table children (id integer primary key, parent references parents, gone)");
  db.q("pragma foreign_keys = off");
  db.q("insert into children (id, parent) values (1, 5)");
  db.q("pragma foreign_keys = on");
  db.create("children", { id: Number, parent: Untyped }, { transform: true });
  deepStrictEqual(db.q("select * from children"), [{ id: 1, parent: 5 }]);
});

Deno.test("transform in a transaction keeps rows that point to the table, or throws", () => {
  using db = database(":memory:");
  const teams = db.create("team", { id: Number, name: String, boss: Number }, {
    foreignKeys: { boss: "team" },
  });
  const players = db.create("player", { id: Number, team: Number, note: String }, {
    foreignKeys: { team: "team" },
  });
  teams.insert({ name: "reds", boss: null as unknown as number });
  players.insert({ team: 1 });
  throws(() => db.transaction(() => teams.transform({ drop: ["name"] })), {
    name: "DataError",
    message:
      /^Cannot transform table "team": \w+ refers to it and a transaction is open, expected none$/,
  });
  db.transaction(() => players.transform({ drop: ["note"], notNull: ["team"] }));
  db.transaction(() => teams.addColumn("stars", Integer, { default: 2 }));
  deepStrictEqual([teams.count(), players.count()], [1, 1]);
  throws(() => players.insert({ team: 7 }), { name: "ConstraintError" });
  teams.transform({ drop: ["name"] });
  deepStrictEqual([teams.count(), players.count()], [1, 1]);
  deepStrictEqual(db.q("pragma foreign_key_check"), []);
});
