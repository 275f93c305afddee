import { deepStrictEqual, throws } from "node:assert";
import { database } from "../../lib/data/mod.ts";
Deno.test("todos() takes options after a where object, and refuses to lose a Map", () => {
  class Note {
    id = 0;
    text = "";
  }
  class Lossy {
    id = 0;
    tags = new Map();
  }
  using db = database(":memory:");
  const notes = db.create(Note);
  for (const text of ["a", "b", "a"]) notes.insert({ text });

  deepStrictEqual(notes({ text: "a" }, { orderBy: "id DESC", limit: 1 }).map(({ id }) => id), [3]);
  throws(() => db.create(Lossy), /Cannot make a column of Lossy.tags: it starts as a value of Map/);
});

Deno.test("deleteWhere() deletes all rows only where nothing is asked", () => {
  class Note {
    id = 0;
    text = "";
  }
  using db = database(":memory:");
  const notes = db.create(Note);
  notes.insert({ text: "a" });

  throws(() => notes.deleteWhere(undefined), /Cannot delete from "note": where is undefined/);
  deepStrictEqual([notes.count(), notes.deleteWhere(), notes.count()], [1, 1, 0]);
});
