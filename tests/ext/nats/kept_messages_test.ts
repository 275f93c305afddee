import { deepStrictEqual, notStrictEqual, ok, rejects } from "node:assert";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "@nats-io/transport-node";
import { natsBroker } from "../../../ext/nats_broker.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { startNats } from "../../live/_brokers.ts";
import { hear } from "../_broker.ts";

// What every store promises: tests/ext/nats_broker_test.ts.

const DAY = 86_400e9;

Deno.test({
  ...needing(["nats-server"], "KeptMessages keeps messages in a stream of JetStream"),
  fn: async (t) => {
    await using server = await startNats();
    const connection = await connect({ servers: server.url });
    const { streams } = await jetstreamManager(connection);

    await t.step("which many processes make at once", async () => {
      const all = await Promise.all(
        Array.from({ length: 8 }, () => hear(natsBroker(server.url, { topic: "a.b" }))),
      );
      await Promise.all(all.map(({ broker }, n) => broker.store!.append("a", `${n}`, 9)));
      deepStrictEqual((await all[0]!.broker.store!.read("a")).length, 8);
      for (const { broker } of all) await broker.close();
      const { config } = await streams.info("a=b_kept");
      deepStrictEqual(
        [config.subjects, config.max_age, config.storage],
        [["a.b.$kept.*"], 30 * DAY, "file"],
      );
    });

    await t.step("though its subjects are another's for a moment", async () => {
      await streams.add({ name: "other", subjects: ["late.$kept.*"] });
      await using one = await hear(natsBroker(server.url, { topic: "late" }));
      const appended = one.broker.store!.append("a", "in time", 9);
      await Promise.race([appended, delay(300)]);
      await streams.delete("other");
      await appended;
      deepStrictEqual((await one.broker.store!.read("a")).map(({ html }) => html), ["in time"]);
    });

    await t.step("for as long as the last process says", async () => {
      await using one = await hear(natsBroker(server.url, { topic: "a.b", keepDays: 2 }));
      deepStrictEqual((await one.broker.store!.read("a")).length, 8);
      deepStrictEqual((await streams.info("a=b_kept")).config.max_age, 2 * DAY);
    });

    await t.step("which is made again when it is gone, with other ids", async () => {
      await using one = await hear(natsBroker(server.url));
      const store = one.broker.store!;
      const id = await store.append("a", "before", 9);
      await streams.delete("fasthtml_kept");
      await rejects(store.append("a", "lost", 9), Error);
      const again = await store.append("a", "again", 9);
      notStrictEqual(again, id);
      deepStrictEqual(await store.read("a", id), [{ id: again, html: "again" }]);
    });

    await t.step("and trims channels now and then", async () => {
      await using one = await hear(natsBroker(server.url, { topic: "trim" }));
      const store = one.broker.store!;
      // That none of so many trims is as likely as 1 to 10^14.
      await Promise.all(Array.from({ length: 1000 }, (_, n) => store.append("a", `${n}`, 10)));
      await until(30, "a trim", async () => (await countOf(streams, "trim_kept")) < 1000);
      ok(await countOf(streams, "trim_kept") >= 10);
      deepStrictEqual(
        (await store.read("a")).map(({ html }) => html),
        Array.from({ length: 10 }, (_, n) => `${990 + n}`),
      );
    });

    await t.step("but none of a channel whose name is too long", async () => {
      await using one = await hear(natsBroker(server.url));
      const name = "é".repeat(501);
      await rejects(one.broker.store!.append(name, "x", 9), {
        name: "TypeError",
        message: `Cannot keep a message: channel "${name}", expected a name of at most 3000 ` +
          "characters in a URL",
      });
      deepStrictEqual(await one.broker.store!.read(name), []);
      await one.broker.store!.append("é".repeat(500), "x", 9);
      deepStrictEqual((await one.broker.store!.read("é".repeat(500))).length, 1);
    });
    await connection.close();
  },
});

Deno.test({
  ...needing(["nats-server"], "KeptMessages says that a server is without JetStream"),
  fn: async () => {
    await using server = await startNats({ hasStreams: false });
    await using one = await hear(natsBroker(server.url));
    await rejects(one.broker.store!.append("a", "x", 9), {
      message: "Cannot keep messages in NATS: jetstream is not enabled, expected a server with " +
        'JetStream, and stream "fasthtml_kept" or the right to make it',
    });
  },
});

async function countOf(streams: JetStreamManager["streams"], name: string): Promise<number> {
  return (await streams.info(name)).state.messages;
}
