import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { createClient } from "@redis/client";
import { Client, signIn } from "../../mod.ts";
import { redisSessions } from "../../ext/redis_sessions.ts";
import type { Sessions } from "../../ext/sessions.ts";
import { needing } from "../_needs.ts";
import { until, within } from "../_within.ts";
import { logged, newApp } from "../http/_app.ts";
import { type ProcessServer, startRedis } from "../live/_brokers.ts";
import { type Shelf, testSessions } from "./_sessions.ts";

testSessions({
  name: "redisSessions()",
  needs: ["redis-server"],
  expires: true,
  async start() {
    const server = await startRedis({ isDurable: true });
    let topics = 0;
    return {
      shelf: () => Promise.resolve(toShelf(server, `t${topics++}`)),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
});

function toShelf(server: ProcessServer, topic: string): Shelf {
  const opened: Sessions[] = [];
  const read = () =>
    inRedis(server.url, async (redis) => {
      const keys = await redis.keys(`{${topic}}:session:*`);
      return await Promise.all(keys.map(async (key) => [key, await redis.hGetAll(key)]));
    });
  return {
    open(options) {
      const store = redisSessions(server.url, { ...options, topic });
      opened.push(store);
      return store;
    },
    dump: async () => JSON.stringify(await read()),
    count: async () => (await read()).length,
    down: () => server.stop(),
    up: () => server.start(),
    async [Symbol.asyncDispose]() {
      for (const store of opened) await store.close!();
    },
  };
}

/** Runs commands on a connection of its own. */
async function inRedis<T>(
  url: string,
  run: (redis: ReturnType<typeof createClient>) => Promise<T>,
): Promise<T> {
  const redis = createClient({ url });
  await redis.connect();
  try {
    return await run(redis as ReturnType<typeof createClient>);
  } finally {
    redis.destroy();
  }
}

Deno.test({
  ...needing(["redis-server"], "redisSessions() lets Redis delete what has expired"),
  fn: async () => {
    await using server = await startRedis();
    const { app, rt } = newApp({
      session: { store: redisSessions(server.url), maxAge: 600, lifetime: 900 },
    });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    rt.post("/set", ({ session }) => void (session.n = 1));
    const client = new Client(app);
    await client.post("/in");
    await client.post("/set");
    await new Client(app).post("/in");
    const left = await inRedis(server.url, async (redis) => {
      const keys = await redis.keys("*");
      return await Promise.all(keys.map(async (key) => [key.split(":")[1], await redis.ttl(key)]));
    });
    deepStrictEqual(left.map(([kind]) => kind).sort(), ["session", "session", "user"]);
    ok(left.every(([, seconds]) => Number(seconds) > 0 && Number(seconds) <= 600), `${left}`);
    await app.close();
  },
});

Deno.test({
  ...needing(["redis-server"], "redisSessions() answers with 503 while Redis says nothing"),
  fn: async () => {
    await using server = await startRedis();
    const { app, rt, client } = newApp({ session: { store: redisSessions(server.url) } });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    rt.get("/", ({ session }) => `${session.auth}`);
    await client.post("/in");
    await server.freeze();
    await logged(async () => {
      const first = client.get("/"), others: Promise<Response>[] = [];
      // The socket is not silent as long as more is written to it.
      const writing = setInterval(() => others.push(client.get("/")), 100);
      const { status } = await within(60, "an answer", first).finally(() => clearInterval(writing));
      deepStrictEqual([status, others.length > 10], [503, true]);
      for (const other of others) strictEqual((await other).status, 503);
    });
    await app.close();
  },
});

Deno.test({
  ...needing(
    ["redis-server"],
    "redisSessions() starts before its server, and waits for it no longer",
  ),
  fn: async () => {
    await using server = await startRedis();
    await server.stop();
    const { app, rt, client } = newApp({ session: { store: redisSessions(server.url) } });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    const lines = await logged(async () => {
      strictEqual((await client.post("/in")).status, 503);
      await server.start();
      await until(30, "a sign-in", async () => (await client.post("/in")).status === 200);
    });
    ok(lines.some((line) => /^Redis: the connection is lost/.test(`${line}`)), `${lines}`);
    await app.close();
  },
});

Deno.test("redisSessions() takes no topic that a key can't have", () => {
  for (const topic of ["", "a{b}", "a b", "é"]) {
    throws(() => redisSessions("redis://localhost", { topic }), {
      name: "TypeError",
      message: `Cannot keep sessions: topic ${JSON.stringify(topic)}, expected letters, digits, ` +
        '".", ":", "-"',
    });
  }
});
