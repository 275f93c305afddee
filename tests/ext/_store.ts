import { deepStrictEqual, ok, rejects } from "node:assert";
import type { KeptMessage, MessageStore } from "../../types.ts";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import type { BrokerServer } from "../live/_brokers.ts";
import { logged } from "../http/_app.ts";
import { type BrokerCase, hear, type Hearing, TEXTS } from "./_broker.ts";

/** A broker that keeps messages; its server keeps its data when it is ended. */
export interface StoreCase extends BrokerCase {
  /** What the broker writes between a topic and a channel; a topic may contain it. */
  readonly joint: string;
}

/** Where a test runs: what joins is a process, with the topic of the test or one that begins so. */
interface Place {
  readonly server: BrokerServer;
  join(topic?: string): Promise<Hearing>;
}

/** Tests what every store promises, over one server, where each test has a topic of its own. */
export function testStore({ name, needs, start, open, joint }: StoreCase): void {
  const tests: { does: string; fn: (at: Place) => Promise<void> }[] = [];
  const test = (does: string, fn: (at: Place) => Promise<void>) => tests.push({ does, fn });
  Deno.test({
    ...needing([needs], `${name}() has a store`),
    fn: async (t) => {
      await using server = await start();
      for (const [n, { does, fn }] of tests.entries()) {
        const join = (topic = "") => hear(open(server.url, { topic: `${n}${topic}` }));
        await t.step(`that ${does}`, () => fn({ server, join }));
      }
    },
  });

  test("keeps the last messages of a channel for all processes", async ({ join }) => {
    await using one = await join();
    await using two = await join();
    await using other = await join("other");
    await using tricky = await join(`${joint}a`);
    deepStrictEqual(await storeOf(one).read("a"), []);
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) {
      ids.push(await storeOf(n % 2 ? one : two).append("a", `${n}`, 4));
      await storeOf(one).append("b", `b${n}`, 1);
    }
    ok(new Set(ids).size === 6 && ids.every((id) => /^[\w.-]+$/.test(id)), `${ids}`);
    const kept = ids.map((id, n) => ({ id, html: `${n}` }));
    for (const { broker: { store } } of [one, two]) {
      deepStrictEqual(await store!.read("a"), kept.slice(2));
      for (const n of [0, 1, 3, 5]) {
        deepStrictEqual(await store!.read("a", ids[n]), kept.slice(Math.max(2, n + 1)));
      }
      for (const id of ["", "x", "-1", "9".repeat(400), "0-0-0", "é \n"]) {
        deepStrictEqual(await store!.read("a", id), kept.slice(2), id);
      }
    }
    deepStrictEqual(htmlOf(await storeOf(one).read("b")), ["b5"]);
    // A channel's name is no pattern, and belongs to its topic.
    for (const channel of ["*", ">", "a.*", "A", "", "a "]) {
      deepStrictEqual(await storeOf(one).read(channel), [], channel);
    }
    deepStrictEqual(await storeOf(other).read("a"), []);
    await storeOf(one).append(`a${joint}x`, "of one", 9);
    deepStrictEqual(await storeOf(tricky).read("x"), []);
  });

  test("trims when fewer messages are to be kept, and keeps more from then on", async ({ join }) => {
    await using one = await join();
    const store = storeOf(one);
    const append = async (keep: number, ...texts: string[]) => {
      await Promise.all(texts.map((text) => store.append("a", text, keep)));
      return htmlOf(await store.read("a")).join("");
    };
    deepStrictEqual(await append(5, ..."abcdefgh"), "defgh");
    deepStrictEqual(await append(2, "i"), "hi");
    deepStrictEqual(await append(4, ..."jk"), "hijk");
    deepStrictEqual(await append(1, ..."lm"), "m");
  });

  test("stores every text as it is, in a channel of any name", async ({ join }) => {
    await using one = await join();
    const texts = [...TEXTS, "ü".repeat(1 << 21)];
    const names = ["a b", "a.b", "*.>", "é😀\n\u2028", "'\"\\$1%", "x".repeat(900), ""];
    for (const name of names) await storeOf(one).append(name, `of ${name}`, 10);
    for (const text of texts) await storeOf(one).append("texts", text, 10);
    for (const name of names) {
      deepStrictEqual(htmlOf(await storeOf(one).read(name)), [`of ${name}`]);
    }
    const read = htmlOf(await storeOf(one).read("texts"));
    ok(read.length === texts.length && read.every((text, i) => text === texts[i]));
  });

  test("shows all processes one order while several of them send", async ({ join }) => {
    await using one = await join();
    await using two = await join();
    await using three = await join();
    let isOver = false;
    // What was read once is never preceded by what is read later.
    const follow = async ({ broker }: Hearing, channel: string) => {
      const seen: KeptMessage[] = [];
      for (let isLast = false; !isLast;) {
        isLast = isOver;
        seen.push(...await broker.store!.read(channel, seen.at(-1)?.id));
      }
      return seen;
    };
    const send = async ({ broker }: Hearing, from: string, channel: string) => {
      for (let n = 0; n < 60; n++) {
        const sent = Array.from(
          { length: n % 3 + 1 },
          (_, i) => broker.store!.append(channel, `${from} ${3 * n + i}`, 5000),
        );
        await Promise.all(sent);
      }
    };
    const channels = ["a", "b"];
    const sending = Promise.all(channels.flatMap((channel) => [
      send(one, "1", channel),
      send(two, "2", channel),
      send(two, "3", channel),
    ])).finally(() => isOver = true);
    // Awaited with those that send: an error of either ends the test, and not the whole file.
    const [followed] = await Promise.all([
      Promise.all(
        channels.map((channel) => Promise.all([one, three].map((at) => follow(at, channel)))),
      ),
      sending,
    ]);
    for (const [i, channel] of channels.entries()) {
      const all = await storeOf(two).read(channel);
      deepStrictEqual(all.length, 3 * 120);
      for (const seen of followed[i]!) deepStrictEqual(seen, all);
      for (const from of ["1", "2", "3"]) {
        const own = htmlOf(all).filter((html) => html.startsWith(from))
          .map((html) => Number(html.slice(2)));
        deepStrictEqual(own, own.toSorted((a, b) => a - b));
      }
    }
  });

  test("keeps what it stored when the server restarts, and says what it did not", async ({ server, join }) => {
    await using one = await join();
    await using two = await join();
    const store = storeOf(one);
    const before = [await store.append("a", "1", 9), await store.append("a", "2", 9)];
    deepStrictEqual([one.missed, two.missed], [0, 0]);
    await logged(async () => {
      await server.crash();
      await rejects(store.append("a", "lost", 9), Error);
      await rejects(store.read("a"), Error);
      await server.start();
      await until(30, "both are told", () => one.missed > 0 && two.missed > 0);
    });
    deepStrictEqual([one.missed, two.missed], [1, 1]);
    let id = "";
    await until(30, "a message is stored", async () => {
      try {
        id = await store.append("a", "3", 9);
        return true;
      } catch {
        return false;
      }
    });
    deepStrictEqual(await storeOf(two).read("a"), [
      { id: before[0], html: "1" },
      { id: before[1], html: "2" },
      { id, html: "3" },
    ]);
    await one.broker.publish("heard");
    await until(30, "a text over the new connections", () => two.heard.includes("heard"));
  });
}

function storeOf({ broker }: Hearing): MessageStore {
  return broker.store!;
}

function htmlOf(messages: readonly KeptMessage[]): string[] {
  return messages.map(({ html }) => html);
}
