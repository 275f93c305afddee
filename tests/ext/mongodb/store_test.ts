import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { mongodb } from "../../../ext/mongodb.ts";
import { database, DataError, sql } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

class Task {
  id = "";
  title = "";
  completed = false;
}

Deno.test("mongodb() rejects SQL by name", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await rejects(async () => await tasks("title = ?", ["x"]), {
    name: "DataError",
    message: 'Cannot search MongoDB by SQL: found "title = ?", expected an object such as ' +
      "{ done: true }",
  });
  await rejects(async () => await tasks({ orderBy: sql`lower(title)` }), {
    name: "DataError",
    message: 'Cannot search MongoDB by SQL: found "lower(title)", expected an object such as ' +
      "{ done: true }",
  });
  await rejects(async () => await db.q("select 1"), DataError);
});

Deno.test("mongodb() stores more rows at once than a function has arguments", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const rows = db.create("numbers", { id: Number });
  await rows.insertAll(Array.from({ length: 150_000 }, (_, i) => ({ id: i + 1 })));
  deepStrictEqual([await rows.count(), (await rows.insert({})).id], [150_000, 150_001]);
});

Deno.test("Mongo.collection is the driver's own, for aggregations", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const tasks = db.create(Task);
  await tasks.insertAll([{ title: "a", completed: true }, { title: "b" }, { title: "c" }]);
  const found = mongo.collection(tasks.table).aggregate([
    { $group: { _id: "$completed", many: { $sum: 1 } } },
    { $sort: { many: 1 } },
  ]);
  deepStrictEqual(await found.toArray(), [{ _id: true, many: 1 }, { _id: false, many: 2 }]);
});

Deno.test("mongodb() goes on counting behind a key that was given", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const notes = db.create("notes", { id: Number, text: String });
  const keys = [
    await notes.insert({ text: "a" }),
    await notes.insert({ id: 9, text: "b" }),
    await notes.insert({ id: 4, text: "c" }),
    await notes.insert({ text: "d" }),
  ];
  deepStrictEqual(keys.map(({ id }) => id), [1, 9, 4, 10]);
  deepStrictEqual((await notes.insertAll([{ text: "e" }, { text: "f" }])).map(({ id }) => id), [
    11,
    12,
  ]);
});

Deno.test("mongodb() moves a row that takes another key, with what it holds", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await tasks.insertAll([{ id: "a", title: "one", completed: true }, { id: "b", title: "two" }]);
  await tasks.update({ id: "c" }, "a", { rekey: true });
  const rows = (await tasks({ orderBy: "id" })).map((
    { id, title, completed },
  ) => [id, title, completed]);
  deepStrictEqual(rows, [["b", "two", false], ["c", "one", true]]);
  await rejects(async () => await tasks.update({ id: "b" }, "c", { rekey: true }), DataError);
  strictEqual((await tasks.get("c"))!.title, "one");
});
