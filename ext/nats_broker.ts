/**
 * Channels over NATS: `fastApp({ broker: natsBroker("nats://localhost:4222") })`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { Broker } from "../mod.ts";
import type { NatsConnection, NodeConnectionOptions } from "@nats-io/transport-node";
import { setTimeout as delay } from "node:timers/promises";
import { toKeepTime } from "./keep_days.ts";
import { connect } from "./nats/connect.ts";
import { KeptMessages } from "./nats/kept_messages.ts";
import { toPayload } from "./nats/payload.ts";

/** Options of {@linkcode natsBroker}. */
export interface NatsOptions {
  /** The subject, if several applications share a server. Default: `fasthtml`. */
  topic?: string;
  /** How many days messages of channels with `keep` are kept. Default: 30. */
  keepDays?: number;
}

const checkOptions = makeOptionCheck<NatsOptions>("make a broker", { topic: true, keepDays: true });

/** Milliseconds between two attempts to connect, at most: what is sent meanwhile is not heard. */
const MAX_PAUSE = 1000;

/**
 * Connects channels of several machines through a subject of NATS, and keeps messages of channels
 * with `keep` in a stream of JetStream. Several servers of a cluster are separated by commas. A
 * lost connection is logged once and opened again. Until then, messages reach only the members at
 * this process, and channels with `keep` take none. Who can publish to the subject can send HTML
 * with scripts to all clients.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { natsBroker } from "@fasthtml/fasthtml/ext/nats-broker";
 *
 * const { app } = fastApp({ broker: natsBroker("nats://localhost:4222") });
 * const news = app.channel("news"); // reaches the clients of all processes
 * ```
 */
export function natsBroker(
  url: string,
  given: NatsOptions = {},
): Broker {
  checkOptions(given);
  const { topic = "fasthtml", keepDays = 30 } = given;
  if (!/^[a-z\d][\w-]*(\.[a-z\d][\w-]*)*$/i.test(topic) || topic.length > 100) {
    throw new TypeError(
      `Cannot make a broker: topic ${JSON.stringify(topic)}, expected at most 100 letters and ` +
        'digits, with "." between, or "_" and "-" after the first',
    );
  }
  const options = toOptions(url), keepTime = toKeepTime(keepDays);
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know that other processes get no messages
    console.error(`NATS: ${text}`);
  };
  const closing = new AbortController();
  // The first message of a program waits for the connection; those after a loss don't.
  const tried = Promise.withResolvers<void>();
  let connection: NatsConnection | undefined, isLost = false;
  const lose = (error: unknown) => {
    connection = undefined;
    tried.resolve();
    if (!isLost && !closing.signal.aborted) log(`the connection is lost: ${toReason(error)}`);
    isLost = true;
  };
  const reach = async () => {
    if (!connection) await tried.promise;
    if (connection) return connection;
    throw new Error("Cannot reach NATS: the connection is lost, expected an open one");
  };
  /** Ends those who wait for the server, which the client would not. */
  const waiting = new Set<(error: Error) => void>();
  /** Connects, and returns when the connection is lost. */
  const listen = async (receive: (text: string) => void, ready: () => void) => {
    const opened = await connect(options), closed = opened.closed();
    const close = () => void opened.close();
    closing.signal.addEventListener("abort", close);
    if (closing.signal.aborted) close();
    opened.subscribe(topic, {
      callback: (error, message) => error ? log(toReason(error)) : receive(message.string()),
    });
    if (await Promise.race([opened.flush().then(() => true), closed.then(() => false)])) {
      connection = opened;
      tried.resolve();
      ready();
    }
    const error = await closed;
    closing.signal.removeEventListener("abort", close);
    const lost = new Error("Cannot reach NATS: the connection is lost, expected an open one");
    for (const end of waiting) end(lost);
    throw error ??
      new Error(
        "Cannot reach NATS: it has closed the connection or says nothing, expected a reply",
      );
  };
  return {
    store: new KeptMessages(reach, { topic, keepTime, log }),
    async subscribe(receive, missed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      let tries = 0;
      const ready = () => {
        tries = 0;
        resolve();
        if (!isLost) return;
        isLost = false;
        log("connected again");
        missed?.();
      };
      const { signal } = closing;
      void (async () => {
        while (!signal.aborted) {
          await listen(receive, ready).catch(lose);
          const pause = Math.min(100 * 2 ** tries++, MAX_PAUSE);
          await delay(pause, undefined, { signal }).catch(() => {}); // Closed.
        }
        resolve();
      })();
      await promise;
    },
    async publish(text) {
      // A message that could not be sent is out of date later.
      if (!connection) return;
      connection.publish(topic, toPayload(text, connection));
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const end = (error: Error) => closing.signal.aborted ? resolve() : reject(error);
      waiting.add(end);
      connection.flush().then(resolve, end);
      await promise.finally(() => waiting.delete(end));
    },
    async close() {
      const opened = connection;
      closing.abort();
      await opened?.closed();
    },
  };
}

/** What the client takes, which reads neither users nor TLS from a URL. */
function toOptions(url: string): NodeConnectionOptions {
  const urls = url.split(",").map((each) => {
    const parsed = URL.parse(each.includes("://") ? each : `nats://${each}`);
    if (parsed && /^(nats|tls):$/.test(parsed.protocol) && parsed.hostname) return parsed;
    throw new TypeError(
      "Cannot make a broker: this is no URL of NATS, expected nats://user:password@host:4222",
    );
  });
  const [{ protocol, username, password }] = urls as [URL];
  const user = decodeURIComponent(username);
  return {
    servers: urls.map(({ host }) => host),
    ...(password ? { user, pass: decodeURIComponent(password) } : user ? { token: user } : {}),
    ...(protocol === "tls:" && { tls: {} }),
    // Its own way back would send what gathered meanwhile.
    reconnect: false,
    noEcho: true,
    timeout: 5000,
    // What does not reply to two pings in a row is lost: after 7.5 s.
    pingInterval: 2500,
    maxPingOut: 2,
  };
}

function toReason(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
