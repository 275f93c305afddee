/** A program whose channels go through a broker, which others write to: `BROKER`, redis or postgres. */
import { fastApp, P, serve } from "@fasthtml/fasthtml";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
import { redisBroker } from "@fasthtml/fasthtml/ext/redis-broker";
import { createClient } from "@redis/client";
// @ts-types="../../../ext/postgres/types.ts"
import pg from "pg";
import { startPostgres, startRedis } from "../../live/_brokers.ts";

const isRedis = Deno.env.get("BROKER") === "redis";
const server = await (isRedis ? startRedis() : startPostgres());
const broker = isRedis ? redisBroker(server.url) : postgresBroker(server.url);
const client = isRedis ? undefined : new pg.Client(server.url);
await client?.connect();
const redis = isRedis ? await createClient({ url: server.url }).connect() : undefined;
const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  broker,
  onShutdown: async () => {
    await client?.end();
    await redis?.close();
    await server[Symbol.asyncDispose]();
  },
});
const room = app.channel("room");
app.ws("/ws", { msg: "" }, async ({ msg }) => {
  await room.send(P(msg));
}, { onConnect: ({ ws }) => room.join(ws) });

rt.post("/others/write", { text: "", times: 1 }, async ({ text, times }) => {
  for (let i = 0; i < times; i++) {
    const payload = text.replaceAll("#", `${i}`);
    await client?.query("select pg_notify('fasthtml', $1)", [payload]);
    await redis?.publish("fasthtml", payload);
  }
  return "written";
});
rt.get("/ok", () => "ok");
rt.get("/rss", () => String(Deno.memoryUsage().rss));

serve(app);
