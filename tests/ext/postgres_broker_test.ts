import { deepStrictEqual, ok, throws } from "node:assert";
// @ts-types="../../ext/postgres/types.ts"
import pg from "pg";
import { postgresBroker } from "../../ext/postgres_broker.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { startPostgres } from "../live/_brokers.ts";
import { hear, testBroker, testSilence, TEXTS } from "./_broker.ts";
import { testStore } from "./_store.ts";

Deno.test({
  ...needing(["postgresql"], "postgresBroker() puts together long texts that are sent at once"),
  fn: async () => {
    await using server = await startPostgres();
    await using one = await hear(postgresBroker(server.url));
    await using two = await hear(postgresBroker(server.url));
    await using to = await hear(postgresBroker(server.url));
    const texts = [one, two].flatMap(({ broker }, i) =>
      Array.from({ length: 5 }, (_, n) => ({ broker, text: `${i}${n}`.repeat(20_000) }))
    );
    await Promise.all(texts.map(({ broker, text }) => broker.publish(text)));
    await until(30, "all texts", () => to.heard.length === texts.length);
    deepStrictEqual(to.heard.toSorted(), texts.map(({ text }) => text).toSorted());
  },
});

Deno.test({
  ...needing(
    ["postgresql"],
    "postgresBroker() keeps the order of texts that are published at once",
  ),
  fn: async () => {
    await using server = await startPostgres();
    await using from = await hear(postgresBroker(server.url));
    await using to = await hear(postgresBroker(server.url));
    // Short and long in turn: each long one is two pieces.
    const texts = Array.from({ length: 500 }, (_, i) => `${i} `.repeat(i % 2 ? 3000 : 1));
    await Promise.all(texts.map((text) => from.broker.publish(text)));
    await until(30, "all texts", () => to.heard.length >= texts.length);
    deepStrictEqual(to.heard, texts);
  },
});

Deno.test("postgresBroker() takes no topic that Postgres can't carry", () => {
  for (const topic of ["", "x".repeat(64), "é".repeat(32), "a\0b", "\ud800"]) {
    throws(() => postgresBroker("postgres://localhost/x", { topic }), {
      name: "TypeError",
      message: `Cannot make a broker: topic ${JSON.stringify(topic)}, expected 1 to 63 bytes ` +
        "of UTF-8 without NUL",
    });
  }
});

Deno.test({
  ...needing(["postgresql"], "postgresBroker() keeps topics apart, and hears nothing of others"),
  fn: async () => {
    await using server = await startPostgres();
    await using one = await hear(postgresBroker(server.url));
    await using two = await hear(postgresBroker(server.url, { topic: "two" }));
    const client = new pg.Client(server.url);
    await client.connect();
    // not written by a broker
    for (const payload of ["", "hello", "a 0 x y"]) {
      await client.query("select pg_notify('fasthtml', $1)", [payload]);
    }
    await client.end();
    await one.broker.publish(TEXTS.at(-1)!);
    await two.broker.publish("for two");
    await until(30, "both", () => one.heard.length > 0 && two.heard.length > 0);
    deepStrictEqual([one.heard, two.heard], [["last"], ["for two"]]);
  },
});

Deno.test({
  ...needing(["postgresql"], "postgresBroker() drops notifications that are no text of a broker"),
  fn: async () => {
    await using server = await startPostgres();
    await using one = await hear(postgresBroker(server.url));
    const client = new pg.Client(server.url);
    await client.connect();
    const notify = (payload: string) => client.query("select pg_notify('fasthtml', $1)", [payload]);
    const dropped = [
      "",
      "hello",
      "a 0 x y",
      "a 1000000000 1 x", // one array of a billion, if it were taken
      "a 4294967294 1 x",
      "a 9999 1 x",
      "a 1 1 x",
      "a 0 0 x",
      "a 0 4001 x", // more pieces than a broker sends
      "a 1 4001 x",
      "a 0 1 %E4", // not encoded
      `${"a".repeat(41)} 0 1 x`,
      "a 1 2 x", // no piece before
    ];
    const lines = await logged(async () => {
      for (const payload of dropped) await notify(payload);
      // Texts that never end: none is kept when the next one begins.
      for (const id of "abc") await notify(`${id} 0 2 ${id}`);
      for (const payload of ["b 1 2 x", "d 0 3 x", "d 1 2 x", "d 2 3 x"]) await notify(payload);
      for (const payload of ["e 0 2 wh", "e 1 2 ole"]) await notify(payload);
      await client.end();
      await one.broker.publish("last");
      await until(30, "the last text", () => one.heard.includes("last"));
    });
    deepStrictEqual(one.heard, ["whole", "last"]);
    // b and c began within another text, b went on within c, and d changed its length twice.
    deepStrictEqual(lines.length, dropped.length + 5);
    ok(lines.every(([line]) => /^PostgreSQL: dropped .* channel "fasthtml"$/.test(`${line}`)));
  },
});

Deno.test({
  ...needing(["postgresql"], "postgresBroker() sends no text that is too long to be taken"),
  fn: async () => {
    await using server = await startPostgres();
    await using one = await hear(postgresBroker(server.url));
    const longest = "x".repeat(4000 * 7900);
    const lines = await logged(async () => {
      await one.broker.publish(`${longest}x`);
      await one.broker.publish(longest);
      await until(60, "the longest text", () => one.heard.length > 0);
    });
    ok(one.heard.length === 1 && one.heard[0] === longest);
    deepStrictEqual(lines, [["PostgreSQL: cannot send: 4001 pieces, expected at most 4000"]]);
  },
});

const CASE = { name: "postgresBroker", needs: "postgresql", open: postgresBroker };
testBroker({ ...CASE, start: startPostgres });
testSilence({ ...CASE, start: startPostgres });
testStore({ ...CASE, start: startPostgres, joint: ":" });
