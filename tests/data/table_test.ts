import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { database, type DataTable } from "../../lib/data/mod.ts";

// Each verb, on every backend, is in the conformance suite; here is what only one table object has.

class Note {
  id = 0;
  text = "";
  user = "";
}

function open(): DataTable<Note, number> {
  const notes = database(":memory:").create(Note);
  notes.insertAll([{ text: "a", user: "ann" }, { text: "b", user: "bob" }]);
  return notes;
}

Deno.test("find() takes a text and values, an object, or options, and options after each", () => {
  const notes = open();
  const ids = (rows: Note[]) => rows.map(({ id }) => id);
  deepStrictEqual(ids(notes("text = ?", ["b"])), [2]);
  deepStrictEqual(ids(notes("text <> ?", [""], { orderBy: "-id", limit: 1 })), [2]);
  deepStrictEqual(ids(notes({ text: "a" })), [1]);
  deepStrictEqual(ids(notes("id > :n", { n: 1 })), [2]);
  deepStrictEqual(ids(notes({ where: { text: "b" }, orderBy: "id" })), [2]);
  deepStrictEqual(notes({ withPk: true }).map(([key, { text }]) => [key, text]), [
    [1, "a"],
    [2, "b"],
  ]);
});

Deno.test("what is no condition finds an error, not every row, and no argument is dropped", () => {
  const notes = open();
  const expected = "expected SQL text or an object of columns";
  for (
    const [where, found] of [[5, "5"], [true, "true"], [null, "null"], [[], "a value of Array"]]
  ) {
    const message = `Cannot search "note": where is ${found}, ${expected}`;
    for (const verb of ["count", "deleteWhere", "selectOne", "lookup"] as const) {
      throws(() => notes[verb](where as never), { name: "DataError", message }, verb);
    }
    throws(() => notes(where as never), { name: "DataError", message });
  }
  const message =
    'Cannot search "note": values are beside an object of columns, expected SQL text for them';
  for (const verb of ["count", "deleteWhere", "selectOne"] as const) {
    throws(() => notes[verb]({ text: "a" } as never, { user: "bob" }), {
      name: "DataError",
      message,
    }, verb);
  }
  strictEqual(notes.count(), 2);
});

Deno.test("withPk gives the key also where it is not selected", () => {
  const notes = open();
  const rows = notes({ select: ["text"], withPk: true }) as unknown as [number, Note][];
  deepStrictEqual(rows.map(([key, { text }]) => [key, text]), [[1, "a"], [2, "b"]]);
});

Deno.test("a value that is undefined finds an error, not every row", () => {
  const notes = open();
  const missing = undefined as unknown as string;
  const message = 'Cannot search "note": user is undefined, expected a value or null';
  for (
    const verb of [
      () => notes({ user: missing }),
      () => notes.count({ user: missing }),
      () => notes.deleteWhere({ user: missing }),
      () => notes.lookup({ user: missing }),
      () => notes.xtra({ user: missing }),
    ]
  ) throws(verb, { name: "ValueError", message });
  throws(() => notes.deleteWhere(undefined), {
    message: 'Cannot delete from "note": where is undefined, ' +
      "expected a condition, or no argument for all rows",
  });
  strictEqual(notes.count(), 2);
  deepStrictEqual([notes.deleteWhere(), notes.count()], [2, 0]);
});

Deno.test("selectOne() says whether there is no row or more than one", () => {
  const notes = open();
  strictEqual(notes.selectOne({ text: "b" }).id, 2);
  throws(() => notes.selectOne({ text: "c" }), {
    name: "NotFoundError",
    message: 'Cannot find a value of Object in "note": no row, expected one',
  });
  throws(() => notes.selectOne(), {
    name: "DataError",
    message: 'Cannot select undefined in "note": more than one row, expected one',
  });
});

Deno.test("a key that no row can have finds no row", () => {
  const notes = open();
  for (const key of ["x", 1.5, [1, 2]] as never[]) {
    throws(() => notes.update({ text: "x" }, key), { name: "NotFoundError" });
    throws(() => notes.delete(key), { name: "NotFoundError" });
    deepStrictEqual([notes.has(key), notes.get(key, null)], [false, null]);
  }
  strictEqual(notes.count(), 2);
});

Deno.test("a key that is not found is shown, each part of a composite one", () => {
  using db = database(":memory:");
  const pubs = db.create("pubs", { author: String, year: Number, pk: ["author", "year"] });
  throws(() => pubs.get(["A", 1]), {
    name: "NotFoundError",
    message: 'Cannot find ["A", 1] in "pubs": no row, expected one',
  });
});

Deno.test("update() moves a row to another key only with the option rekey", () => {
  const notes = open();
  throws(() => notes.update({ id: 9, text: "x" }, 1), {
    message: 'Cannot update "note": key 1 would become 9, expected the option rekey',
  });
  throws(() => notes.update({ text: "x" }), {
    message: 'Cannot update "note": the record has no id, expected a key',
  });
  strictEqual(notes.update({ id: 9 }, 1, { rekey: true }).id, 9);
  deepStrictEqual(notes({ orderBy: "id" }).map(({ id, text }) => [id, text]), [[2, "b"], [9, "a"]]);
});

