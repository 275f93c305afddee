import { deepStrictEqual, match, rejects } from "node:assert";
import { postgresBroker } from "../../../ext/postgres_broker.ts";
import type { MessageStore } from "../../../types.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { DebianServer } from "../postgres_servers.ts";

// What every store promises: tests/ext/postgres_broker_test.ts.

const COUNT = "select count(*)::int as n from fasthtml_messages";

Deno.test({
  ...needing(["postgresql"], "KeptMessages keeps messages in a table of Postgres"),
  fn: async (t) => {
    await using server = await DebianServer.start();
    const url = `${server.address}/postgres`;

    await t.step("which many processes make at once", async () => {
      const brokers = Array.from({ length: 8 }, () => postgresBroker(url));
      await Promise.all(brokers.map(({ store }, n) => store!.append("a", `${n}`, 9)));
      deepStrictEqual((await brokers[0]!.store!.read("a")).length, 8);
      for (const broker of brokers) await broker.close();
    });

    await t.step("which is made again when it is gone", async () => {
      await using at = open(url);
      await at.store.append("a", "before", 9);
      await server.run("drop table fasthtml_messages");
      await rejects(at.store.append("a", "lost", 9), {
        message: 'Cannot run SQL: relation "fasthtml_messages" does not exist',
      });
      await at.store.append("a", "again", 9);
      deepStrictEqual((await at.store.read("a")).map(({ html }) => html), ["again"]);
    });

    await t.step("which a user without the right to make it is told to make", async () => {
      await server.run("create database lean");
      await server.run("create role guest login");
      await server.run("alter database lean owner to guest");
      const guest = `${server.address.replace("postgres@", "guest@")}/lean`;
      await server.run("alter role guest set search_path = pg_catalog");
      {
        await using at = open(guest);
        const error = await at.store.append("a", "x", 9).then(() => undefined, (error) => error);
        match(
          error.message,
          /^Cannot make the table of kept messages: permission denied.*, expected a user who may, or that you run: CREATE TABLE IF NOT EXISTS fasthtml_messages \(/,
        );
        await server.run("alter role guest reset search_path");
      }
      await using at = open(guest);
      await at.store.append("a", "x", 9);
    });

    await t.step("which has to be of a database that stores every letter", async () => {
      await server.run(
        "create database latin encoding latin1 lc_collate 'C' lc_ctype 'C' template template0",
      );
      await using at = open(`${server.address}/latin`);
      await rejects(at.store.append("a", "x", 9), {
        message: "Cannot keep messages: the database is in LATIN1, expected UTF8",
      });
    });

    await t.step("which takes no NUL and no name that is too long", async () => {
      await using at = open(url);
      await rejects(at.store.append("a", "x\0", 9), {
        name: "TypeError",
        message: 'Cannot keep a message: NUL in one to channel "a", expected text without it',
      });
      for (const name of ["a\0", "x".repeat(1001), "é".repeat(501)]) {
        await rejects(at.store.append(name, "x", 9), {
          name: "TypeError",
          message:
            `Cannot keep a message: channel ${JSON.stringify(name)}, expected a name without NUL ` +
            "and of at most 1000 bytes",
        });
        deepStrictEqual(await at.store.read(name), []);
      }
    });

    await t.step("in one order whatever the database's isolation is", async () => {
      await server.run("alter database postgres set default_transaction_isolation = serializable");
      await using one = open(url);
      await using two = open(url);
      const all = [one, two].flatMap(({ store }) =>
        Array.from({ length: 50 }, async (_, n) => {
          if (n % 5 === 0) await store.read("busy");
          return await store.append("busy", `${n}`, 3);
        })
      );
      const ids = await Promise.all(all);
      const last = ids.toSorted().slice(-3);
      deepStrictEqual((await one.store.read("busy")).map(({ id }) => id), last);
      await server.run("alter database postgres reset default_transaction_isolation");
    });

    await t.step("until nothing was sent to a channel for some days", async () => {
      const days = (n: number) => `${(Date.now() - n * 86_400_000) * 1000}`;
      await server.run("truncate fasthtml_messages");
      for (
        const [topic, channel, age] of [
          ["fasthtml", "quiet", 3],
          ["fasthtml", "quiet", 9],
          ["fasthtml", "busy", 1],
          ["fasthtml", "busy", 9],
          ["other", "quiet", 9],
        ] as const
      ) {
        await server.run(
          "insert into fasthtml_messages values ($1, $2, $3, '')",
          [topic, channel, days(age)],
        );
      }
      await using at = open(url, 2);
      await at.store.append("new", "x", 9);
      await until(30, "old messages are deleted", async () => {
        const [row] = await server.run(COUNT);
        return row!.n === 4;
      });
      deepStrictEqual(
        await server.run(
          "select topic, channel, count(*)::int as n from fasthtml_messages group by 1, 2 order by 1, 2",
        ),
        [
          { topic: "fasthtml", channel: "busy", n: 2 },
          { topic: "fasthtml", channel: "new", n: 1 },
          { topic: "other", channel: "quiet", n: 1 },
        ],
      );
    });
  },
});

function open(url: string, keepDays?: number): { store: MessageStore } & AsyncDisposable {
  const broker = postgresBroker(url, { keepDays });
  return { store: broker.store!, [Symbol.asyncDispose]: async () => await broker.close() };
}
