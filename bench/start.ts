/** Servers of a bench, each in its own process. */

import { fileURLToPath } from "node:url";

/** A running server. */
export interface Server {
  name: string;
  origin: string;
  process: Deno.ChildProcess;
}

/** Starts a program of `servers/`, and waits until it prints its URL. */
export async function start(name: string, file: string, args: string[] = []): Promise<Server> {
  const program = fileURLToPath(new URL(`servers/${file}`, import.meta.url));
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--v8-flags=--expose-gc", program, ...args],
    stdout: "piped",
  }).spawn();
  let printed = "";
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    printed += text;
    const origin = printed.match(/http:\/\/[\d.]+:\d+/)?.[0];
    if (origin) return { name, origin, process };
  }
  throw new Error(
    `Cannot start ${program}: it printed ${JSON.stringify(printed)}, expected its URL`,
  );
}
