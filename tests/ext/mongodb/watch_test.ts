import { deepStrictEqual, ok, rejects } from "node:assert";
import { type Change, mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { until } from "../../_within.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

class Task {
  id = "";
  title = "";
  owner = "";
}

const URI = Deno.env.get("MONGO_URI");

/** A stand-in, or the server of MONGO_URI with a new database. */
const SERVERS = [
  { name: "a stand-in", url: (server: MongoStandIn) => server.newUrl(), ignore: false },
  {
    name: "MONGO_URI",
    url: () => {
      const url = new URL(URI!);
      url.pathname = `/fasthtml_test_${crypto.randomUUID().slice(0, 8)}`;
      return url.href;
    },
    ignore: URI === undefined,
  },
];

for (const { name, url, ignore } of SERVERS) {
  Deno.test(`Mongo.watch tells of rows, within xtra (${name})`, { ignore }, async () => {
    await using server = new MongoStandIn();
    const mongo = mongodb(url(server));
    await using db = database(mongo);
    const tasks = db.create(Task), all = db.create(Task);
    tasks.xtra({ owner: "ann" });
    const seen: Change<Task>[] = [];
    const watching = listen(mongo.watch(tasks), seen);
    await isHeard(seen, () => all.upsert({ id: "warm", owner: "ann" }));
    await all.insert({ id: "a", title: "one", owner: "ann" });
    await until(60, "the insert", () => seen.some(({ key }) => key === "a"));
    await all.insert({ id: "b", title: "hidden", owner: "bob" });
    await all.update({ id: "a", title: "two" });
    await until(60, "the update", () => seen.at(-1)!.row?.title === "two");
    await all.delete("a");
    await until(60, "the deletion", () => seen.at(-1)!.type === "delete");
    const found = seen.filter(({ key }) => key !== "warm");
    deepStrictEqual(found.map(({ type, key, row }) => [type, key, row?.title]), [
      ["insert", "a", "one"],
      ["update", "a", "two"],
      ["delete", "a", undefined],
    ]);
    ok(found[0]!.row instanceof Task);
    await db.close();
    await watching;
  });

  Deno.test(`Mongo.watch ends with an error when its table is dropped (${name})`, {
    ignore,
  }, async () => {
    await using server = new MongoStandIn();
    const mongo = mongodb(url(server));
    await using db = database(mongo);
    const tasks = db.create(Task);
    await tasks.ready();
    const seen: Change<Task>[] = [];
    const ended = rejects(listen(mongo.watch(tasks), seen), {
      name: "DataError",
      message: 'Cannot go on watching table "task": it was dropped or renamed, expected it to stay',
    });
    await isHeard(seen, () => tasks.upsert({ id: "warm" }));
    await db.create(Task, { replace: true }).ready();
    await ended;
  });

  Deno.test(`Mongo.watch tells keys as the table has them (${name})`, { ignore }, async () => {
    await using server = new MongoStandIn();
    const mongo = mongodb(url(server));
    await using db = database(mongo);
    const seats = db.create("seats", { place: String, row: Number, pk: ["row", "place"] });
    await seats.ready();
    const seen: Change[] = [];
    const watching = listen(mongo.watch(seats), seen);
    await isHeard(seen, () => seats.upsert({ row: 1, place: "a" }));
    deepStrictEqual(seen[0]!.key, [1, "a"]);
    await db.close();
    await watching;
  });
}

Deno.test("Mongo.watch goes on behind the last change after the server was away", async () => {
  const server = new MongoStandIn();
  const { port } = server, uri = server.newUrl();
  const mongo = mongodb(uri, { timeout: 1000 });
  await using db = database(mongo);
  const tasks = db.create(Task);
  await tasks.ready();
  const seen: Change<Task>[] = [];
  const watching = listen(mongo.watch(tasks), seen);
  await isHeard(seen, () => tasks.upsert({ id: "warm" }));
  server.down();
  await rejects(async () => await tasks(), { name: "ConnectionError" });
  await rejects(async () => await tasks(), { name: "ConnectionError" });
  server.up(port);
  await using _server = server;
  {
    // Another program writes before the watching one has come back.
    await using other = database(mongodb(uri));
    await other.create(Task).insertAll([{ id: "a" }, { id: "b" }]);
  }
  await until(60, "both", () => seen.at(-1)!.key === "b");
  deepStrictEqual(seen.filter(({ key }) => key !== "warm").map(({ key }) => key), ["a", "b"]);
  await db.close();
  await watching;
});

Deno.test("Mongo.watch throws where the server is away from the beginning", async () => {
  const server = new MongoStandIn();
  server.down();
  const mongo = mongodb(server.newUrl(), { timeout: 100 });
  await using db = database(mongo);
  await rejects(listen(mongo.watch(db.create(Task)), []), { name: "ConnectionError" });
});

async function listen<Row>(changes: AsyncIterable<Change<Row>>, seen: Change<Row>[]) {
  for await (const change of changes) seen.push(change);
}

/** Writes until a stream that is on its way hears it. */
async function isHeard(seen: Change[], write: () => PromiseLike<unknown>): Promise<void> {
  await until(60, "the stream", async () => {
    await write();
    return seen.length > 0;
  });
}
