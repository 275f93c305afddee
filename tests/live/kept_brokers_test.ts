/** Channels with `keep` over real brokers, also while their servers crash. */
import { deepStrictEqual, ok } from "node:assert";
import { P } from "@fasthtml/fasthtml";
import { needing } from "../_needs.ts";
import { until } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { keepSuite, type NewsSite, Page, serveNews } from "./_keep.ts";
import { KINDS } from "./order.ts";

/** Messages of each sender that have to be stored, and before the crash. */
const COUNT = 60, BEFORE = 20;

for (const { name, needs, start, open } of KINDS) {
  keepSuite(name, async () => {
    const server = await start();
    return {
      broker: () => open(server.url),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }, [needs]);

  Deno.test({
    ...needing([needs], `${name} crashes: no stored message is lost, doubled or out of order`),
    fn: async () => {
      await using server = await start();
      await using one = serveNews(open(server.url), 1000);
      await using two = serveNews(open(server.url), 1000);
      const sites = [one, two];
      const pages = [new Page("stream"), new Page("socket"), new Page("socket")];
      for (const [i, page] of pages.entries()) await page.open(sites[i % 2]!);
      const stored: string[] = [], tried: string[] = [];
      await logged(async () => {
        const sending = Promise.all(
          sites.map((site, i) => sendAll(site, { sender: `${i}`, stored, tried })),
        );
        await until(60, "the first messages", () => stored.length > 2 * BEFORE);
        await server.crash();
        await until(60, "a message that is not stored", () => isCut({ stored, tried }));
        await pages[2]!.cut();
        await server.start();
        await sending;
        await pages[2]!.open(two);
        await until(60, "the last messages", () => pages.every(hasEnded));
      });
      for (const { got } of pages) deepStrictEqual(got, pages[0]!.got);
      const { got } = pages[0]!, all = new Set(got);
      deepStrictEqual(got.length, all.size, "doubled");
      deepStrictEqual(stored.filter((text) => !all.has(text)), [], "lost");
      ok(got.every((text) => tried.includes(text)));
      for (const sender of ["0", "1"]) {
        const isOwn = (text: string) => text.startsWith(`${sender}:`);
        deepStrictEqual(got.filter(isOwn), tried.filter((text) => isOwn(text) && all.has(text)));
      }
      for (const page of pages) await page.cut();
    },
  });
}

/** What a sender has tried to send, and what was stored for sure. */
interface Sent {
  readonly sender: string;
  readonly stored: string[];
  readonly tried: string[];
}

/** Whether the server was away: more is not stored than the two that may be on their way. */
function isCut({ stored, tried }: Pick<Sent, "stored" | "tried">): boolean {
  return tried.length > stored.length + 2;
}

/**
 * Sends until enough is stored, though the server has been away, and then an end; what is rejected
 * is not sent again.
 */
async function sendAll({ news }: NewsSite, { sender, stored, tried }: Sent): Promise<void> {
  const send = async (text: string) => {
    tried.push(text);
    try {
      await news.send(P(text));
      stored.push(text);
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20)); // Until the server is back.
      return false;
    }
  };
  for (let n = 0, count = 0; count < COUNT || !isCut({ stored, tried }); n++) {
    if (await send(`${sender}:${n}`)) count++;
  }
  for (let n = 0; !await send(`${sender}:end ${n}`); n++);
}

function hasEnded({ got }: Page): boolean {
  return ["0:end", "1:end"].every((end) => got.some((text) => text.startsWith(end)));
}
