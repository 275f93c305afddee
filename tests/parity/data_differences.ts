import { DataError, NotFoundError, UnknownColumnError, XtraError } from "../../lib/data/mod.ts";
import type { Outcome, Step } from "./data.ts";
import {
  contradicts,
  derives,
  type Fit,
  gives,
  noId,
  noKey,
  noTable,
  rejects,
  sameTable,
  throws,
  toKind,
  toRead,
  unknownColumn,
  withDone,
} from "./data_fits.ts";
import type { Fields } from "./fastlite.ts";
import type { Difference } from "./rules.ts";

const ITEMS = { class: "Items", fields: [["id", "int"], ["title", "str"], ["done", "bool"]] };

/** Where this project differs from fastlite on purpose, or has something not yet. */
export const DIFFERENCES: readonly Difference<Step, Outcome>[] = [
  difference("`insert()` of a record without fields stores a row of initial values.", {
    "insert 8": gives({ id: 6, name: null, weight: null, tags: null }),
    "insert 9": gives({ id: 6, name: null, weight: null, tags: null }),
    "insert 11": gives({ id: 6, name: null, weight: null, tags: null }),
    "types 21": gives({ id: 3, name: "anon", n: 5 }),
  }),
  difference("A record is an object: null in its place is a `DataError`, and no row is stored.", {
    "insert 10": throws(DataError, 'Cannot insert into "cat": found null, expected a row'),
    "insert_all 8": throws(DataError, 'Cannot insert into "n": found null, expected a row'),
  }),
  difference("`insert()` with `ignore` returns undefined if the key exists already.", {
    "insert 17": gives(null),
  }),
  difference("A value of another type than its column's is a `ValueError`.", {
    "insert 20": rejects('insert into "cat": weight is "heavy", expected a finite number'),
    "insert 22": rejects(
      'insert into "cat": tags is a value of Array, expected a text, without NUL',
    ),
    "insert 23": rejects(
      'insert into "cat": tags is a value of Object, expected a text, without NUL',
    ),
    "insert 24": rejects('insert into "cat": name is true, expected a text, without NUL'),
    "insert 25": rejects(
      'insert into "cat": name is a value of Uint8Array, expected a text, without NUL',
    ),
    "insert 26": rejects(
      'insert into "cat": name is the date Tue Jan 02 2024 00:00:00 GMT+0000 ' +
        "(Coordinated Universal Time), expected a text, without NUL",
    ),
    "update 19": rejects('update "user": id is "1", expected an integer up to 2^53'),
    "create and transform 27": rejects('insert into "u4": a is 5, expected a text, without NUL'),
  }),
  difference("`lastPk` and `lastRowid` are not there: a verb returns the row with its key.", {
    "insert 29": gives(null),
    "insert 30": gives(null),
    "get 28": gives(null),
    // the key is no number, so that the name of any property may be a key
    "compound pk 14": throws(NotFoundError, 'Cannot find "lastPk" in "pub": no row, expected one'),
  }),
  difference(
    "`alter` is not there: an unknown column is an `UnknownColumnError`, " +
      "and `transform` or a migration adds one.",
    {
      "alter 3": unknownColumn("colour", "cat", "id, name"),
      "alter 11": unknownColumn("weight", "cat", "id, name, colour"),
      "alter 16": unknownColumn("zzz", "dog", "id, name"),
      "insert_all 16": unknownColumn("zzz", "n", "id, v, w"),
    },
  ),
  difference("Rows have the columns that the table object was made with, and no others.", {
    "alter 5": gives([{ id: 1, name: "x" }]),
    "alter 6": derives((rows: Fields[]) => rows.map(({ colour: _, ...row }) => row)),
    "alter 7": gives({ id: 2, name: "y" }),
    "insert_all 18": gives([{ id: 1, v: "t", w: null }]),
    "insert_all 20": gives([{ id: 1, v: "u1", w: null }, { id: 2, v: "u2", w: null }]),
  }),
  difference(
    "A table's class is an argument of `db.create()`: to set `table.cls` is a `DataError`.",
    {
      "alter 9": throws(
        DataError,
        'Cannot set cls of "cat": found an assignment, expected update()',
      ),
      "dataclass 20": throws(
        DataError,
        'Cannot set cls of "person": found an assignment, expected update()',
      ),
      "dataclass 21": gives({ id: 1, name: "raw", age: 7, score: null, data: null }),
      "dataclass 22": throws(
        DataError,
        'Cannot set cls of "person": found an assignment, expected update()',
      ),
    },
  ),
  difference(
    "`table.schema` is not there: `sqlite_schema` has the SQL, " +
      "with `REAL`, `BOOLEAN`, `DATE` and `JSON TEXT` among its types.",
    {
      "types 3": sameTable({
        b: { type: "BOOLEAN" },
        d: { type: "DATE" },
        dt: { type: "DATETIME" },
        l: { type: "JSON TEXT" },
        dd: { type: "JSON TEXT" },
      }),
      "types 13": sameTable(),
      "types 18": sameTable(),
      "call 57": sameTable(),
      "create and transform 3": sameTable(),
      "create and transform 7": sameTable(),
      "create and transform 10": sameTable(),
      "create and transform 21": sameTable(),
      "create and transform 23": sameTable(),
      "create and transform 47": sameTable(),
      "create and transform 49": sameTable(),
      "create and transform 54": sameTable(),
      "insert_all 22": sameTable(),
    },
  ),
  difference("A column of the key is `NOT NULL`.", {
    "compound pk 3": sameTable({ authors: { notnull: 1 }, year: { notnull: 1 } }),
    "create and transform 19": sameTable({ name: { notnull: 1 } }),
  }),
  difference("Columns are in the order of the class: `columnOrder` is not there.", {
    "create and transform 26": sameTable({}, ["id", "a", "b"]),
    "create and transform 30": sameTable({}, ["id", "aa", "b"]),
  }),
  difference("`transform` gives a number's column a number as its DEFAULT.", {
    "create and transform 36": sameTable({ aa: { dflt_value: "9" } }, ["id", "aa"]),
  }),
  difference("Booleans, dates and JSON come back as they went in.", {
    "types 4": derives((types: Record<string, { class: string }>) =>
      Object.fromEntries(
        Object.entries(types).map(([name, type]) => [name, { class: toKind(name, type.class) }]),
      )
    ),
    "types 5": derives(toRead),
    "types 6": derives(toRead),
    "types 7": derives(Boolean),
    "types 8": derives(({ fields, ...type }: { fields: [string, string][] }) => ({
      ...type,
      fields: fields.map(([name, type]) => [name, toKind(name, type)]),
    })),
    "xtra 39": derives(withDone),
    "xtra 40": derives((rows: Fields[]) => rows.map(withDone)),
  }),
  difference("`db.tables()` and `[...db.t]` give the names of the tables, sorted.", {
    "types 24": derives((names: string) => names.split(", ")),
    "create and transform 52": derives((names: string[]) => names.toSorted()),
  }),
  difference("An update without a key is a `NotFoundError` that names what is missing.", {
    "update 9": noKey("user", "id"),
    "update 14": noKey("user", "id"),
    "update 15": noKey("user", "id"),
    "update 16": noKey("user", "id"),
    "compound pk 19": noKey("pub", "year"),
  }),
  difference("A key changes only with the option `rekey`.", {
    "update 12": throws(
      DataError,
      'Cannot update "user": key 2 would become 20, expected the option rekey',
    ),
  }),
  difference("`deleteWhere()` returns how many rows it deleted.", {
    "delete 11": gives(1),
    "delete 12": gives(0),
    "delete 15": gives(2),
  }),
  difference("A primary key that no row can have, such as `true` or `[]`, is a `NotFoundError`.", {
    "get 14": throws(NotFoundError, 'Cannot find true in "user": no row, expected one'),
    "get 18": throws(NotFoundError, 'Cannot find [] in "user": no row, expected one'),
  }),
  difference("A class without a column `id` needs the option `pk`: no key is added to it.", {
    "get 30": noId("nopk"),
    "create and transform 20": noId("u2"),
  }),
  difference("The rows of a table without a primary key have their `rowid`.", {
    "get 31": gives({ rowid: 1, a: 5, b: "x" }),
    "get 32": gives({ rowid: 1, a: 5, b: "x" }),
    "get 34": gives([{ rowid: 1, a: 5, b: "x" }]),
  }),
  difference("One value of a where text needs no list around it.", {
    "call 11": gives([{ id: 1, name: "apple", price: 1.5, cat: "f" }]),
  }),
  difference("`offset` goes without `limit`, and a `limit` is 0 or more.", {
    "call 22": gives([
      { id: 4, name: "date", price: 9, cat: "f" },
      { id: 5, name: "egg", price: null, cat: null },
    ]),
    "call 23": throws(DataError, "Cannot find rows: limit is -1, expected 0 or more"),
  }),
  difference("`select` takes columns, or SQL by the tag `sql`: a text is a column.", {
    "call 26": unknownColumn("price*2 as dbl", "item", "id, name, price, cat"),
  }),
  difference("`table.columns` lists the columns in the table's order; `table.c` is not there.", {
    "call 52": gives(["id", "name", "price", "cat"]),
    "call 53": gives("undefined"),
  }),
  difference("A table prints as a function; `table.table` is its name.", {
    "call 55": gives("function () { [native code] }"),
    "call 56": gives("[Function: find] [table item]"),
  }),
  difference("A where text is a condition and no more: the order is the option `orderBy`.", {
    "call 61": throws(DataError, 'Cannot run SQL: near "order": syntax error'),
  }),
  difference("`xtraId` is not there: what `xtra` narrowed a table to is not read back.", {
    "xtra 5": gives(null),
  }),
  difference("An `or` in a where text does not leave what `xtra` narrowed to.", {
    "xtra 9": derives((rows: Fields[]) => rows.filter(({ user }) => user === "a")),
  }),
  difference("A new row that contradicts `xtra` is an `XtraError`.", {
    "xtra 19": throws(
      XtraError,
      'Cannot insert into "todo": user is "b", expected "a" by xtra',
    ),
    "xtra 28": throws(
      XtraError,
      'Cannot insert into "todo": user is "b", expected "a" by xtra',
    ),
  }),
  difference("`upsert()` of a primary key that `xtra` excludes is a `NotFoundError`.", {
    "xtra 25": throws(NotFoundError, 'Cannot find 2 in "todo": no row, expected one'),
  }),
  difference("`count()`, the list of all rows and `deleteWhere()` obey `xtra`.", {
    "xtra 29": gives(7),
    "xtra 30": derives((rows: Fields[]) => rows.filter(({ user }) => user === "a")),
    "xtra 31": gives(4),
  }),
  difference(
    "`xtra` narrows a table object for good: another value is an `XtraError`, " +
      "`xtra({})` changes nothing, and a search narrows further.",
    {
      "xtra 34": contradicts('"b": it is narrowed to "a"'),
      "xtra 37": derives((rows: Fields[]) => rows.filter(({ user }) => user === "b")),
      "xtra 42": contradicts(`"O'Brien": it is narrowed to "a"`),
      "xtra 45": contradicts(`"a\\\\b": it is narrowed to "O'Brien"`),
      "xtra 48": contradicts('null: it is narrowed to "a\\\\b"'),
      "compound pk 25": derives((rows: Fields[]) => rows.filter(({ title }) => title === "new")),
    },
  ),
  difference("`db.t.todo` is the table object that `db.create()` gave, with its `xtra`.", {
    "xtra 41": derives((rows: Fields[]) =>
      rows.filter(({ user, done }) => user === "a" && done === 0).map(withDone)
    ),
  }),
  difference("`xtra` binds its values: a backslash is found, and null means is null.", {
    "xtra 47": gives([{ id: 53, title: "backslash", done: null, user: "a\\b" }]),
    "xtra 49": gives([]),
  }),
  difference("`xtra` of a column that is not there is an `UnknownColumnError` at once.", {
    "xtra 52": throws(
      UnknownColumnError,
      'Cannot use "nope" on table "todo": it has no such column, did you mean "done"?',
    ),
    "xtra 53": gives([]),
  }),
  difference(
    "A class with a column that its table lacks is a `DataError` without the option `transform`.",
    {
      "create and transform 6": throws(
        DataError,
        'Cannot open table "user": it has no column email, ' +
          "expected the option transform or a migration",
      ),
      "create and transform 8": gives([{ id: 1, name: "a", age: 1 }]),
    },
  ),
  difference("`replace: true` alone replaces a table and its rows.", {
    "create and transform 15": gives([]),
  }),
  difference("`db.t` of a table that is not there is a `DataError`; `db.tables()` tells.", {
    "create and transform 37": noTable("made"),
    "create and transform 43": noTable("nothere"),
    "create and transform 44": noTable("nothere"),
    "create and transform 45": noTable("nothere"),
    "create and transform 46": noTable("nothere"),
    "insert_all 21": noTable("auto"),
  }),
  difference('A column of a schema starts as its type does: `0`, `""`, `false`.', {
    "create and transform 39": derives((row: Fields) => ({ ...row, w: 0 })),
    "create and transform 41": derives((row: Fields) => ({ ...row, w: 0 })),
  }),
  difference("`hashId` is not there: a text column `id` takes a UUID by itself.", {
    "create and transform 57": noId("hash_t"),
    "create and transform 58": rejects(
      'insert into "hash_t": its key hid is undefined, expected a value',
    ),
  }),
  difference(
    "A row takes a field that no column has, which does not compile, until it is stored.",
    {
      "dataclass 10": gives({ nope: 1 }),
    },
  ),
  difference("A row class takes no values: `Object.assign(new Person(), { id: 1 })`.", {
    "dataclass 11": gives({ object: "Person" }),
    "dataclass 12": gives({ object: "Person" }),
  }),
  difference("`table.Row` is the one class of a table's rows; `suf` is not there.", {
    "dataclass 18": derives((type: Fields) => ({ ...type, class: "Person" })),
  }),
  difference("A column of `fastApp()` may have any name, `title` too.", {
    "fast_app 1": derives((made: unknown[]) => [...made.slice(0, 3), ITEMS]),
    "fast_app 4": gives(ITEMS),
    "fast_app 6": gives(ITEMS),
    "fast_app 7": gives({ id: 1, title: "x", done: false }),
  }),
];

function difference(says: string, fits: Record<string, Fit>): Difference<Step, Outcome> {
  return {
    says,
    cases: Object.keys(fits),
    fits: (step, ours) => fits[step.id]!(step, ours),
  };
}
