/** Whether this is development, and the process that starts a program again when it changes. */

/** Whether pages follow changes: where asked for, or under `--watch`; in production never. */
export function isLive(asked: boolean | undefined): boolean {
  const isProduction = env("DENO_DEPLOYMENT_ID") !== undefined ||
    [env("DENO_ENV"), env("NODE_ENV")].includes("production");
  return !isProduction && (asked ?? isWatched());
}

/**
 * Hands over to a process that starts the program again when its files change, and shows in the
 * browser why it does not start. Returns in that process's child, under `--watch`, where Deno does
 * the work, and where the main module is not a file that could change.
 */
export function handOver(port: number, hostname: string): void {
  if (env("FASTHTML_LIVE") !== undefined || isWatched()) return;
  if (!Deno.mainModule.startsWith("file:")) return;
  const { code } = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.resolve("./supervisor.ts"), ...commandLine()],
    env: { PORT: `${port}`, HOST: hostname, FASTHTML_LIVE: Deno.mainModule },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).outputSync();
  Deno.exit(code);
}

/** What comes after `deno`: the same permissions and arguments again. */
function commandLine(): string[] {
  const args = ownArgs();
  return args.length > 0 ? args.slice(1) : ["run", "-A", Deno.mainModule, ...Deno.args];
}

function isWatched(): boolean {
  return ownArgs().some((arg) => /^--watch(-hmr|=|$)/.test(arg));
}

/** This process's arguments, where Linux tells them without asking anybody; else none. */
function ownArgs(): string[] {
  const path = "/proc/self/cmdline";
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (Deno.build.os !== "linux" || state !== "granted") return [];
  try {
    return Deno.readTextFileSync(path).split("\0").slice(0, -1);
  } catch (error) {
    // Deno says "granted" to plain --allow-read, and yet wants --allow-all for this file.
    if (error instanceof Deno.errors.NotCapable) return [];
    throw error;
  }
}

function env(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
