import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { mongodb } from "../../ext/mongodb.ts";
import { ConnectionError, database, DataError } from "../../lib/data/mod.ts";
import { MongoStandIn } from "./mongodb_stand_in.ts";

class Task {
  id = "";
  title = "";
  completed = false;
}

Deno.test("mongodb() shows _id as the key, an ObjectId as its text", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using db = database(mongodb(url));
  const tasks = db.create(Task);
  const { id } = await tasks.insert({ title: "one" });
  match(id, /^[0-9a-f]{24}$/);
  const client = new MongoClient(url);
  const document = await client.db().collection("task").findOne();
  await client.close();
  strictEqual(document!._id.toHexString(), id);
  deepStrictEqual(Object.keys(document!), ["_id", "title", "completed"]);
  strictEqual((await tasks.update({ id, completed: true })).completed, true);
});

Deno.test("mongodb() opens a collection that another program has filled", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  const client = new MongoClient(url);
  await client.db().collection("cats").insertMany([
    { name: "Tom", lives: 9, weight: 4.5, born: new Date(0) },
    { name: "Kit", tags: ["x"] },
  ]);
  await client.close();
  await using db = database(mongodb(url));
  const cats = await db.table("cats");
  deepStrictEqual(cats.columns.map(({ name, kind }) => `${name} ${kind}`), [
    "id text",
    "name text",
    "lives integer",
    "weight float",
    "born datetime",
    "tags json",
  ]);
  const [kit, tom] = await cats({ orderBy: "name" as never });
  deepStrictEqual([kit.lives, kit.tags, tom.born], [null, ["x"], new Date(0)]);
});

Deno.test("mongodb() refuses SQL by name", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await rejects(async () => await tasks("title = ?", ["x"]), {
    name: "DataError",
    message: 'Cannot search MongoDB by SQL: found "title = ?", expected an object such as ' +
      "{ done: true }",
  });
  await rejects(async () => await db.q("select 1"), DataError);
});

Deno.test("mongodb() never takes an operator for a value", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await tasks.insertAll([{ title: "a" }, { title: "$ne" }]);
  const hostile = { title: { $ne: "" } } as object;
  await rejects(async () => await tasks(hostile), DataError);
  await rejects(async () => await tasks.insert(hostile), DataError);
  await rejects(async () => await tasks.get({ $ne: "" } as never), DataError);
  strictEqual(await tasks.count({ title: "$ne" }), 1);
  const notes = db.create("notes", { id: Number, data: Object });
  await rejects(async () => await notes.insert({ data: { _bsontype: "ObjectId" } }), DataError);
  deepStrictEqual(
    await notes.count({ data: { $gt: "" } }),
    0,
  );
});

Deno.test("mongodb() tells what happens, as it happens", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const tasks = db.create(Task);
  await tasks.ready();
  const seen: unknown[] = [];
  const watching = (async () => {
    for await (const { type, key, document } of mongo.watch("task")) {
      if (key !== "warm") seen.push([type, key, document?.title]);
      else if (seen.length === 0) seen.push("warm");
      if (type === "delete" && key === "a") break;
    }
  })();
  // the stream is on its way: write until it is heard
  while (seen.length === 0) {
    await tasks.upsert({ id: "warm" });
    await delay(5);
  }
  await tasks.insert({ id: "a", title: "one" });
  await tasks.update({ id: "a", title: "two" });
  await tasks.delete("a");
  await watching;
  deepStrictEqual(seen, [
    "warm",
    ["insert", "a", "one"],
    ["update", "a", "two"],
    ["delete", "a", undefined],
  ]);
});

Deno.test("mongodb() has no transactions on a single server, and says so", async () => {
  await using server = new MongoStandIn({ replicaSet: false });
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await rejects(async () => await db.transaction(() => tasks.insert({})), {
    message: "Cannot run a transaction: this MongoDB is a single server, expected a replica set",
  });
  strictEqual((await tasks.insertAll([{ title: "a" }, { title: "b" }])).length, 2);
  await rejects(async () => await tasks.insertAll([{ id: "c" }, { id: "c" }]), DataError);
  strictEqual(await tasks.count(), 2);
});

Deno.test("mongodb() gives up a whole transaction where one within it failed", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  const failed = {
    message: "Cannot go on with the transaction: a part of it has failed, and MongoDB has no " +
      "savepoints",
  };
  await rejects(async () =>
    await db.transaction(async () => {
      await tasks.insert({ title: "outer" });
      const inner = async () => {
        await tasks.insert({ title: "inner" });
        throw new Error("no");
      };
      await db.transaction(inner).catch(() => {});
      await tasks.insert({ title: "after" });
    }), failed);
  await rejects(async () =>
    await db.transaction(async () => {
      await tasks.insert({ id: "a" });
      await Promise.resolve(tasks.insert({ id: "a" })).catch(() => {});
    }), failed);
  deepStrictEqual(await tasks(), []);
});

Deno.test("mongodb() comes back after the server was away", async () => {
  const server = new MongoStandIn();
  const { port } = server;
  await using db = database(mongodb(server.newUrl(), { timeout: 300 }));
  const tasks = db.create(Task);
  await tasks.insert({ title: "before" });
  server.down();
  await rejects(async () => await tasks(), (error: Error) => {
    ok(error instanceof ConnectionError, String(error));
    ok(error.message.startsWith(`Cannot reach MongoDB at 127.0.0.1:${port}: `), error.message);
    return true;
  });
  server.up(port);
  await using _server = server;
  let found: Task[] | undefined;
  for (let tries = 0; !found && tries < 100; tries++) {
    found = await Promise.resolve(tasks()).catch((error) => {
      if (!(error instanceof ConnectionError)) throw error;
      return undefined;
    });
  }
  deepStrictEqual(found!.map(({ title }) => title), ["before"]);
});
