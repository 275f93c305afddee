/**
 * Channels over Redis: `fastApp({ broker: redisBroker("redis://localhost:6379") })`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { Broker } from "../mod.ts";
import { toKeepTime } from "./keep_days.ts";
import { toConnector, toReach } from "./redis/connection.ts";

/** Options of {@linkcode redisBroker}. */
export interface RedisOptions {
  /** The name of Redis's channel, if several applications share a server. Default: `fasthtml`. */
  topic?: string;
  /** How many days a channel with `keep` keeps its messages after the last one. Default: 30. */
  keepDays?: number;
}

const checkOptions = makeOptionCheck<RedisOptions>("make a broker", {
  topic: true,
  keepDays: true,
});

/**
 * Connects channels of several machines through Redis's PUBLISH and SUBSCRIBE, and keeps messages
 * of channels with `keep` in streams. A lost connection is logged once and opened again. Until
 * then, messages reach only the members at this process, and channels with `keep` take none. Who
 * can PUBLISH to the topic can send HTML with scripts to all clients.
 */
export function redisBroker(
  url: string,
  given: RedisOptions = {},
): Broker {
  checkOptions(given);
  const { topic = "fasthtml", keepDays = 30 } = given;
  if (topic === "" || !topic.isWellFormed()) {
    throw new TypeError(`Cannot make a broker: topic ${JSON.stringify(topic)}, expected a name`);
  }
  const keepTime = toKeepTime(keepDays);
  let isClosed = false;
  const connect = toConnector(url);
  const publisher = connect(), subscriber = connect();
  // The first message of a program waits for the connection; those after a loss don't.
  const { reach, end } = toReach(publisher);
  // No name of a channel can be one of another topic.
  const toKey = (channel: string) => `${encodeURIComponent(topic)}:${channel.toWellFormed()}`;
  return {
    async subscribe(receive, missed) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      let isSubscribed = false, mayMiss = false;
      subscriber.on("error", () => mayMiss = true);
      // After a loss the client subscribes by itself, before it is ready.
      subscriber.on("ready", async () => {
        try {
          if (!isSubscribed) await subscriber.subscribe(topic, receive);
        } catch (error) {
          // Lost once more, and tried again when it is back.
          return subscriber.isReady ? reject(error) : undefined;
        }
        isSubscribed = true;
        resolve();
        if (mayMiss) missed?.();
        mayMiss = false;
      });
      try {
        await Promise.all([publisher.connect(), subscriber.connect(), promise]);
      } catch (error) {
        if (!isClosed) throw error;
      }
    },
    async publish(text) {
      if (!publisher.isReady) return;
      try {
        await publisher.publish(topic, text);
      } catch (error) {
        if (!isClosed) throw error;
      }
    },
    close() {
      isClosed = true;
      end();
      for (const client of [publisher, subscriber]) {
        // What just connects would stay open.
        client.once("connect", () => client.destroy());
        client.destroy();
      }
    },
    store: {
      async append(channel, html, keep) {
        await reach();
        const key = toKey(channel);
        // Sent together, as they begin in one turn.
        const [id] = await Promise.all([
          publisher.xAdd(key, "*", { html: html.toWellFormed() }, {
            TRIM: { strategy: "MAXLEN", strategyModifier: "=", threshold: keep },
          }),
          publisher.pExpire(key, keepTime),
        ]);
        return `${id}`;
      },
      async read(channel, after = "") {
        await reach();
        // Another id is not of this store.
        const start = /^\d{1,15}-\d{1,15}$/.test(after) ? `(${after}` : "-";
        const entries = await publisher.xRange(toKey(channel), start, "+");
        return (entries ?? []).map(({ id, message }) => ({ id, html: message.html ?? "" }));
      },
    },
  };
}
