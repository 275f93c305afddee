/** The progress of jobs: what handlers report, and what event streams of any process are told. */
import { AsyncLocalStorage } from "node:async_hooks";
import { render, Safe } from "../../lib/html/mod.ts";
import { type Child, sseMessage } from "../../mod.ts";
import type { Maybe, SseMessage } from "../../types.ts";
import { Bell } from "./bell.ts";
import { type Engine, type Held, ignoreDataError, toChannel } from "./engine.ts";

/** What the handler of a job reports with. */
export interface Reporter extends AsyncDisposable {
  readonly report: (content: Child) => void;
}

/** How often the database is asked, in milliseconds, for what this process is not told of. */
const POLL = 500;

/** The longest report, in characters of HTML: it is written and read at each step. */
const MAX_HTML = 1 << 16;

/** An id that `later()` may have returned. */
const ID = /^[0-9a-z]{32}$/;

/** The progress of the jobs of a database. */
export class Progress {
  readonly #engine: Engine;
  readonly #poll: number;
  /** Those who follow a job in this process. */
  readonly #bells = new Map<string, Set<Bell>>();

  constructor(engine: Engine, poll = POLL) {
    this.#engine = engine;
    this.#poll = poll;
  }

  /** Lets those look at a job who follow it in this process. */
  ring(id: string): void {
    for (const bell of this.#bells.get(id) ?? []) bell.ring();
  }

  /** Makes what the handler of a job reports with. When it is disposed of, all is written. */
  reporter(held: Held): Reporter {
    let last: Maybe<string> | undefined;
    let writing = Promise.resolve();
    const write = async () => {
      const html = last;
      last = undefined; // Of many reports at once, only the last is written.
      if (html !== undefined) await this.#write(held, await html);
    };
    // Outside of what the handler is in, such as a transaction.
    const outside = AsyncLocalStorage.snapshot();
    const report = (content: Child) => {
      last = render(content);
      // One that another has replaced is not awaited, and the end of the job tells of the others.
      Promise.resolve(last).catch(() => {});
      writing = writing.then(() => outside(write));
      writing.catch(() => {});
    };
    return { report, [Symbol.asyncDispose]: () => writing };
  }

  /** Yields the last report, each time that it changes, and at the end an event that says how. */
  follow(name: string, id: string): AsyncIterable<SseMessage> {
    return {
      [Symbol.asyncIterator]: () => {
        const bell = new Bell(), end = new AbortController();
        const messages = this.#follow(name, { id, bell, signal: end.signal });
        return {
          next: () => messages.next(),
          // A generator that waits would only hear of it after that.
          return: () => {
            end.abort();
            bell.ring();
            return messages.return();
          },
        };
      },
    };
  }

  async *#follow(
    name: string,
    { id, bell, signal }: { id: string; bell: Bell; signal: AbortSignal },
  ): AsyncGenerator<SseMessage, void, void> {
    using stack = new DisposableStack();
    let last: string | null = null;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const row = ID.test(id) ? await this.#engine.progress(name, id) : undefined;
      const html: string | null = row?.progress ?? last;
      if (html !== null && html !== last) yield sseMessage(Safe(last = html));
      if (!row || row.dead_at !== null) {
        return yield sseMessage(row ? "dead" : "done", { event: "end" });
      }
      if (isFirst) stack.defer(this.#join(id, bell));
      await bell.heard(this.#poll);
    }
  }

  /** Rings when the job has changed, until the function that it returns is called. */
  #join(id: string, bell: Bell): () => void {
    const bells = this.#bells.get(id) ?? new Set(), end = new AbortController();
    this.#bells.set(id, bells.add(bell));
    // Hears of reports to other processes. Without it, `POLL` finds them.
    this.#engine.hear?.(toChannel(id), () => bell.ring(), end.signal).catch(ignoreDataError);
    return () => {
      end.abort();
      bells.delete(bell);
      if (bells.size === 0) this.#bells.delete(id);
    };
  }

  async #write(held: Held, html: string): Promise<void> {
    if (html.length > MAX_HTML) {
      throw new TypeError(
        `Cannot report of job "${held.name}": found ${html.length} characters of HTML, ` +
          `expected at most ${MAX_HTML}`,
      );
    }
    try {
      if (await this.#engine.report(held, html)) this.ring(held.id);
    } catch (error) {
      ignoreDataError(error); // The next report comes when the engine is back.
    }
  }
}
