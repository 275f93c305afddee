/** The messages of channels, as the loops of a program get them. */
import type { Driver } from "./wire.ts";

/** How a loop ends, and what it hears of messages that it may lack. */
export interface ListenOptions {
  /** Called when a lost connection is back, as messages may be missing. Default: a line in the log. */
  missed?: (channel: string) => void;
  /** Ends the loop when it is aborted. */
  signal?: AbortSignal;
}

/** The loops over messages. */
export class Messages {
  readonly #driver: Driver;
  /** Ends each of the loops. */
  readonly #ends = new Set<() => void>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** Yields the messages of a channel until the loop ends, or all do. */
  async *listen(
    channel: string,
    { missed = logMissed, signal }: ListenOptions,
  ): AsyncGenerator<string, void, void> {
    const messages: string[] = [];
    let isOver = false;
    let wake = () => {};
    const receive = (message: string) => {
      messages.push(message);
      wake();
    };
    const end = () => {
      isOver = true;
      wake();
    };
    const leave = () => wake();
    const stop = await this.#driver.listen(channel, { receive, missed: () => missed(channel) });
    this.#ends.add(end);
    signal?.addEventListener("abort", leave);
    const isLeft = () => isOver || signal?.aborted;
    try {
      while (!isLeft()) {
        while (messages.length > 0) yield messages.shift()!;
        await new Promise<void>((resolve) => isLeft() ? resolve() : wake = resolve);
      }
    } finally {
      signal?.removeEventListener("abort", leave);
      this.#ends.delete(end);
      if (!isOver) await stop();
    }
  }

  /** Ends all loops: the connection is about to be closed. */
  end(): void {
    for (const end of this.#ends) end();
  }
}

function logMissed(channel: string): void {
  // deno-lint-ignore no-console -- the developer must know that the program may lack messages
  console.error(
    `Postgres: listens on "${channel}" again after the connection was lost, ` +
      "and may have missed messages",
  );
}
