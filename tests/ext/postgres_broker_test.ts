import { deepStrictEqual } from "node:assert";
import postgresjs from "postgres";
import { postgresBroker } from "../../ext/postgres_broker.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { startPostgres } from "../live/_brokers.ts";
import { checkTexts, hear, TEXTS } from "./_broker.ts";

Deno.test({
  ...needing(["postgresql"], "postgresBroker() carries every text as it is, in order"),
  fn: async () => {
    await using server = await startPostgres();
    await using from = await hear(postgresBroker(server.url));
    await using to = await hear(postgresBroker(server.url));
    await checkTexts(from.broker, to);
  },
});

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
  ...needing(["postgresql"], "postgresBroker() keeps topics apart, and hears nothing of others"),
  fn: async () => {
    await using server = await startPostgres();
    await using one = await hear(postgresBroker(server.url));
    await using two = await hear(postgresBroker(server.url, { topic: "two" }));
    const sql = postgresjs(server.url, { max: 1 });
    // not written by a broker
    for (const payload of ["", "hello", "a 0 x y"]) {
      await sql`select pg_notify('fasthtml', ${payload})`;
    }
    await sql.end();
    await one.broker.publish(TEXTS.at(-1)!);
    await two.broker.publish("for two");
    await until(30, "both", () => one.heard.length > 0 && two.heard.length > 0);
    deepStrictEqual([one.heard, two.heard], [["last"], ["for two"]]);
  },
});
