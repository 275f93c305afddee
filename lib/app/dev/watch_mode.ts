/** Whether the program runs in development, and the process that restarts it when it changes. */

/** Whether responses may hold what only developers should see. No missing variable means it. */
export function isDevelopment(
  { debug = false, live }: { readonly debug?: boolean; readonly live?: boolean },
): boolean {
  return debug || isLive(live) || isLive(undefined);
}

/** Whether pages reload on changes: when asked for or under `--watch`, never in production. */
export function isLive(asked: boolean | undefined): boolean {
  const isProduction = env("DENO_DEPLOYMENT_ID") !== undefined ||
    [env("DENO_ENV"), env("NODE_ENV")].includes("production");
  return !isProduction && (asked ?? isWatched());
}

/**
 * Runs the program in a process that restarts it when its files change, and shows in the browser
 * why it does not start. Returns at once in that process's child, under `--watch`, where Deno does
 * the work, and when the main module is not a file.
 */
export function runUnderSupervisor(
  port: number,
  hostname: string,
  allowedHosts: readonly string[] = [],
): void {
  if (env("FASTHTML_LIVE") !== undefined || isWatched()) return;
  if (!Deno.mainModule.startsWith("file:")) return;
  const { code } = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", import.meta.resolve("./supervisor.ts"), ...commandLine()],
    env: {
      PORT: `${port}`,
      HOST: hostname,
      FASTHTML_LIVE: Deno.mainModule,
      FASTHTML_LIVE_HOSTS: allowedHosts.join(" "),
    },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).outputSync();
  Deno.exit(code);
}

/** The arguments after `deno`: the same permissions and arguments again. */
function commandLine(): string[] {
  const args = ownArgs();
  return args.length > 0 ? args.slice(1) : ["run", "-A", Deno.mainModule, ...Deno.args];
}

function isWatched(): boolean {
  return ownArgs().some((arg) => /^--watch(-hmr|=|$)/.test(arg));
}

/** This process's arguments, when Linux gives them without a permission prompt; else none. */
function ownArgs(): string[] {
  const path = "/proc/self/cmdline";
  const { state } = Deno.permissions.querySync({ name: "read", path });
  if (Deno.build.os !== "linux" || state !== "granted") return [];
  try {
    return Deno.readTextFileSync(path).split("\0").slice(0, -1);
  } catch (error) {
    // Deno reports plain --allow-read as "granted", but wants --allow-all for this file.
    if (error instanceof Deno.errors.NotCapable) return [];
    throw error;
  }
}

/** A variable of the environment, where the program may read it; asks for no permission. */
export function env(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}
