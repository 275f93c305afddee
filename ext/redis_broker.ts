/**
 * Channels over Redis: `fastApp({ broker: redisBroker("redis://localhost:6379") })`.
 *
 * @module
 */
import type { Broker } from "../mod.ts";
import { createClient } from "@redis/client";

/** Options of {@linkcode redisBroker}. */
export interface RedisOptions {
  /** The name of Redis's channel, if several applications share a server. Default: `fasthtml`. */
  topic?: string;
}

/**
 * Connects channels of several machines through Redis's PUBLISH and SUBSCRIBE.
 * A lost connection is logged once and opened again. Until then, messages reach only the members at
 * this process. Who can PUBLISH to the topic can send HTML with scripts to all clients.
 */
export function redisBroker(url: string, { topic = "fasthtml" }: RedisOptions = {}): Broker {
  let isLost = false;
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know that other processes get no messages
    console.error(`Redis: ${text}`);
  };
  const connect = () => {
    const client = createClient({
      url,
      // A message that could not be sent is out of date later.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 3000) },
    });
    client.on("error", (error) => {
      if (!isLost) log(`the connection is lost: ${error.message || error.code}`);
      isLost = true;
    });
    client.on("ready", () => {
      if (isLost) log("connected again");
      isLost = false;
    });
    return client;
  };
  const publisher = connect(), subscriber = connect();
  return {
    async subscribe(receive) {
      const ready = publisher.connect();
      await subscriber.connect();
      await subscriber.subscribe(topic, receive);
      await ready;
    },
    async publish(text) {
      if (publisher.isReady) await publisher.publish(topic, text);
    },
    close() {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}
