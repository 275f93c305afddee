import { deepStrictEqual, strictEqual } from "node:assert";
import { pglite } from "../../ext/postgres.ts";
import { database } from "../../lib/data/mod.ts";
import { tempFolder } from "../_temp.ts";

class Note {
  id = 0;
  text = "";
}

Deno.test("pglite() keeps its rows in a folder", async () => {
  await using folder = await tempFolder();
  {
    await using db = database(pglite(`${folder.path}/new/folder`));
    const notes = db.create(Note);
    await db.transaction(async () => {
      await notes.insert({ text: "kept" });
      await notes.insert({ id: 9, text: "kept, too" });
    });
  }
  {
    await using db = database(pglite(`${folder.path}/new/folder`));
    const notes = db.create(Note);
    deepStrictEqual((await notes({ orderBy: "id" })).map(({ text }) => text), [
      "kept",
      "kept, too",
    ]);
    strictEqual((await notes.insert({ text: "next" })).id, 10);
  }
});
