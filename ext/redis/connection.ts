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
      ...silence !== undefined && { pingInterval: silence / 2 },
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
  end();
  // What just connects would stay open.
  client.once("connect", () => client.destroy());
  if (client.isOpen) client.destroy();
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
    throw new Error("Cannot reach Redis: the connection is lost, expected an open one");
  };
  return { reach, end: tried.resolve };
}
