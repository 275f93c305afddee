/**
 * Channels over Redis: `fastApp({ broker: redisBroker("redis://localhost:6379") })`.
 *
 * @module
 */
import type { Broker } from "../mod.ts";
import { createClient } from "@redis/client";

/** Options of {@linkcode redisBroker}. */
export interface RedisOptions {
  /** The name of Redis's own channel, for several applications on one server. Default: `fasthtml`. */
  topic?: string;
}

/**
 * Carries channels between machines by Redis's PUBLISH and SUBSCRIBE.
 *
 * A server that goes away is logged once and waited for; what is sent meanwhile reaches the members
 * at this process alone.
 */
export function redisBroker(url: string, { topic = "fasthtml" }: RedisOptions = {}): Broker {
  let isLost = false;
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know that processes do not hear each other
    console.error(`Redis: ${text}`);
  };
  const connect = () => {
    const client = createClient({
      url,
      // What nobody could hear any more is not sent later.
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
