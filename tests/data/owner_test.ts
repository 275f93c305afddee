import { strictEqual, throws } from "node:assert";
import { databaseOf } from "../../lib/data/backend.ts";
import { database } from "../../mod.ts";

Deno.test("databaseOf() is the database that has made or opened a table", () => {
  using db = database(":memory:"), other = database(":memory:");
  const made = db.create("note", { text: String });
  strictEqual(databaseOf(made) as unknown, db);
  strictEqual(databaseOf(db.t.note!) as unknown, db);
  strictEqual(databaseOf(other.create("note", { text: String })) as unknown, other);
  throws(() => databaseOf({}), {
    name: "DataError",
    message:
      "Cannot find a database: found a value of Object, expected a table that one has made or opened",
  });
});
