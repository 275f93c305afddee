import { deepStrictEqual } from "node:assert";
import { redisBroker } from "../../ext/redis_broker.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged, newApp } from "../http/_app.ts";
import { startRedis } from "../live/_brokers.ts";
import { checkTexts, hear } from "./_broker.ts";

Deno.test({
  ...needing(["redis-server"], "redisBroker() carries every text as it is, in order"),
  fn: async () => {
    await using server = await startRedis();
    await using from = await hear(redisBroker(server.url));
    await using to = await hear(redisBroker(server.url));
    await checkTexts(from.broker, to);
  },
});

Deno.test({
  ...needing(["redis-server"], "redisBroker() keeps applications of different topics apart"),
  fn: async () => {
    await using server = await startRedis();
    await using one = await hear(redisBroker(server.url));
    await using two = await hear(redisBroker(server.url, { topic: "two" }));
    await one.broker.publish("for one");
    await two.broker.publish("for two");
    await until(30, "both", () => one.heard.length > 0 && two.heard.length > 0);
    deepStrictEqual([one.heard, two.heard], [["for one"], ["for two"]]);
  },
});

Deno.test({
  ...needing(["redis-server"], "redisBroker() drops what is sent while the server is away"),
  fn: async () => {
    await using server = await startRedis();
    await using from = await hear(redisBroker(server.url));
    await using to = await hear(redisBroker(server.url));
    await server.stop();
    // it may reject, as the loss may be noticed while it is sent
    await Promise.allSettled([from.broker.publish("lost")]);
    await server.start();
    let tries = 0;
    await until(60, "a text after the server came back", async () => {
      await from.broker.publish(`again ${tries++}`);
      return to.heard.length > 0;
    });
    deepStrictEqual(to.heard.filter((text) => !text.startsWith("again ")), []);
  },
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
