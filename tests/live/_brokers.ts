import { DebianServer } from "../ext/postgres_servers.ts";

/** A server of a broker that runs as a process of its own and can be ended and started again. */
export interface BrokerServer extends AsyncDisposable {
  /** What an adapter takes. */
  readonly url: string;
  /** Ends it; what is connected is cut off. */
  stop(): Promise<void>;
  /** Starts it at the same address. */
  start(): Promise<void>;
}

/** Starts Redis on a free port. */
export async function startRedis(): Promise<BrokerServer> {
  const port = freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  let process: Deno.ChildProcess;
  const start = async () => {
    const command = new Deno.Command("redis-server", { args, stdout: "null", stderr: "null" });
    process = command.spawn();
    await reach(port);
  };
  const stop = async () => {
    process.kill("SIGINT");
    await process.status;
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, start, stop, [Symbol.asyncDispose]: stop };
}

/** Starts PostgreSQL on a free port, with a cluster of its own. */
export async function startPostgres(): Promise<BrokerServer> {
  const server = await DebianServer.start();
  return {
    url: `${server.address}/postgres`,
    start: () => server.up(),
    stop: () => server.down(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Waits until something listens. */
async function reach(port: number): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
