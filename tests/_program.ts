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
 * Starts `deno <args>` on a free port of 127.0.0.1, and waits for the link that it prints.
 *
 * @example await using todo = await startProgram(["run", "-A", "examples/todo/main.ts"]);
 */
export async function startProgram(
  args: string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Program> {
  const process = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const origin = Promise.withResolvers<string>();
  const listen = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      printed += text;
      const link = printed.match(/http:\/\/[\w.]+:[1-9]\d*(?=\D)/)?.[0];
      if (link) origin.resolve(link.replace("localhost", "127.0.0.1"));
    }
  };
  const ended = Promise.all([listen(process.stdout), listen(process.stderr)]).then(async () => {
    const status = await process.status;
    origin.reject(new Error(`Cannot start ${args.join(" ")}: it ended after printing ${printed}`));
    return status;
  });
  const end = (signal: Deno.Signal = "SIGTERM") => {
    try {
      process.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended by itself
    }
    return ended;
  };
  return {
    origin: await origin.promise,
    printed: () => printed,
    ended,
    end,
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
