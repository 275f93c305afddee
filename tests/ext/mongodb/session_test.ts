import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { Socket } from "node:net";
import { mongodb } from "../../../ext/mongodb.ts";
import { ConnectionError, ConstraintError, database, DataError } from "../../../lib/data/mod.ts";
import { until } from "../../_within.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

class Task {
  id = "";
  title = "";
  completed = false;
}

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
    message: "Cannot continue the transaction: a part of it failed, and MongoDB has no " +
      "savepoints, expected every part to succeed",
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

Deno.test("mongodb() runs parallel verbs of a transaction one after the other", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  const titles = ["a", "b", "c"];
  await db.transaction(() => Promise.all(titles.map((title) => tasks.insert({ title }))));
  deepStrictEqual((await tasks({ orderBy: "title" })).map(({ title }) => title), titles);
  // Each of them ends before the transaction does, also where one of them has failed.
  const calls: Promise<unknown>[] = [];
  await rejects(async () =>
    await db.transaction(() => {
      calls.push(...["x", "x", "y", "z"].map(async (id) => await tasks.insert({ id })));
      return Promise.all(calls);
    }), ConstraintError);
  deepStrictEqual((await Promise.allSettled(calls)).map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
  ]);
  strictEqual(await tasks.count(), 3);
});

// Between the end of its input and its close, a socket rejects a write with an error that the
// driver does not convert.
Deno.test("mongodb() throws ConnectionError where the connection is just ending", async () => {
  const server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl(), { timeout: 1000 }));
  const tasks = db.create(Task);
  await tasks.insert({ title: "before" });
  const unreached = rejects(async () => {
    await inputEnds();
    await tasks();
  }, { name: "ConnectionError", message: /^Cannot reach MongoDB at 127.0.0.1:\d+: This socket / });
  server.down();
  await unreached;
});

Deno.test("mongodb() passes on what a transaction's function throws, also a socket's error", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const own = Object.assign(new Error("another server"), { code: "EPIPE" });
  const failing = async () => await db.transaction(() => Promise.reject(own));
  await rejects(failing, (error) => error === own);
});

Deno.test("mongodb() comes back after the server was away", async () => {
  const server = new MongoStandIn();
  const { port } = server;
  await using db = database(mongodb(server.newUrl(), { timeout: 1000 }));
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
  await until(60, "the server", async () => {
    found = await Promise.resolve(tasks()).catch((error) => {
      if (!(error instanceof ConnectionError)) throw error;
      return undefined;
    });
    return found !== undefined;
  });
  deepStrictEqual(found!.map(({ title }) => title), ["before"]);
});

Deno.test("mongodb() says that a key is there already in this library's words", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await tasks.insert({ id: "a", title: "one" });
  await rejects(async () => await tasks.insert({ id: "a", title: "two" }), ConstraintError);
  deepStrictEqual((await tasks()).map(({ title }) => title), ["one"]);
});

Deno.test("mongodb() opens a table once the server is there, and none after close()", async () => {
  await using server = new MongoStandIn();
  const { port } = server, url = server.newUrl();
  server.down();
  const db = database(mongodb(url, { timeout: 300 }));
  const tasks = db.create(Task);
  await rejects(async () => await tasks(), ConnectionError);
  await rejects(async () => await tasks(), ConnectionError);
  server.up(port);
  await until(60, "the table", async () => {
    const [{ status }] = await Promise.allSettled([tasks.insert({ title: "late" })]);
    return status === "fulfilled";
  });
  deepStrictEqual((await tasks()).map(({ title }) => title), ["late"]);
  await db.close();
  await rejects(async () => await tasks(), DataError);
});

Deno.test("MongoSession tells each of many first calls at once that the server is away", async () => {
  const server = new MongoStandIn();
  const url = server.newUrl();
  server.down();
  await using db = database(mongodb(url, { timeout: 300 }));
  const notes = db.create("notes", { id: Number });
  const calls = Array.from({ length: 10 }, async (_, i) => {
    await new Promise((resolve) => setTimeout(resolve, i * 50));
    return await notes.count();
  });
  const found = await Promise.allSettled(calls);
  deepStrictEqual(found.map((call) => call.status === "rejected" && call.reason.name), [
    ...Array(10).fill("ConnectionError"),
  ]);
});

/** Waits until a socket of this process has been told that the other side sends no more. */
async function inputEnds(): Promise<void> {
  const prototype: { emit(...event: unknown[]): boolean } = Socket.prototype;
  const { emit } = prototype;
  const ended = Promise.withResolvers<void>();
  prototype.emit = function (...event) {
    if (event[0] === "end") ended.resolve();
    return emit.apply(this, event);
  };
  await ended.promise;
  prototype.emit = emit;
}
