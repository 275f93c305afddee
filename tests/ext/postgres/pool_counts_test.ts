import { deepStrictEqual, strictEqual } from "node:assert";
import { metricsOf } from "../../_collector.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { toMain } from "../../app/_main.ts";
import { DebianServer } from "../postgres_servers.ts";

const main = (address: string) =>
  toMain(`
import { database } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
const url = "${address}".replace("postgres@", "postgres:SECRET@");
const db = database(postgres(url, { max: 2, acquireTimeout: 5 }));
const { app, rt } = fastApp();
const held = [];
rt.post("/hold", () => {
  const { promise, resolve } = Promise.withResolvers();
  held.push(resolve);
  db.transaction(async () => {
    await db.q("select 1");
    await promise;
  });
  return P("held");
});
rt.post("/free", () => { for (const free of held.splice(0)) free(); return P("free"); });
rt.post("/ask", async () => {
  try { await db.q("select 2"); return P("asked"); } catch (error) { return P(error.name); }
});
rt.post("/close", () => db.close());`);

Deno.test({
  ...needing(
    ["postgresql"],
    "a pool of Postgres tells how many connections are used, and who waits",
  ),
  async fn() {
    await using server = await DebianServer.start();
    await server.run("CREATE DATABASE app");
    const pool = `db.client.connection.pool.name=${server.address.split("@")[1]}/app`;
    const NAME = "db.client.connection";
    const { metrics, text } = await metricsOf(
      main(`${server.address}/app`),
      async (origin, metrics) => {
        const ask = async (path: string) =>
          await (await fetch(origin + path, { method: "POST" })).text();
        const sees = (name: string, value: number, state?: string) => {
          const key = `${NAME}.${name}{${pool}${state ? `, ${NAME}.state=${state}` : ""}}`;
          return until(60, `${key} is ${value}`, () => metrics()[key] === value);
        };
        await ask("/hold");
        await ask("/hold");
        await sees("count", 2, "used");
        const late = ask("/ask");
        await sees("pending_requests", 1);
        strictEqual((await late).includes("ConnectionError"), true);
        await sees("pending_requests", 0);
        await ask("/free");
        await sees("count", 2, "idle");
        await sees("count", 0, "used");
        strictEqual((await ask("/ask")).includes("asked"), true);
        await sees("max", 2);
        await ask("/close");
      },
    );
    const own = Object.entries(metrics).filter(([name]) => name.startsWith(NAME));
    deepStrictEqual(Object.fromEntries(own), {
      [`${NAME}.count{${pool}, ${NAME}.state=idle}`]: 0,
      [`${NAME}.count{${pool}, ${NAME}.state=used}`]: 0,
      [`${NAME}.max{${pool}}`]: 0,
      [`${NAME}.pending_requests{${pool}}`]: 0,
      [`${NAME}.timeouts{${pool}}`]: 1,
      [`${NAME}.wait_time{${pool}}`]: 3,
    });
    strictEqual(text.includes("SECRET"), false);
  },
});