Deno.test("insertAll() is all or nothing, also of an iterable that fails", () => {
  const notes = open();
  const failing = function* () {
    yield { text: "c" };
    throw new Error("half");
  };
  throws(() => notes.insertAll(failing()), /half/);
  throws(() => notes.insertAll([{ text: "c" }, { id: 1, text: "d" }]), { name: "ConstraintError" });
  strictEqual(notes.count(), 2);
});

Deno.test("insertAll() keeps each row's own columns, in any order", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, from: Date, to: Date });
  const [a, b] = [new Date(1), new Date(2)];
  const stored = rows.insertAll([{ from: a }, { to: b }, { from: b }, { from: a, to: b }]);
  deepStrictEqual(stored.map(({ id, from, to }) => [id, from, to]), [
    [1, a, null],
    [2, null, b],
    [3, b, null],
    [4, a, b],
  ]);
});

Deno.test("insert() says what xtra allows", () => {
  const notes = open().xtra({ user: ["ann", "bob"] as never });
  throws(() => notes.insert({ user: "cid" }), {
    name: "XtraError",
    message: 'Cannot insert into "note": user is "cid", expected "ann" or "bob" by xtra',
  });
});

Deno.test("xtra() is obeyed by every verb, and can't be widened", () => {
  const notes = open();
  const all = notes({ orderBy: "id" }).map((note) => ({ ...note }));
  const own = notes.xtra({ user: "ann" });
  strictEqual(own, notes);
  const others: [verb: () => unknown, error: string][] = [
    [() => own[2], "NotFoundError"],
    [() => own.update({ id: 2, text: "x" }), "NotFoundError"],
    [() => own.upsert({ id: 2, text: "x" }), "NotFoundError"],
    [() => own.delete(2), "NotFoundError"],
    [() => own.insert({ id: 2, text: "x" }, { replace: true }), "XtraError"],
    [() => own.insert({ text: "x", user: "bob" }), "XtraError"],
    [() => own.xtra({ user: "bob" }), "XtraError"],
    [() => own.xtra({ usr: "ann" } as object), "UnknownColumnError"],
  ];
  for (const [verb, name] of others) throws(verb, { name }, String(verb));
  throws(() => own.insert({ id: 2, text: "x" }, { replace: true }), {
    message: 'Cannot replace a row of "note": it is outside of xtra, expected one inside',
  });
  deepStrictEqual([own.deleteWhere({ id: 2 }), own.has(2), own.count(), own.get(2, null)], [
    0,
    false,
    1,
    null,
  ]);
  strictEqual(own.update({ id: 1, user: "bob" }).user, "ann");
  deepStrictEqual(own.xtra({ user: "ann" })().map((note) => ({ ...note })), [all[0]]);
});

Deno.test("lookup() finds the key, or inserts with more", async () => {
  const notes = open();
  strictEqual(notes.lookup({ text: "b" }), 2);
  strictEqual(notes.lookup({ text: "c" }, { user: "cid" }), 3);
  strictEqual(notes[3]!.user, "cid");
  await rejects(async () => await notes.lookup({ texd: "c" } as object), {
    name: "UnknownColumnError",
  });
});

Deno.test("update() names every missing part of a key", () => {
  using db = database(":memory:");
  const seats = db.create("seat", { row: Number, place: String, name: String }, {
    pk: ["row", "place"],
  });
  throws(() => seats.update({ name: "Ada" }), {
    message: 'Cannot update "seat": the record has no row, place, expected a key',
  });
});

Deno.test("insert() takes a key's initial value where none is given", () => {
  using db = database(":memory:");
  class Setting {
    name = "theme";
    value = "dark";
  }
  const settings = db.create(Setting, { pk: "name" });
  deepStrictEqual({ ...settings.insert({} as Setting) }, { name: "theme", value: "dark" });
});

Deno.test("insertAll() takes more rows than a function has arguments", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number });
  const rows = notes.insertAll(Array.from({ length: 150_000 }, () => ({})));
  deepStrictEqual([rows.length, rows.at(-1)?.id, notes.count()], [150_000, 150_000, 150_000]);
});

Deno.test("a constraint's error says which verb failed on which table, with SQLite's as its cause", () => {
  using db = database(":memory:");
  const users = db.create("users", { id: Number, mail: String }, {
    indexes: [{ columns: ["mail"], unique: true }],
  });
  users.insertAll([{ mail: "a" }, { mail: "b" }]);
  const why = "UNIQUE constraint failed: users.mail";
  const failed = (doing: string) => (error: Error) => {
    const { name, message, cause } = error;
    deepStrictEqual(
      [name, message, (cause as Error).message],
      ["ConstraintError", `Cannot ${doing} "users": ${why}`, why],
    );
    return true;
  };
  throws(() => users.insert({ mail: "a" }), failed("insert into"));
  throws(() => users.update({ id: 2, mail: "a" }), failed("update"));
  throws(() => users.upsert({ id: 2, mail: "a" }), failed("upsert into"));
});
