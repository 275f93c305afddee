/** Processes that share a store, all of them in this one; the test can make the store fail. */
import type { Broker } from "@fasthtml/fasthtml";
import type { KeptMessage, MessageStore } from "@fasthtml/fasthtml/types";

/** A store in memory, which takes its time. */
export class Shelf implements MessageStore {
  /** How often it was read. */
  reads = 0;
  /** What each call rejects with. */
  failure: Error | undefined;
  /** Each answer to a reader waits for it. */
  gate: Promise<void> = Promise.resolve();
  readonly #channels = new Map<string, KeptMessage[]>();
  #count = 0;

  async append(channel: string, html: string, keep: number): Promise<string> {
    await this.#pass();
    const messages = this.#channels.get(channel) ?? [], id = `${++this.#count}`;
    this.#channels.set(channel, [...messages, { id, html }].slice(-keep));
    return id;
  }

  async read(channel: string, after = "0"): Promise<readonly KeptMessage[]> {
    this.reads++;
    await this.gate;
    await this.#pass();
    return (this.#channels.get(channel) ?? []).filter(({ id }) => Number(id) > Number(after));
  }

  async #pass(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    if (this.failure) throw this.failure;
  }
}

/** A line of several ends: what is published at one is received at all others, a little later. */
export class Wire {
  /** Ends that lose what is sent. */
  readonly cut = new Set<Broker>();
  readonly #ends = new Map<Broker, { receive(text: string): void; missed?: () => void }>();

  /** Makes one more end. */
  broker(store?: MessageStore): Broker {
    const broker: Broker = {
      ...store && { store },
      subscribe: (receive, missed) =>
        void this.#ends.set(broker, { receive, ...missed && { missed } }),
      publish: async (text) => {
        await Promise.resolve();
        for (const [end, { receive }] of this.#ends) {
          if (end !== broker && !this.cut.has(end) && !this.cut.has(broker)) receive(text);
        }
      },
      close: () => void this.#ends.delete(broker),
    };
    return broker;
  }

  /** Joins an end again. */
  join(broker: Broker): void {
    this.cut.delete(broker);
    this.#ends.get(broker)?.missed?.();
  }
}
