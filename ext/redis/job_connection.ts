/** The connection to Redis that jobs have, and BullMQ's queues over it. */
import { ErrorReply } from "@redis/client";
import { QueueKeys, RedisConnection, RedisQueueBackend, type WorkerOptions } from "bullmq";
import { ConnectionError, DataError } from "../../lib/data/mod.ts";
import {
  destroy,
  giveUp,
  type RedisClient,
  SILENCE,
  toConnector,
  toReach,
  withPatience,
} from "./connection.ts";

/** An open connection. */
export interface Line {
  readonly client: RedisClient;
  readonly bull: RedisConnection;
  readonly queues: Map<string, RedisQueueBackend>;
}

/** How often BullMQ gives a job back whose worker has ended: our own count of tries ends that. */
const NO_LIMIT = 2 ** 31;

/** The connection of one application, which is opened at first use, and again after `close()`. */
export class JobConnection {
  readonly prefix: string;
  readonly #where: string;
  readonly #connect: () => RedisClient;
  #opening: Opening | undefined;
  #subscriber: Part | undefined;
  #closed = new AbortController();

  constructor(url: string, prefix: string) {
    this.prefix = prefix;
    this.#where = toWhere(url);
    this.#connect = toConnector(url, { silence: SILENCE });
  }

  /** Aborted when this is closed. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Runs commands. Rejects with a DataError if Redis can't be reached, or has rejected one. */
  async run<T>(commands: (line: Line) => Promise<T>): Promise<T> {
    const opening = this.#opening ??= this.#start();
    try {
      return await withPatience(
        async () => commands(await toLine(opening)),
        () => this.#drop(opening),
      );
    } catch (error) {
      throw toDataError(error, this.#where);
    }
  }

  /** The queue of a kind of jobs, in which they are held for the length of a lease. */
  queue({ bull, client, queues }: Line, name: string, lease = 0): RedisQueueBackend {
    const id = `${lease} ${name}`;
    const known = queues.get(id);
    if (known) return known;
    const options: WorkerOptions = {
      connection: client,
      prefix: this.prefix,
      lockDuration: lease,
      // A job comes back at the second check after its lease is over, or at the first.
      stalledInterval: Math.max(Math.floor(lease / 2), 1),
      maxStalledCount: NO_LIMIT,
    };
    const keys = new QueueKeys(this.prefix), safe = name.replaceAll(/[%:]/g, encodeURIComponent);
    const queue = new RedisQueueBackend(
      bull,
      safe,
      keys.getKeys(safe),
      (type) => keys.toKey(safe, type),
      options,
      undefined,
      false, // It shares the connection.
    );
    queues.set(id, queue);
    return queue;
  }

  /** Calls a function for each message of a channel, and when some may have been missed. */
  async subscribe(channel: string, told: () => void, signal: AbortSignal): Promise<void> {
    const end = AbortSignal.any([signal, this.closed]);
    if (end.aborted) return;
    const { client, reach } = this.#subscribing();
    const ended = Promise.withResolvers<void>();
    end.addEventListener("abort", () => ended.resolve());
    try {
      await Promise.race([reach(), ended.promise]);
      if (end.aborted) return;
      // After a loss the client subscribes by itself, before it is ready.
      await client.subscribe(channel, told);
      client.on("ready", told);
      await ended.promise;
      client.off("ready", told);
      if (client.isReady) await client.unsubscribe(channel, told);
    } catch (error) {
      if (!end.aborted) throw toDataError(error, this.#where);
    }
  }

  /** Closes what is open. */
  close(): void {
    this.#closed.abort();
    this.#closed = new AbortController();
    for (const part of [this.#opening, this.#subscriber]) if (part) destroy(part.client, part.end);
    this.#opening = this.#subscriber = undefined;
  }

  #drop(opening: Opening): void {
    if (this.#opening !== opening) return; // Another call has done so.
    this.#opening = undefined;
    giveUp(opening.client, opening.end);
  }

  #start(): Opening {
    const client = this.#connect();
    const opening: Opening = { client, bull: undefined, queues: new Map(), ...toReach(client) };
    // Its failure is an event of "error", and it is tried again.
    client.connect().catch(() => {});
    return opening;
  }

  #subscribing(): Part {
    if (!this.#subscriber) {
      const client = this.#connect();
      this.#subscriber = { client, ...toReach(client) };
      client.connect().catch(() => {});
    }
    return this.#subscriber;
  }
}

/** A connection that is there, or is tried again and again. */
interface Part {
  readonly client: RedisClient;
  readonly reach: () => Promise<void>;
  readonly end: () => void;
}

interface Opening extends Part {
  /** BullMQ's part, once it has loaded its scripts. */
  bull: Promise<RedisConnection> | undefined;
  readonly queues: Line["queues"];
}

async function toLine(opening: Opening): Promise<Line> {
  const { client, queues } = opening;
  await opening.reach();
  opening.bull ??= toBull(client);
  try {
    return { client, queues, bull: await opening.bull };
  } catch (error) {
    opening.bull = undefined; // The connection was lost meanwhile: the next call tries again.
    throw error;
  }
}

async function toBull(client: RedisClient): Promise<RedisConnection> {
  const bull = new RedisConnection(client, {
    shared: true,
    blocking: false,
    skipWaitingForReady: true,
  });
  bull.on("error", () => {}); // The client tells of it.
  await bull.client;
  return bull;
}

function toDataError(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof DataError || error instanceof TypeError) {
    return error;
  }
  // A code of BullMQ, which the caller knows.
  if (typeof (error as { code?: unknown }).code === "number") return error;
  return error instanceof ErrorReply
    ? new DataError(`Cannot keep jobs in Redis at ${where}: ${error.message}`, { cause: error })
    : new ConnectionError(
      `Cannot reach Redis at ${where}: the connection is lost, expected an open one`,
      { cause: error },
    );
}

/** The host and port, without a password. */
function toWhere(url: string): string {
  const { protocol, host = "" } = URL.parse(url) ?? {};
  if (host && /^rediss?:$/.test(protocol!)) return host;
  throw new TypeError(
    'Cannot keep jobs: found no URL of Redis, expected one such as "redis://localhost:6379"',
  );
}
