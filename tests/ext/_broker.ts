import { deepStrictEqual, rejects } from "node:assert";
import type { Broker } from "../../mod.ts";
import { needing } from "../_needs.ts";
import { until, within } from "../_within.ts";
import { logged } from "../http/_app.ts";
import type { BrokerServer, ProcessServer } from "../live/_brokers.ts";
import { startProxy } from "../live/_proxy.ts";

/** A broker, and its server. */
export interface BrokerCase<Server extends BrokerServer = BrokerServer> {
  /** The function that makes the broker, for names of tests. */
  readonly name: string;
  readonly needs: string;
  start(): Promise<Server>;
  open(url: string, options?: { topic?: string }): Broker;
}

/** A broker that keeps what it hears. */
export interface Hearing extends AsyncDisposable {
  readonly broker: Broker;
  readonly heard: string[];
  /** How often it said that messages may have been missed. */
  readonly missed: number;
}

/** Subscribes. */
export async function hear(broker: Broker): Promise<Hearing> {
  const heard: string[] = [];
  let missed = 0;
  await broker.subscribe((text) => heard.push(text), () => missed++);
  return {
    broker,
    heard,
    get missed() {
      return missed;
    },
    [Symbol.asyncDispose]: async () => await broker.close(),
  };
}

/** Texts of every kind of letter, the empty one, and one larger than any message of a server. */
export const TEXTS: readonly string[] = [
  "",
  "a\nb",
  "é😀 \u2028 %25 %E4 ' \" \\ $1",
  "0 0 1 x",
  "x".repeat(7900),
  "ü".repeat(100_000),
  "last",
];

/** Tests what every broker promises. */
export function testBroker({ name, needs, start, open }: BrokerCase): void {
  const test = (does: string, fn: (server: BrokerServer) => Promise<void>) =>
    Deno.test({
      ...needing([needs], `${name}() ${does}`),
      fn: async () => {
        await using server = await start();
        await fn(server);
      },
    });

  test("carries every text as it is, in order, and to its own topic alone", async ({ url }) => {
    await using from = await hear(open(url));
    await using to = await hear(open(url));
    const topic = { topic: "fasthtml.other" };
    await using elsewhere = await hear(open(url, topic));
    await using other = await hear(open(url, topic));
    for (const text of TEXTS) await from.broker.publish(text);
    await elsewhere.broker.publish("for others");
    await until(30, "the last text", () => to.heard.includes("last"));
    await until(30, "the others' text", () => other.heard.length > 0);
    deepStrictEqual([to.heard, other.heard], [TEXTS, ["for others"]]);
  });

  test("drops what is sent while the server is away", async (server) => {
    await using from = await hear(open(server.url));
    await using to = await hear(open(server.url));
    await logged(async () => {
      await server.stop();
      // It may reject, as the loss may be noticed while it is sent.
      await Promise.allSettled([from.broker.publish("lost")]);
      await server.start();
      let tries = 0;
      await until(60, "a text after the server came back", async () => {
        await from.broker.publish(`again ${tries++}`);
        return to.heard.length > 0;
      });
    });
    deepStrictEqual(to.heard.filter((text) => !text.startsWith("again ")), []);
  });

  test("waits for its server, and leaves nothing open when it is closed meanwhile", async (server) => {
    await checkEarlyClose(open(server.url));
    await checkLateServer(() => open(server.url), server);
    await server.stop();
    await logged(() => checkEarlyClose(open(server.url)));
  });
}

/** Tests that what a server has not taken when it ends is rejected. */
export function testCrash({ name, needs, start, open }: BrokerCase<ProcessServer>): void {
  Deno.test({
    ...needing([needs], `${name}() rejects what the server has not taken when it ends`),
    fn: async () => {
      await using server = await start();
      await using one = await hear(open(server.url));
      await one.broker.store!.append("a", "1", 9);
      await logged(async () => {
        await server.freeze();
        const sent = Promise.allSettled([
          one.broker.publish("lost"),
          one.broker.store!.append("a", "lost", 9),
          one.broker.store!.read("a"),
        ]);
        await server.crash();
        deepStrictEqual((await sent).map(({ status }) => status), Array(3).fill("rejected"));
      });
    },
  });
}

/**
 * Tests that a connection is given up over which nothing comes any more, as one that a router has
 * forgotten, or whose other end is gone without a word.
 */
export function testSilence({ name, needs, start, open }: BrokerCase): void {
  Deno.test({
    ...needing([needs], `${name}() gives up a connection that says nothing, and opens another`),
    fn: async () => {
      await using server = await start();
      const url = new URL(server.url);
      await using router = startProxy([Number(url.port)]);
      url.host = new URL(router.origin).host;
      await using from = await hear(open(url.href));
      await using to = await hear(open(url.href));
      await until(60, "a text", async () => {
        await from.broker.publish("first");
        return to.heard.length > 0;
      });
      // The socket is not silent as long as more is written to it.
      const sent: Promise<unknown>[] = [];
      const lines = await logged(async () => {
        router.hush();
        const writing = setInterval(() => {
          const texts = [from.broker.publish("lost"), from.broker.store!.append("a", "lost", 9)];
          sent.push(Promise.allSettled(texts));
        }, 200);
        try {
          const late = from.broker.store!.append("a", "late", 9);
          await within(90, "an error", rejects(late));
        } finally {
          clearInterval(writing);
        }
        await Promise.all(sent);
        await until(90, "both are told", () => from.missed > 0 && to.missed > 0);
        await until(90, "a text over the new connections", async () => {
          await Promise.allSettled([from.broker.publish("last")]);
          return to.heard.includes("last");
        });
      });
      const said = lines.map((line) => `${line}`.replace(/^.*?: |: .*$/g, ""));
      deepStrictEqual(
        ["the connection is lost", "connected again"].filter((text) => !said.includes(text)),
        [],
      );
    },
  });
}

/** Starts a server after its broker, which hears others then, and says that it missed something. */
async function checkLateServer(open: () => Broker, server: BrokerServer): Promise<void> {
  await server.stop();
  await logged(async () => {
    const brokers = [open(), open()], hearing = Promise.all(brokers.map(hear));
    // What has no connection loses this, and must not keep it.
    await brokers[0]!.publish("early");
    await server.start();
    const [from, to] = await hearing;
    await until(30, "a text", async () => {
      await from!.broker.publish("late");
      return to!.heard.length > 0;
    });
    deepStrictEqual([to!.heard[0], from!.missed, to!.missed], ["late", 1, 1]);
    for (const broker of brokers) await broker.close();
  });
}

/** Closes a broker while it connects: nothing stays open, and `subscribe` ends. */
async function checkEarlyClose(broker: Broker): Promise<void> {
  const subscribed = broker.subscribe(() => {});
  await broker.close();
  await subscribed;
}
