/**
 * Channels over Redis: `fastApp({ broker: redisBroker("redis://localhost:6379") })`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { Broker } from "../mod.ts";
import { toKeepTime } from "./keep_days.ts";
import { destroy, Line, type RedisClient, SILENCE, toConnector } from "./redis/connection.ts";

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
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { redisBroker } from "@fasthtml/fasthtml/ext/redis-broker";
 *
 * const { app } = fastApp({ broker: redisBroker("redis://localhost:6379") });
 * const news = app.channel("news"); // reaches the clients of all processes
 * ```
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
  const connect = toConnector(url, { silence: SILENCE });
  const publisher = new Line(connect), subscriber = connect();
  const closed = Promise.withResolvers<void>();
  let isClosed = false;
  const use = async <T>(commands: (client: RedisClient) => Promise<T>): Promise<T> => {
    if (!isClosed) return await publisher.use(commands);
    throw new Error("Cannot reach Redis: the broker is closed, expected an open one");
  };
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
      const opened = Promise.all([publisher.open(), subscriber.connect(), promise]);
      try {
        await Promise.race([opened, closed.promise]);
      } catch (error) {
        if (!isClosed) throw error;
      }
    },
    async publish(text) {
      if (!publisher.isReady) return;
      try {
        await use((client) => client.publish(topic, text));
      } catch (error) {
        if (!isClosed) throw error;
      }
    },
    close() {
      isClosed = true;
      publisher.close();
      destroy(subscriber, closed.resolve);
    },
    store: {
      async append(channel, html, keep) {
        const key = toKey(channel);
        return await use(async (client) => {
          // Sent together, as they begin in one turn.
          const [id] = await Promise.all([
            client.xAdd(key, "*", { html: html.toWellFormed() }, {
              TRIM: { strategy: "MAXLEN", strategyModifier: "=", threshold: keep },
            }),
            client.pExpire(key, keepTime),
          ]);
          return `${id}`;
        });
      },
      async read(channel, after = "") {
        // Another id is not of this store.
        const start = /^\d{1,15}-\d{1,15}$/.test(after) ? `(${after}` : "-";
        const entries = await use((client) => client.xRange(toKey(channel), start, "+"));
        return (entries ?? []).map(({ id, message }) => ({ id, html: message.html ?? "" }));
      },
    },
  };
}
