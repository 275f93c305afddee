/** What channels with `keep` promise, over any broker that keeps messages. */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { type Broker, type Channel, EventStream, P } from "@fasthtml/fasthtml";
import { needing } from "../_needs.ts";
import { until, within } from "../_within.ts";
import { newApp } from "../http/_app.ts";
import { serveSite, type Site } from "./_socket.ts";

/** What the processes of one application have in common, such as a server of Redis. */
export interface KeepSetup extends AsyncDisposable {
  /** Makes the broker of one more process. */
  broker(): Broker;
}

/** One process of an application with the channel `news`. */
export interface NewsSite extends Site {
  news: Channel;
}

/** Serves the channel `news` at `/stream` and at the socket `/ws`. */
export function serveNews(broker: Broker | undefined, keep = 100): NewsSite {
  const { app, rt } = newApp(broker ? { broker } : {});
  const news = app.channel("news", { keep });
  rt("/stream", { after: "" }, ({ after }) => EventStream(news, { after }));
  app.ws("/ws", () => {}, { onConnect: ({ ws }) => news.join(ws) });
  return Object.assign(serveSite(app), { news });
}

/** A page that notes the last id, and tells it when it comes back, as browsers do. */
export class Page {
  /** What has come, without the `<p>`. */
  readonly got: string[] = [];
  lastId = "";
  readonly #kind: "stream" | "socket";
  #cut: () => void = () => {};
  #ended: Promise<void> = Promise.resolve();

  constructor(kind: "stream" | "socket") {
    this.#kind = kind;
  }

  /** Connects to a process; `read` may take its time over each message of a stream. */
  async open(
    { origin }: Pick<Site, "origin">,
    { after = "", read }: { after?: string; read?: () => Promise<void> } = {},
  ): Promise<void> {
    if (this.#kind === "socket") return await this.#openSocket(origin);
    const headers: HeadersInit = this.lastId ? { "last-event-id": this.lastId } : {};
    const path = `${origin}/stream?after=${encodeURIComponent(after)}`;
    const reader = (await fetch(path, { headers })).body!.getReader();
    this.#ended = this.#read(reader, read);
    this.#cut = () => void reader.cancel();
  }

  /** Is cut off; what was not read is lost. */
  async cut(): Promise<void> {
    this.#cut();
    await within(60, "the end of a page", this.#ended);
  }

  /** Waits until so many messages have come. */
  async has(count: number): Promise<string[]> {
    await until(60, `${count} messages`, () => this.got.length >= count);
    return this.got;
  }

  async #openSocket(origin: string): Promise<void> {
    const url = new URL(`${origin.replace("http", "ws")}/ws`);
    if (this.lastId) url.searchParams.append("last-event-id", `news:${this.lastId}`);
    const socket = new WebSocket(url), opened = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    let isCut = false;
    socket.addEventListener("open", () => opened.resolve());
    socket.addEventListener("error", (event) => opened.reject((event as ErrorEvent).error));
    socket.addEventListener("close", () => closed.resolve());
    socket.addEventListener("message", ({ data }) => {
      const [, name, id, text] = /^<!--last (\S+) (\S+?)--><p>(.*)<\/p>$/s.exec(data) ?? [];
      strictEqual(name, "news", data);
      if (!isCut) this.#take(id!, text!);
    });
    this.#ended = closed.promise;
    this.#cut = () => {
      isCut = true;
      socket.close();
    };
    await within(30, "a socket", opened.promise);
  }

  async #read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    pause?: () => Promise<void>,
  ): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for (let part; !(part = await reader.read()).done;) {
      const frames = (rest + decoder.decode(part.value, { stream: true })).split("\n\n");
      rest = frames.pop()!;
      for (const frame of frames) {
        if (frame === ":") continue;
        const [, id, html] = /^id: (\S+)\ndata: <p>(.*)<\/p>$/.exec(frame) ?? [];
        ok(id, frame);
        this.#take(id, html!);
        await pause?.();
      }
    }
  }

  #take(id: string, text: string): void {
    this.got.push(text);
    this.lastId = id;
  }
}

