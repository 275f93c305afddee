import { deepStrictEqual, rejects, throws } from "node:assert";
import { natsBroker } from "../../ext/nats_broker.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { startNats } from "../live/_brokers.ts";
import { hear, testBroker, testCrash, testSilence } from "./_broker.ts";
import { testStore } from "./_store.ts";

Deno.test("natsBroker() takes no topic that NATS can't carry, and no other URL", () => {
  for (const topic of ["", "a b", "a.*", ">", "a.", ".a", "$JS.x", "_INBOX", "x".repeat(101)]) {
    throws(() => natsBroker("nats://localhost", { topic }), {
      name: "TypeError",
      message: `Cannot make a broker: topic ${JSON.stringify(topic)}, expected at most 100 ` +
        'letters and digits, with "." between, or "_" and "-" after the first',
    });
  }
  for (const url of ["", "redis://localhost", "nats://", "nats://a,http://b"]) {
    throws(() => natsBroker(url), {
      name: "TypeError",
      message:
        "Cannot make a broker: this is no URL of NATS, expected nats://user:password@host:4222",
    });
  }
  throws(() => natsBroker("nats://localhost", { keepDays: 0 }), RangeError);
});

Deno.test({
  ...needing(["nats-server"], "natsBroker() sends no text that is larger than the server takes"),
  fn: async () => {
    await using server = await startNats();
    await using from = await hear(natsBroker(server.url));
    await using to = await hear(natsBroker(server.url));
    const most = (1 << 20) - 100,
      tooLong = {
        name: "RangeError",
        message: `Cannot send by NATS: ${most + 1} bytes, expected at most ${most}, which is the ` +
          "server's max_payload without headers",
      };
    await rejects(async () => await from.broker.publish("x".repeat(most + 1)), tooLong);
    await rejects(from.broker.store!.append("a", "x".repeat(most + 1), 9), tooLong);
    await from.broker.publish("x".repeat(most));
    await from.broker.store!.append("a", "x".repeat(most), 9);
    await until(30, "the longest text", () => to.heard.length > 0);
    deepStrictEqual([to.heard[0]!.length, (await to.broker.store!.read("a")).length], [most, 1]);
  },
});

Deno.test({
  ...needing(["nats-server"], "natsBroker() signs in, by the first server that is there"),
  fn: async () => {
    await using server = await startNats({
      config: 'authorization { user: "a@b", password: "p:q" }',
    });
    const { host } = new URL(server.url);
    await using from = await hear(natsBroker(`nats://a%40b:p%3Aq@127.0.0.1:1,nats://${host}`));
    await using to = await hear(natsBroker(`nats://a%40b:p%3Aq@${host}`));
    await from.broker.publish("in");
    await until(30, "the text", () => to.heard.length > 0);
    const stranger = natsBroker(server.url);
    const lines = await logged(async () => {
      const subscribed = stranger.subscribe(() => {});
      await rejects(stranger.store!.append("a", "x", 9), {
        message: "Cannot reach NATS: the connection is lost, expected an open one",
      });
      await stranger.close();
      await subscribed;
    });
    deepStrictEqual(lines, [["NATS: the connection is lost: Authorization Violation"]]);
  },
});

const CASE = { name: "natsBroker", needs: "nats-server", open: natsBroker };
testBroker({ ...CASE, start: startNats });
testCrash({ ...CASE, start: startNats });
testSilence({ ...CASE, start: startNats });
testStore({ ...CASE, start: () => startNats({ config: "max_payload: 8MB" }), joint: "." });
