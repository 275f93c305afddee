/** A server of a broker that runs as a process of its own and can be ended and started again. */
export interface BrokerServer extends AsyncDisposable {
  /** What an adapter takes. */
  readonly url: string;
  /** Ends it; what is connected is cut off. */
  stop(): Promise<void>;
  /** Starts it at the same address. */
  start(): Promise<void>;
}

/** Starts Debian's Redis on a free port. */
export async function startRedis(): Promise<BrokerServer> {
  const port = freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  return await startServer(`redis://127.0.0.1:${port}`, port, "redis-server", args);
}

/** Starts Debian's PostgreSQL on a free port, with a cluster of its own. */
export async function startPostgres(): Promise<BrokerServer> {
  const port = freePort();
  const bin = [...Deno.readDirSync("/usr/lib/postgresql")][0]!.name;
  const folder = await Deno.makeTempDir({ dir: "/tmp" });
  const asUser = Deno.uid() === 0
    ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    : [];
  if (asUser.length > 0) await output("chown", ["postgres", folder]);
  const run = (tool: string, args: string[]): [string, string[]] => {
    const all = [...asUser, `/usr/lib/postgresql/${bin}/bin/${tool}`, ...args];
    return [all[0]!, all.slice(1)];
  };
  await output(...run("initdb", ["-D", folder, "-A", "trust", "-U", "postgres", "--no-sync"]));
  const args = ["-D", folder, "-p", `${port}`, "-h", "127.0.0.1", "-k", folder, "-F"];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return await startServer(url, port, ...run("postgres", args), folder);
}

async function startServer(
  url: string,
  port: number,
  program: string,
  args: string[],
  folder?: string,
): Promise<BrokerServer> {
  let process: Deno.ChildProcess;
  const start = async () => {
    process = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
    await reach(port);
  };
  const stop = async () => {
    process.kill("SIGINT"); // PostgreSQL's fast way; Redis ends by it too
    await process.status;
  };
  await start();
  return {
    url,
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      if (folder) await Deno.remove(folder, { recursive: true });
    },
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

async function output(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(`Cannot run ${program}: ${new TextDecoder().decode(stderr)}`);
}
