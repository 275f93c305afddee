/** How the processes of one application exchange messages. */

/**
 * Carries texts between processes. `publish` may reject; the channel logs it and continues.
 *
 * Inside one process it is {@linkcode localBroker}; `ext/redis_broker.ts` and
 * `ext/postgres_broker.ts` reach other machines.
 */
export interface Broker {
  /** Starts to pass on what other processes publish. A lost message is not repeated. */
  subscribe(receive: (text: string) => void): void | Promise<void>;
  /** Sends a text to every other process; some brokers send it to this process, too. */
  publish(text: string): void | Promise<void>;
  /** Closes the broker. */
  close(): void | Promise<void>;
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
