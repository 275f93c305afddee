import { freePort } from "../_port.ts";
import { DebianServer } from "../ext/postgres_servers.ts";
import { until } from "../_within.ts";
import { type TempFolder, tempFolder } from "../_temp.ts";

/** A server of a broker that runs as a process of its own and can be ended and started again. */
export interface BrokerServer extends AsyncDisposable {
  /** What an adapter takes. */
  readonly url: string;
  /** Ends it; what is connected is cut off. */
  stop(): Promise<void>;
  /** Ends it at once, as if it had crashed; what is connected is cut off. */
  crash(): Promise<void>;
  /** Starts it at the same address. */
  start(): Promise<void>;
}

/** One whose process can be stopped, so that it takes messages and says nothing. */
export interface ProcessServer extends BrokerServer {
  freeze(): Promise<void>;
}

/** Starts Redis on a free port. With a file of appends it keeps its data when it is ended. */
export async function startRedis({ isDurable = false } = {}): Promise<ProcessServer> {
  const port = freePort(), folder = await tempFolder();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder.path, "--save", ""];
  args.push("--appendonly", isDurable ? "yes" : "no", "--appendfsync", "always");
  return await startProcess("redis-server", args, { port, folder, scheme: "redis" });
}

/** Starts NATS with JetStream on a free port; it keeps its data when it is ended. */
export async function startNats({ hasStreams = true, config = "" } = {}): Promise<ProcessServer> {
  const port = freePort(), folder = await tempFolder(), file = `${folder.path}/config`;
  const streams = hasStreams ? `jetstream { store_dir: "${folder.path}" }` : "";
  await Deno.writeTextFile(file, `listen: "127.0.0.1:${port}"\n${streams}\n${config}`);
  return await startProcess("nats-server", ["-c", file], { port, folder, scheme: "nats" });
}

/** Starts PostgreSQL on a free port, with a cluster of its own. */
export async function startPostgres(): Promise<BrokerServer> {
  const server = await DebianServer.start();
  return {
    url: `${server.address}/postgres`,
    start: () => server.up(),
    stop: () => server.down(),
    crash: () => server.down("immediate"),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

interface Where {
  readonly port: number;
  readonly folder: TempFolder;
  readonly scheme: string;
}

async function startProcess(
  program: string,
  args: string[],
  { port, folder, scheme }: Where,
): Promise<ProcessServer> {
  let process: Deno.ChildProcess;
  const start = async () => {
    isUp = true;
    process = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
    await reach(port);
  };
  let isUp = false;
  const end = async (signal: Deno.Signal) => {
    isUp = false;
    process.kill(signal);
    await process.status;
  };
  await start();
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    start,
    stop: () => end("SIGINT"),
    crash: () => end("SIGKILL"),
    async freeze() {
      process.kill("SIGSTOP");
      const tasks = `/proc/${process.pid}/task`;
      await until(
        30,
        "all threads have stopped",
        () =>
          [...Deno.readDirSync(tasks)].every(({ name }) =>
            /\) T /.test(Deno.readTextFileSync(`${tasks}/${name}/stat`))
          ),
      );
    },
    async [Symbol.asyncDispose]() {
      if (isUp) await end("SIGKILL");
      await folder[Symbol.asyncDispose]();
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
      if (tries === 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
