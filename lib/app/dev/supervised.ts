/** Development: what a program tells the supervisor that has started it, and hears from it. */
import type nodeProcess from "node:process";
import { toFilePath } from "../../file_path.ts";
import type { News } from "./types.ts";
import { env } from "./watch_mode.ts";

/** Node's process, which every start would load if this module imported it. */
const program = globalThis as unknown as { readonly process: typeof nodeProcess };

/** Whether a supervisor has started this process. */
export function isSupervised(): boolean {
  return env("FASTHTML_LIVE") !== undefined && program.process.connected === true;
}

/** Tells the supervisor what the program is made of, beside what its modules import by name. */
export function tellSources(watch: readonly string[]): void {
  if (!isSupervised()) return;
  const { process } = program, { resolve } = process.getBuiltinModule("node:path");
  const folder = toFilePath(new URL(".", Deno.mainModule));
  for (const path of watch) tell({ watch: resolve(folder, path) });
  process.getBuiltinModule("node:module").registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      tell({ imported: found.url });
      return found;
    },
  });
  if (process.listeners("disconnect").includes(leave)) return;
  process.on("disconnect", leave);
  listen();
}

/** Tells the supervisor that requests are answered; `end` is called when it asks, or is gone. */
export function obeySupervisor(port: number, end: () => void): void {
  if (!isSupervised()) return;
  const { process } = program;
  process.off("disconnect", leave);
  process.on("disconnect", end);
  process.on("message", end);
  listen();
  tell({ serving: port });
}

function tell(news: News): void {
  const { process } = program;
  if (process.connected) process.send!(news);
}

/** The supervisor is gone before the program has begun to serve. */
function leave(): void {
  Deno.exit(1);
}

/** Hears the supervisor, and notices its death, but lets a program end that has no more to do. */
function listen(): void {
  const { process } = program;
  process.channel!.unref();
  // Deno is silent about a supervisor that was killed before it had read all that it was sent.
  const beat = () =>
    process.send!({}, (error: unknown) => {
      if (error && process.connected) process.disconnect!();
    });
  Deno.unrefTimer(setInterval(() => process.connected && beat(), BEAT));
}

/** Milliseconds. */
const BEAT = 300;
