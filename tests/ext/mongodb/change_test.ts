import { deepStrictEqual, rejects } from "node:assert";
import { mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

Deno.test("mongodb() brings documents to a new shape: renamed, converted, filled and dropped", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    const notes = db.create("notes", { id: Number, text: String, stars: String, old: String });
    await notes.insertAll([{ text: "a", stars: "5", old: "x" }, {
      text: "b",
      stars: "7",
      old: "y",
    }]);
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, body: String, stars: Number, done: Boolean }, {
    transform: true,
    rename: { text: "body" },
    defaults: { done: false },
  });
  deepStrictEqual((await notes({ orderBy: "id" })).map((row) => ({ ...row })), [
    { id: 1, body: "a", stars: 5, done: false },
    { id: 2, body: "b", stars: 7, done: false },
  ]);
});

Deno.test("mongodb() changes no document where one cannot be converted", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    const notes = db.create("notes", { id: Number, stars: String });
    await notes.insertAll([{ stars: "5" }, { stars: "many" }]);
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, stars: Number }, { transform: true });
  await rejects(async () => await notes(), {
    name: "DataError",
    message: 'Cannot transform table "notes": stars is "many", expected float',
  });
  await using other = database(mongodb(url));
  const before = await other.table("notes");
  const rows = await before({ orderBy: "id" as never });
  deepStrictEqual(rows.map(({ stars }) => stars), ["5", "many"]);
});

Deno.test("mongodb() keeps a table's key: MongoDB's _id cannot change", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    await db.create("notes", { id: Number, code: String }).insert({ code: "a" });
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, code: String }, { pk: "code", transform: true });
  await rejects(async () => await notes(), {
    message: 'Cannot transform table "notes": its key would become code, expected id, ' +
      "as an _id can't change",
  });
});
