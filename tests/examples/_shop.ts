/** People at the tea shop of examples/production: they sign up, order, and watch the page of all. */
import { setTimeout as delay } from "node:timers/promises";
import { within } from "../_within.ts";

/** What all people together have seen. */
export interface Seen {
  /** When each order was accepted, by its id. */
  readonly accepted: Map<string, number>;
  /** How often each kind of failure was seen: a status, or a line that broke. */
  readonly failures: Record<string, number>;
  /** What nothing explains: a session that is lost, a page that no server should send. */
  readonly odd: string[];
}

/** Milliseconds until a person tries again. */
const AGAIN = 300;

/** Milliseconds from one order of a person to the next: a person may order once a second. */
export const PAUSE = 1500;

/** The longest time without a success since it was asked last. */
export class Gap {
  #longest = 0;
  #last = performance.now();

  succeeded(): void {
    this.#longest = Math.max(this.#longest, performance.now() - this.#last);
    this.#last = performance.now();
  }

  take(): number {
    const taken = Math.max(this.#longest, performance.now() - this.#last);
    this.#longest = 0;
    this.#last = performance.now();
    return taken;
  }
}

/** One person: an account, a session, a page that stays open. */
export class Person {
  readonly name: string;
  /** The time without an order that was accepted. */
  readonly ordering = new Gap();
  /** Milliseconds for which the page was cut off, each time. */
  readonly cuts: number[] = [];
  /** How many orders were accepted. */
  orders = 0;
  /** What the page shows. */
  shown = "";
  readonly #origin: string;
  readonly #seen: Seen;
  readonly #client: Deno.HttpClient;
  readonly #running: Promise<void>[] = [];
  #cookie = "";
  #isFull = false;
  #isOver = false;
  #socket: WebSocket | undefined;

  constructor(n: number, origin: string, seen: Seen) {
    this.name = `person${n}`;
    this.#origin = origin;
    this.#seen = seen;
    // Rate limits count clients, so each person has an IP address.
    const localAddress = `127.0.${1 + (n >> 8)}.${n & 255 || 1}`;
    this.#client = Deno.createHttpClient({ localAddress });
  }

  /** Signs up, and begins to order and to watch. */
  async begin(): Promise<void> {
    const account = { name: this.name, password: `tea is good ${this.name}` };
    const email = `${this.name}@example.com`;
    for (let path = "/signup"; this.#cookie === "" && !this.#isOver;) {
      const response = await this.#ask(path, path === "/signup" ? { ...account, email } : account);
      // The name is taken where the response to its sign-up was lost.
      if (response?.status === 200) path = "/login";
      if (response?.status === 303) this.#cookie = response.cookie!.split(";")[0]!;
      else await delay(AGAIN);
    }
    this.ordering.take();
    this.#running.push(this.#order(), this.#watch());
  }

  /** Orders no more; the last order is asked for until it is accepted. The page stays open. */
  async rest(): Promise<void> {
    this.#isFull = true;
    await within(60, "the last order", this.#running[0] ?? Promise.resolve());
  }

  /** The page, as a server sends it now. */
  async load(): Promise<string> {
    const response = await this.#ask("/");
    if (response?.status !== 200 || !response.text.includes(`Hello, ${this.name} `)) {
      this.#seen.odd.push(`${this.name} loads the page: ${response?.status} ${response?.text}`);
    }
    return toBoard(response?.text ?? "");
  }

  async leave(): Promise<void> {
    if (this.#isOver) return;
    this.#isFull = this.#isOver = true;
    this.#socket?.close();
    await within(60, "the end of a person", Promise.all(this.#running));
    this.#client.close();
  }

  async #order(): Promise<void> {
    while (!this.#isFull) {
      const id = crypto.randomUUID();
      // As the form does, whose id is another one once its order is accepted.
      for (let isNew = true; isNew;) {
        const response = await this.#ask("/order", { id, tea: "Assam" });
        isNew = response?.status !== 200 || !response.text.includes('name="id"');
        if (isNew) await delay(AGAIN);
      }
      this.#seen.accepted.set(id, performance.now());
      this.orders++;
      this.ordering.succeeded();
      await delay(PAUSE);
    }
  }

  async #ask(path: string, form?: Record<string, string>) {
    try {
      const response = await within(
        30,
        `an answer to ${this.name} at ${path}`,
        fetch(`${this.#origin}${path}`, {
          ...form && { method: "POST", body: new URLSearchParams(form) },
          headers: { cookie: this.#cookie, ...path === "/order" && { "hx-request": "true" } },
          redirect: "manual",
          client: this.#client,
        }),
      );
      const { status, headers } = response, text = await within(30, "a body", response.text());
      if (status >= 400) this.#fail(`${status}`);
      if (this.#cookie !== "" && text.includes("Log in")) {
        this.#seen.odd.push(`${this.name} was signed out at ${path}`);
      }
      const location = headers.get("location") ?? headers.get("hx-redirect");
      if (location === "/login") this.#seen.odd.push(`${this.name} was sent to ${location}`);
      return { status, text, cookie: headers.get("set-cookie") };
    } catch (error) {
      this.#fail(/not within/.test(`${error}`) ? `${error}` : "the line broke");
    }
  }

  #fail(what: string): void {
    this.#seen.failures[what] = (this.#seen.failures[what] ?? 0) + 1;
  }

  async #watch(): Promise<void> {
    const url = `${this.#origin.replace("http", "ws")}/ws`, headers = { cookie: this.#cookie };
    for (let cut: number | undefined; !this.#isOver;) {
      const socket = this.#socket = new (WebSocket as unknown as Connect)(url, { headers });
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      socket.onclose = () => resolve();
      socket.onerror = () => resolve();
      socket.onmessage = ({ data }) => {
        if (cut !== undefined) this.cuts.push(performance.now() - cut);
        cut = undefined;
        this.shown = toBoard(data);
      };
      if (this.#isOver) socket.close();
      await closed;
      cut ??= performance.now();
      await delay(AGAIN);
    }
  }
}

/** Deno's constructor: among types of browsers it has no headers. */
type Connect = new (url: string, options: { headers: Record<string, string> }) => WebSocket;

/** The orders in a page or in a message. */
function toBoard(html: string): string {
  return /<div id="orders".*?<\/ul>/.exec(html)?.[0] ?? `no orders in ${html}`;
}

/** Asks for a page without a session again and again, and notes for how long there is none. */
export function startProbe(origin: string): { gap: Gap; end(): Promise<void> } {
  const gap = new Gap();
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      try {
        const response = await within(
          30,
          "a page",
          fetch(`${origin}/login`, {
            headers: { connection: "close" },
          }),
        );
        await response.text();
        if (response.ok) gap.succeeded();
      } catch {
        // The gap says it.
      }
      await delay(50);
    }
  })();
  return {
    gap,
    async end() {
      isOver = true;
      await running;
    },
  };
}
