import { deepStrictEqual, throws } from "node:assert";
import { redisBroker } from "../../ext/redis_broker.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged, newApp } from "../http/_app.ts";
import { startRedis } from "../live/_brokers.ts";
import { hear, testBroker, testCrash, testSilence } from "./_broker.ts";
import { testStore } from "./_store.ts";

Deno.test("redisBroker() takes no topic that Redis can't carry, and no senseless time", () => {
  for (const topic of ["", "\ud800"]) {
    throws(() => redisBroker("redis://localhost", { topic }), {
      name: "TypeError",
      message: `Cannot make a broker: topic ${JSON.stringify(topic)}, expected a name`,
    });
  }
  throws(() => redisBroker("redis://localhost", { keepDays: 0 }), RangeError);
});

Deno.test({
  ...needing(["redis-server"], "redisBroker() keeps its connection when others publish to it"),
  fn: async () => {
    await using server = await startRedis();
    await using stranger = await hear(redisBroker(server.url));
    const { app } = newApp({ broker: redisBroker(server.url) });
    const heard: string[] = [];
    app.channel("den").listen((html) => heard.push(html));
    const say = (html: string) =>
      stranger.broker.publish(JSON.stringify(["another process", "den", "send", html]));
    await until(30, "a first message", async () => {
      await say("first");
      return heard.length > 0;
    });
    const lines = await logged(async () => {
      for (const text of ["", "no JSON", "null", '["x","den","here",{}]']) {
        await stranger.broker.publish(text);
      }
      await say("last");
      await until(30, "the last message", () => heard.includes("last"));
    });
    await app.close();
    deepStrictEqual(
      lines,
      Array(4).fill(["Dropped a message that no process of this program sent"]),
    );
  },
});

const CASE = { name: "redisBroker", needs: "redis-server", open: redisBroker };
testBroker({ ...CASE, start: startRedis });
testCrash({ ...CASE, start: startRedis });
testSilence({ ...CASE, start: startRedis });
testStore({ ...CASE, start: () => startRedis({ isDurable: true }), joint: ":" });
