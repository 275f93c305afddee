import { within } from "./_within.ts";

/** A program that runs as a process of its own, until it is disposed of. */
export interface Program extends AsyncDisposable {
  /** The link that it printed, such as `http://127.0.0.1:41234`. */
  origin: string;
  /** All that it has printed so far. */
  printed(): string;
  /** How it ended, once it has. */
  readonly ended: Promise<Deno.CommandStatus>;
  /** Asks it to end, and waits until it has. */
  end(signal?: Deno.Signal): Promise<Deno.CommandStatus>;
}

/**
 * Starts `deno <args>`, or another command, on a free port of 127.0.0.1, and waits for the link that
 * it prints. It logs no requests, so that what it prints is the program's own.
 *
 * @example await using todo = await startProgram(["run", "-A", "examples/todo/main.ts"]);
 */
export async function startProgram(
  args: string[],
  { env = {}, cwd, command = Deno.execPath() }: {
    env?: Record<string, string>;
    cwd?: string;
    command?: string;
  } = {},
): Promise<Program> {
  // One pipe for both: what comes through two is in the order in which the test happens to read.
  const process = new Deno.Command("/bin/sh", {
    args: ["-c", 'exec "$0" "$@" 2>&1', command, ...args],
    cwd,
    env: { HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1", FASTHTML_LOG: "off", ...env },
    stdout: "piped",
  }).spawn();
  let printed = "";
  const origin = Promise.withResolvers<string>();
  const listen = async () => {
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      printed += text;
      const link = printed.match(/http:\/\/[\w.]+:[1-9]\d*(?=\D)/)?.[0];
      if (link) origin.resolve(link.replace("localhost", "127.0.0.1"));
    }
    const status = await process.status;
    origin.reject(new Error("it ended"));
    return status;
  };
  const ended = listen();
  const end = (signal: Deno.Signal = "SIGTERM") => {
    try {
      process.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended by itself
    }
    return ended;
  };
  const start = async () => {
    try {
      return await within(START, "its link", origin.promise);
    } catch (error) {
      await within(END, "its end", end("SIGKILL"));
      throw new Error(`Cannot start ${args.join(" ")}: ${error}, after printing ${printed}`);
    }
  };
  return {
    origin: await start(),
    printed: () => printed,
    ended,
    end,
    async [Symbol.asyncDispose]() {
      await within(END, `the end of ${args.join(" ")}`, end("SIGKILL"));
    },
  };
}

/** Seconds until a program that prints no link fails the test: it may check its types before. */
const START = 300;

/** Seconds until one that was killed does, whose own children may hold what it prints into. */
const END = 60;
