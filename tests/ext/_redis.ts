import { createClient } from "@redis/client";
import { type ProcessServer, startRedis } from "../live/_brokers.ts";
import { needing } from "../_needs.ts";

/** Declares a test with a Redis of its own, which keeps its data when it is ended. */
export function testRedis(name: string, fn: (server: ProcessServer) => Promise<void>): void {
  Deno.test({
    ...needing(["redis-server"], name),
    async fn() {
      await using server = await startRedis({ isDurable: true });
      await fn(server);
    },
  });
}

/** Connects to Redis, to see and to change what is in it. */
export async function connect(
  url: string,
): Promise<ReturnType<typeof createClient> & AsyncDisposable> {
  const client = createClient({ url });
  await client.connect();
  return Object.assign(client as ReturnType<typeof createClient>, {
    [Symbol.asyncDispose]: () => client.close(),
  });
}
