/** Programs beside the attacked one, and what they print. */
import { match } from "node:assert";
import type { Program } from "../../_program.ts";

/** A process: what it printed, and how it is ended. */
export type Process = Pick<Program, "printed" | "end" | "ended">;

/** Starts `deno <args>`; unlike `startProgram()` it waits for nothing that the program prints. */
export function spawn(
  args: string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Process {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    env: { HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) printed += text;
  };
  const ended = Promise.all([child.status, read(child.stdout), read(child.stderr)])
    .then(([status]) => status);
  return {
    printed: () => printed,
    ended,
    end(signal = "SIGTERM") {
      try {
        child.kill(signal);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // it has ended by itself
      }
      return ended;
    },
  };
}

/** Waits until a process has printed something. */
export async function untilPrinted(process: Process, pattern: RegExp): Promise<void> {
  let isOver = false;
  const patience = setTimeout(() => isOver = true, PATIENCE);
  process.ended.then(() => isOver = true);
  while (!pattern.test(process.printed()) && !isOver) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  clearTimeout(patience);
  match(process.printed(), pattern);
}

/** Waits until a process ends: its code. */
export async function untilEnded(process: Process): Promise<number> {
  const { promise, reject } = Promise.withResolvers<never>();
  const patience = setTimeout(() => reject(new Error("it does not end")), PATIENCE);
  const { code } = await Promise.race([process.ended, promise]);
  clearTimeout(patience);
  return code;
}

/**
 * More than the 10 seconds that a program has by default to finish what it began, and than one needs
 * to start beside many others: where all processors were taken, one had printed nothing for 30.
 */
const PATIENCE = 120_000;
