/** LISTEN, on a connection of its own that is opened again when it was lost. */
import { setTimeout as delay } from "node:timers/promises";
import { DataError, quote } from "../../lib/data/backend.ts";
import type { PgClient } from "./types.ts";
import type { Listening } from "./wire.ts";

/** Milliseconds between two attempts to connect, at most: what is sent meanwhile is not heard. */
const MAX_PAUSE = 1000;

/** Milliseconds between two looks at whether the server replies, and until it is asked once more. */
const LOOK = 2000, SILENCE = 5000, MORE = 1000;

/** Listens on channels. The connection is opened at the first, and closed after the last. */
export class Listener {
  readonly #toClient: () => PgClient;
  readonly #channels = new Map<string, Set<Listening>>();
  #client: PgClient | undefined;
  /** The end of the last step, as a connection runs one statement at a time. */
  #last: Promise<unknown> = Promise.resolve();
  /** Ends the pause before the next attempt to connect. */
  readonly #closing = new AbortController();

  constructor(toClient: () => PgClient) {
    this.#toClient = toClient;
  }

  async listen(channel: string, listening: Listening): Promise<() => Promise<void>> {
    const added = { ...listening };
    await this.#inTurn(async () => {
      const others = this.#channels.get(channel) ?? new Set();
      const client = await this.#ensure();
      if (others.size === 0) await client.query(`LISTEN ${quote(channel)}`);
      this.#channels.set(channel, others.add(added));
    });
    return () => this.#stop(channel, added);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#channels.clear();
    await this.#inTurn(() => this.#end());
  }

  async #stop(channel: string, listening: Listening): Promise<void> {
    const others = this.#channels.get(channel);
    if (!others?.delete(listening) || others.size > 0) return;
    this.#channels.delete(channel);
    await this.#inTurn(async () => {
      if (this.#channels.size === 0) await this.#end();
      else if (!this.#channels.has(channel)) {
        await this.#client?.query(`UNLISTEN ${quote(channel)}`);
      }
    });
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connect(): Promise<PgClient> {
    const client = this.#toClient();
    // Its "end" follows, which is what counts. An error that no listener takes ends the process.
    client.on("error", () => {});
    client.once("end", () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      this.#tell(({ lost }) => lost);
      this.#reconnect();
    });
    client.on("notification", ({ channel, payload = "" }) => {
      for (const { receive } of this.#channels.get(channel) ?? []) receive(payload);
    });
    await client.connect();
    watch(client);
    for (const channel of this.#channels.keys()) await client.query(`LISTEN ${quote(channel)}`);
    return this.#client = client;
  }

  /** Tries until the server is back, or nothing listens any more. */
  async #reconnect(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = 100; this.#channels.size > 0; pause = Math.min(pause * 2, MAX_PAUSE)) {
      const isBack = await this.#inTurn(() => this.#ensure()).then(() => true, () => false);
      if (isBack) return this.#tell(({ missed }) => missed);
      await delay(pause, undefined, { signal }).catch(() => {}); // Closed: no channel is left.
    }
  }

  #tell(toCall: (listening: Listening) => (() => void) | undefined): void {
    const all = [...this.#channels.values()].flatMap((listenings) => [...listenings]);
    all.map(toCall).forEach((call) => call && queueMicrotask(call));
  }

  async #ensure(): Promise<PgClient> {
    if (!this.#closing.signal.aborted) return this.#client ?? await this.#connect();
    throw new DataError("Cannot listen: the database is closed, expected an open one");
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => {}); // The caller of the step gets its error.
    return done;
  }
}

/**
 * Ends a connection whose server does not reply: it is frozen, or a router has forgotten the way to
 * it. Who only listens would not notice.
 */
function watch(client: PgClient): void {
  let timer: ReturnType<typeof setTimeout>, isOver = false;
  const look = () => {
    // Twice, as a process that was busy itself has not read what has come.
    timer = setTimeout(() => timer = setTimeout(() => client.end(), MORE), SILENCE);
    client.query("SELECT 1").then(wait, wait);
  };
  const wait = () => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(look, LOOK);
  };
  client.once("end", () => {
    isOver = true;
    clearTimeout(timer);
  });
  wait();
}
