/** How the processes of one application hear each other. */

/**
 * Carries texts between processes. `publish` may reject; the channel logs it and goes on.
 *
 * Inside one process it is {@linkcode localBroker}; `ext/redis.ts` and `ext/postgres_broker.ts`
 * reach other machines.
 */
export interface Broker {
  /** Begins to hand on what other processes publish; what is lost on the way is not repeated. */
  subscribe(receive: (text: string) => void): void | Promise<void>;
  /** Sends a text to every other process; to this one too, if that is how it works. */
  publish(text: string): void | Promise<void>;
  /** Ends. */
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