/** Tests of channels with `keep` over brokers with a store, which may need programs. */
export function keepSuite(
  name: string,
  start: () => Promise<KeepSetup>,
  needs: readonly string[] = [],
): void {
  const test = (what: string, run: (setup: KeepSetup) => Promise<void>) =>
    Deno.test({
      ...needing(needs, `${name}: ${what}`),
      fn: async () => {
        await using setup = await start();
        await run(setup);
      },
    });

  test("a page that comes back to any process gets what it missed, in order, once", async (setup) => {
    await using one = serveNews(setup.broker());
    await using two = serveNews(setup.broker());
    for (const kind of ["stream", "socket"] as const) {
      const page = new Page(kind), start = page.got.length;
      await send(one, `${kind} 1`);
      await page.open(one);
      await until(60, "the first messages", () => page.got.at(-1) === `${kind} 1`);
      await send(one, `${kind} 2`);
      await until(60, "a message", () => page.got.at(-1) === `${kind} 2`);
      await page.cut();
      const before = page.got.length - start;
      await send(two, `${kind} 3`);
      await send(one, `${kind} 4`);
      await page.open(two);
      await send(one, `${kind} 5`);
      deepStrictEqual(
        (await page.has(before + 3)).slice(before),
        [3, 4, 5].map((n) => `${kind} ${n}`),
      );
      await page.cut();
    }
  });

  test("a message is there once send() has resolved, after all processes have ended", async (setup) => {
    {
      await using one = serveNews(setup.broker(), 3);
      for (const text of ["a", "b", "c", "d"]) await send(one, text);
    }
    await using two = serveNews(setup.broker(), 3);
    const page = new Page("socket"), other = new Page("stream"), late = new Page("stream");
    await page.open(two);
    deepStrictEqual(await page.has(3), ["b", "c", "d"]);
    const after = await two.news.lastId();
    strictEqual(after, page.lastId);
    await send(two, "e");
    await other.open(two, { after });
    deepStrictEqual([await other.has(1), await page.has(4)], [["e"], ["b", "c", "d", "e"]]);
    await late.open(two, { after: "unknown" });
    deepStrictEqual(await late.has(3), ["c", "d", "e"]);
    for (const each of [page, other, late]) await each.cut();
  });

  test("senders in two processes, cut lines and slow readers: all get one sequence, once", async (setup) => {
    await using one = serveNews(setup.broker(), 400);
    await using two = serveNews(setup.broker(), 400);
    await checkSequence([one, two], [one, two]);
  });
}

/**
 * Sends from some processes while pages lose their lines to any of them and come back: in the end
 * each has the same sequence, and of each sender what it sent, in its order.
 */
export async function checkSequence(senders: NewsSite[], sites: NewsSite[]): Promise<void> {
  const count = 60, random = toRandom(7);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, random() * 8));
  const total = count * senders.length, pages: Page[] = [];
  let isSending = true;
  const surf = async (page: Page) => {
    const read = random() < 0.5 ? pause : undefined;
    while (isSending) {
      await page.open(pick(sites), read ? { read } : {});
      for (let turns = random() * 8; turns > 0; turns--) await pause();
      await page.cut();
      if (random() < 0.5) await pause();
    }
    await page.open(pick(sites), read ? { read } : {});
    await page.has(total);
    await page.cut();
  };
  for (let i = 0; i < 6; i++) pages.push(new Page(i % 2 ? "stream" : "socket"));
  const surfing = Promise.all(pages.map(surf));
  await Promise.all(senders.map(async (site, sender) => {
    for (let n = 0; n < count; n++) {
      const sent = send(site, `${sender}:${n}`);
      if (random() < 0.5) await sent;
      if (random() < 0.5) await pause();
    }
  }));
  isSending = false;
  await surfing;
  const [{ got }] = pages as [Page, ...Page[]];
  for (const page of pages) deepStrictEqual(page.got, got);
  senders.forEach((_, sender) =>
    deepStrictEqual(
      got.filter((text) => text.startsWith(`${sender}:`)),
      Array.from({ length: count }, (_, n) => `${sender}:${n}`),
    )
  );
}

function send({ news }: NewsSite, text: string): Promise<void> {
  return news.send(P(text));
}

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function toRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
