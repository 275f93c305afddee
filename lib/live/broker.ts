/** How the processes of one application exchange messages. */

/**
 * Carries texts between processes. `publish` may reject; the channel logs it and continues.
 *
 * Inside one process it is {@linkcode localBroker}; `ext/redis_broker.ts`,
 * `ext/postgres_broker.ts` and `ext/nats_broker.ts` reach other machines.
 */
export interface Broker {
  /** Keeps messages of channels with `keep` for all processes; without it, each keeps its own. */
  readonly store?: MessageStore;
  /**
   * Starts to pass on what other processes publish. A lost message is not repeated: `missed` is
   * called when the connection is back after a loss.
   */
  subscribe(receive: (text: string) => void, missed?: () => void): void | Promise<void>;
  /** Sends a text to every other process; some brokers send it to this process, too. */
  publish(text: string): void | Promise<void>;
  /** Closes the broker. */
  close(): void | Promise<void>;
}

/** Keeps the last messages of channels. All processes see those of a channel in one order. */
export interface MessageStore {
  /**
   * Adds a message to a channel, of which it keeps the last `keep`. Resolves with the message's id,
   * a text without whitespace, once it is stored.
   */
  append(channel: string, html: string, keep: number): Promise<string>;
  /**
   * The kept messages of a channel in order: those after the one with this id, which may be kept no
   * longer, or all of them.
   */
  read(channel: string, after?: string): Promise<readonly KeptMessage[]>;
}

/** A message that a channel keeps. */
export interface KeptMessage {
  /** Names the message in its channel. */
  readonly id: string;
  /** The rendered content. */
  readonly html: string;
}

/** Joins the workers of `deno serve --parallel`, which share a process, by a `BroadcastChannel`. */
export function localBroker(name: string): Broker {
  const channel = new BroadcastChannel(name);
  return {
    subscribe: (receive) => void channel.addEventListener("message", ({ data }) => receive(data)),
    publish: (text) => channel.postMessage(text),
    close: () => channel.close(),
  };
}
