/** Connections to Redis that come back after a loss, which is logged once. */
import { createClient } from "@redis/client";

/** A connection. */
export type RedisClient = ReturnType<typeof createClient>;

/** What connections differ in. */
export interface ConnectionOptions {
  /** Milliseconds after which a connection that says nothing is lost. Default: none. */
  silence?: number;
}

/** Makes a function that makes the connections of one program part, of which a loss is logged once. */
export function toConnector(
  url: string,
  { silence }: ConnectionOptions = {},
): () => RedisClient {
  let isLost = false;
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know why other processes get nothing
    console.error(`Redis: ${text}`);
  };
  return () => {
    const client = createClient({
      url,
      // A message that could not be sent is out of date later.
      disableOfflineQueue: true,
      socket: {
        reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 1000),
        ...silence !== undefined && { socketTimeout: silence },
      },
      // Often, so that a process that was busy itself for some seconds takes no connection for lost.
      ...silence !== undefined && { pingInterval: silence / 5 },
    });
    client.on("error", (error) => {
      if (!isLost) log(`the connection is lost: ${error.message || error.code}`);
      isLost = true;
    });
    client.on("ready", () => {
      if (isLost) log("connected again");
      isLost = false;
    });
    return client as RedisClient;
  };
}

/** Milliseconds after which a server that says nothing is away. */
export const SILENCE = 5000;

/**
 * Runs commands, and calls `drop` for the connection that does not reply to them: the socket's own
 * time does not end while more is written to it.
 */
export async function withPatience<T>(commands: () => Promise<T>, drop: () => void): Promise<T> {
  // Twice, as a process that was busy itself has not read what has come.
  let timer = setTimeout(() => timer = setTimeout(drop, SILENCE / 5), SILENCE);
  try {
    return await commands();
  } finally {
    clearTimeout(timer);
  }
}

/** Ends a connection, also one that is only about to be there. */
export function destroy(client: RedisClient, end: () => void): void {
  // A ping that waits would tell of the end as of a loss.
  client.removeAllListeners("error");
  client.on("error", () => {});
  end();
  // What just connects would stay open.
  client.once("connect", () => client.destroy());
  if (client.isOpen) client.destroy();
}

/** Ends a connection that does not reply, which is logged as a loss. */
export function giveUp(client: RedisClient, end: () => void): void {
  client.emit("error", new Error("Cannot reach Redis: it says nothing, expected a reply"));
  destroy(client, end);
}

/**
 * Makes a function that waits for the first connection, or for its failure, and throws where there
 * is none: what follows a loss does not wait.
 */
export function toReach(client: RedisClient): { reach: () => Promise<void>; end: () => void } {
  const tried = Promise.withResolvers<void>();
  client.once("ready", tried.resolve);
  client.once("error", () => tried.resolve());
  const reach = async () => {
    if (!client.isReady) await tried.promise;
    if (client.isReady) return;
    throw toLost();
  };
  return { reach, end: tried.resolve };
}

function toLost(cause?: Error): Error {
  return new Error("Cannot reach Redis: the connection is lost, expected an open one", { cause });
}

/**
 * One connection for commands, which is opened at first use, and again after `close()`. One that
 * does not reply to commands is replaced by another.
 */
export class Line {
  readonly #connect: () => RedisClient;
  readonly #first = Promise.withResolvers<void>();
  #opening: Opening | undefined;

  constructor(connect: () => RedisClient) {
    this.#connect = connect;
  }

  /** Whether there is a connection. */
  get isReady(): boolean {
    return this.#opening?.client.isReady ?? false;
  }

  /** Opens the connection. Ends when there has been one, for which it is tried again and again. */
  open(): Promise<void> {
    this.#opening ??= this.#start();
    return this.#first.promise;
  }

  /** Runs commands. Rejects where there is no connection, or one that does not reply. */
  async use<T>(commands: (client: RedisClient) => Promise<T>): Promise<T> {
    const opening = this.#opening ??= this.#start();
    const run = async () => {
      await opening.reach();
      return await commands(opening.client);
    };
    const replace = () => {
      if (this.#opening !== opening) return; // Closed, or another call has done so.
      giveUp(opening.client, opening.end);
      this.#opening = this.#start();
    };
    try {
      return await withPatience(run, replace);
    } catch (error) {
      if (error instanceof Error && !opening.client.isReady) throw toLost(error);
      throw error;
    }
  }

  /** Closes what is open. */
  close(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    if (opening) destroy(opening.client, opening.end);
  }

  #start(): Opening {
    const client = this.#connect();
    client.once("ready", this.#first.resolve);
    const opening = { client, ...toReach(client) };
    // Its failure is an event of "error", and it is tried again.
    client.connect().catch(() => {});
    return opening;
  }
}

interface Opening extends ReturnType<typeof toReach> {
  readonly client: RedisClient;
}
