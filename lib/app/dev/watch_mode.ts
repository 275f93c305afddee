/** Whether the program runs in development, and the process that restarts it when it changes. */
import { readCommandLine, toInfoArgs, toRunArgs } from "./command_line.ts";
import type { Place, Setup } from "./types.ts";

/** Whether responses may hold what only developers should see. No missing variable means it. */
export function isDevelopment(
  { debug = false, live }: { readonly debug?: boolean; readonly live?: Live },
): boolean {
  return debug || isLive(live) || isLive(undefined);
}

/** Whether pages reload on changes: when asked for or under `--watch`, never in production. */
export function isLive(asked: Live): boolean {
  const isProduction = Deno.build.standalone || env("DENO_DEPLOYMENT_ID") !== undefined ||
    [env("DENO_ENV"), env("NODE_ENV")].includes("production");
  return !isProduction && (asked === undefined ? isWatched() : asked !== false);
}

/** The option `live`. */
type Live = boolean | object | undefined;

/**
 * Runs the program in a process that is started again when its files change, and shows in the browser
 * why it does not start. Returns at once in that process, under `--watch`, where Deno does the work,
 * under a debugger, which would lose the program, and where the main module is not a file.
 */
export function runUnderSupervisor(
  { findPort, ...place }: Omit<Place, "port"> & { findPort(): number },
): void {
  const line = readCommandLine();
  const isDebugged = line.own.some((arg) => arg.startsWith("--inspect"));
  if (env("FASTHTML_LIVE") !== undefined || isWatched() || isDebugged) return;
  if (!Deno.mainModule.startsWith("file:")) return;
  if (!mayRunAgain()) {
    // deno-lint-ignore no-console -- the developer waits for a program that is started again
    console.warn(
      "Cannot start the program again: no permission to run deno, expected -A or --watch",
    );
    return;
  }
  const lock = new Int32Array(new SharedArrayBuffer(8));
  const setup: Setup = {
    ...place,
    port: findPort(),
    main: Deno.mainModule,
    args: [...toRunArgs(line), ...Deno.args],
    infoArgs: toInfoArgs(line),
    lock,
  };
  new Worker(import.meta.resolve("./supervisor.ts"), { type: "module" }).postMessage(setup);
  // The rest of the program is for its own process: nothing of it may run in this one.
  if (Atomics.wait(lock, 0, 0, START) === "timed-out") {
    throw new Error(
      `Cannot run live: no word of the supervisor in ${START} ms, expected its start`,
    );
  }
  Atomics.wait(lock, 0, 1);
  Deno.exit(lock[1]);
}

/** Milliseconds in which the supervisor has begun, on the busiest machine. */
const START = 60_000;

/** Whether this process may look at files anywhere and start the program again. */
function mayRunAgain(): boolean {
  const needed = [{ name: "run", command: Deno.execPath() }, { name: "read" }] as const;
  return needed.every((permission) => Deno.permissions.querySync(permission).state === "granted");
}

function isWatched(): boolean {
  return readCommandLine().own.some((arg) => /^--watch(-hmr|=|$)/.test(arg));
}

/** A variable of the environment, where the program may read it; asks for no permission. */
export function env(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
