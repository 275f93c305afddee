import { deepStrictEqual, rejects, throws } from "node:assert";
import { mongodb } from "../../ext/mongodb.ts";
import { database, type DataTable } from "../../lib/data/mod.ts";
import { until } from "../_within.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";

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

Deno.test("xtra() says what it is narrowed to already", () => {
  throws(() => open().xtra({ user: "ann" }).xtra({ user: "bob" }), {
    name: "XtraError",
    message:
      'Cannot narrow "note" to user "bob": it is narrowed to "ann" already, expected the same',
  });
});

Deno.test("a table that is not open yet rejects undefined in xtra, and has no columns", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using made = database(mongodb(url));
  await made.create(Note).insert({ text: "a", user: "ann" });
  await using db = database(mongodb(url));
  const notes = db.t.note!;
  throws(() => notes.xtra({ user: undefined }), { name: "ValueError" });
  throws(() => notes.columns, {
    name: "DataError",
    message: 'Cannot read the columns of "note": it is not open, expected an awaited verb first',
  });
  deepStrictEqual([await notes.count(), notes.pks], [1, ["id"]]);
});

Deno.test("a table of another name says which one is near", () => {
  using db = database(":memory:");
  db.create(Note);
  throws(() => db.t.notes, {
    name: "DataError",
    message: 'Cannot open table "notes": the database has no such table, did you mean "note"?',
  });
});

Deno.test("a table that could not be opened is opened by a later call", async () => {
  await using server = new MongoStandIn();
  const { port } = server, url = server.newUrl();
  server.down();
  await using db = database(mongodb(url, { timeout: 200 }));
  const notes = db.create(Note);
  await rejects(async () => await notes(), { name: "ConnectionError" });
  server.up(port);
  await until(60, "the table", async () => {
    const [{ status }] = await Promise.allSettled([notes()]);
    return status === "fulfilled";
  });
  deepStrictEqual(await notes(), []);
});
