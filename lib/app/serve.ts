/** `serve()`: runs the application on a port until the process is told to end. */
import type { FastHTML } from "./app.ts";
import { currentRequest } from "../data/xtra.ts";
import { isAbsolutePath, toFileUrl } from "../file_path.ts";
import { SHOW, showSource } from "../http/errors.ts";
import { FILES } from "../browser/place_assets.ts";
import { logError } from "../http/log.ts";
import { isSupervised, obeySupervisor } from "./dev/supervised.ts";
import { runUnderSupervisor } from "./dev/watch_mode.ts";
import { end, endsItself, fail } from "./end.ts";
import { HEALTH } from "./health.ts";
import { LOG } from "./log/request_log.ts";
import { RequestSource } from "./request_source.ts";
import { checkOptions, flag, oneOf, rule, type RulesOf, text } from "./option_rules.ts";

/** Options of {@linkcode serve}. */
export interface ServeOptions {
  /** The port. 0 picks a free one. Default: `PORT` from the environment, or 5001. */
  port?: number;
  /**
   * The IP address or host name. Default: `HOST`, or 0.0.0.0 when `PORT` is set and the program is
   * not `live`, or 127.0.0.1.
   */
  host?: string;
  /** Seconds that requests, WebSockets and background tasks get to finish. Default: 10. */
  grace?: number;
  /**
   * Seconds after a signal in which requests are still handled. Meanwhile the health check returns
   * `draining`, so that a load balancer uses another server before the port closes. Default: 0.
   */
  drain?: number;
  /** Whether responses are compressed for clients that accept it. Default: true. */
  compress?: boolean;
  /**
   * What follows an error that no code catches, such as of a timer or of a promise without `await`,
   * once the program has started. It is logged in either case. With "exit" it ends the process as a
   * signal does, with code 1. Default: "continue".
   */
  onUncaught?: "continue" | "exit";
  /** The certificate chain in PEM form, for https, together with `key`. */
  cert?: string;
  /** The certificate's private key in PEM form. */
  key?: string;
}

const portNumber = rule(
  "a number from 0 to 65535",
  (value) => Number.isInteger(value) && 0 <= Number(value) && Number(value) <= 65535,
);

/** A timer with more seconds would fire at once: it counts milliseconds in 31 bits. */
const MOST_SECONDS = 2_147_483;

const seconds = rule(
  `seconds from 0 to ${MOST_SECONDS}`,
  (value) => typeof value === "number" && 0 <= value && value <= MOST_SECONDS,
);

const RULES: RulesOf<ServeOptions> = {
  port: portNumber,
  host: text,
  grace: seconds,
  drain: seconds,
  compress: flag,
  onUncaught: oneOf("continue", "exit"),
  cert: text,
  key: text,
};

/** The end of the main module: until then, an error that no code catches ends the process. */
const loaded = new Promise((resolve) =>
  // Node.js has no such event, and may import this.
  globalThis.addEventListener?.("load", resolve, { once: true })
);

/**
 * Serves an application when the calling module is the program's main module. It does nothing
 * elsewhere, such as when a test imports it.
 *
 * Prints the link. On SIGINT and SIGTERM it accepts no new requests, finishes those under way, and
 * exits. FastHTML: `serve`.
 *
 * @example
 * ```ts
 * import { fastApp, P, serve } from "@fasthtml/fasthtml";
 *
 * export const { app, rt } = fastApp();
 *
 * rt("/", () => P("Hello"));
 *
 * serve(app, { port: 8000, host: "0.0.0.0" });
 * ```
 */
export function serve(app: FastHTML, options: ServeOptions = {}): void {
  checkOptions("serve", options, RULES);
  const { grace, drain = 0, compress = true, onUncaught = "continue", cert, key } = options;
  if ((cert === undefined) !== (key === undefined)) {
    throw new TypeError(
      `Cannot serve: no ${cert === undefined ? "cert" : "key"}, expected both or none`,
    );
  }
  if (!isCalledByMain()) return;
  const fromEnv = Deno.env.get("PORT");
  // A supervisor has picked the free port for all the times that it starts the program.
  const own = options.port === 0 && isSupervised() ? undefined : options.port;
  const port = own ?? (fromEnv === undefined ? 5001 : toPort(fromEnv));
  const hostname = options.host ?? Deno.env.get("HOST") ??
    (fromEnv === undefined || app.live ? "127.0.0.1" : "0.0.0.0");
  if (hostname === "") stop('HOST is "", expected an IP address or host name');
  if (app.live) {
    checkLocal(hostname, app.allowedHosts);
    const findPort = () => {
      using listener = listen(() => Deno.listen({ port, hostname }), { port, hostname });
      return listener.addr.port;
    };
    runUnderSupervisor({ findPort, hostname, allowedHosts: app.allowedHosts ?? [] });
  }
  app[LOG].begin();
  const tls = cert !== undefined && key !== undefined ? { cert, key } : {};
  const onListen = (address: Deno.NetAddr) => {
    const { hostname } = address;
    const isHere = ["0.0.0.0", "127.0.0.1", "::", "::1"].includes(hostname);
    const name = isHere ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
    // deno-lint-ignore no-console -- the one line that the developer waits for
    console.log(`Link: http${cert ? "s" : ""}://${name}:${address.port}`);
  };
  const endWith = async (code: number, drain = 0) => {
    isEnding = true;
    app[HEALTH].drain();
    if (drain > 0) await new Promise((resolve) => setTimeout(resolve, drain * 1000));
    const stop = () => Promise.race([server.shutdown(), server.finished]);
    await end(app, stop, grace);
    Deno.exit(code);
  };
  let isEnding = false, isSignaled = false;
  endsItself(app);
  // Before the link is printed, as what reads it may end the program at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      // A second signal exits at once. Ctrl+C is one, of which a supervisor may speak first.
      if (isSignaled) Deno.exit(1);
      isSignaled = true;
      if (!isEnding) void endWith(0, drain);
    });
  }
  const server = listen(
    () =>
      Deno.serve({ port, hostname, onListen, automaticCompression: compress, ...tls }, app.fetch),
    { port, hostname },
  );
  obeySupervisor(server.addr.port, () => isEnding || void endWith(0));
  // A program that cannot start exits, instead of answering every request with 500.
  Promise.all([app.start().then(() => prepare(app)), loaded]).then(() => {
    catchErrors((error) => {
      app[SHOW](error);
      if (onUncaught === "exit" && !isEnding) void endWith(1);
    });
  }, fail);
}

/** Makes the files of its pages that are not made yet, so that no client waits for it. */
async function prepare(app: FastHTML): Promise<void> {
  await Promise.all([app[FILES].prepare(), ...app.mounted.map(prepare)]);
}

/**
 * Logs each error that no code catches, with its request if that is known, which is so for promises
 * of a program with tables. Without this, the error would end the process for all clients.
 */
function catchErrors(then: (error: unknown) => void): void {
  const report = (event: Event, error: unknown) => {
    // The program, or another serve(), has handled it.
    if (event.defaultPrevented) return;
    event.preventDefault();
    const request = currentRequest();
    const source = request instanceof RequestSource ? ` of ${showSource(request)}` : "";
    logError(`Uncaught error${source}:`, error);
    then(error);
  };
  addEventListener("error", (event) => report(event, event.error));
  addEventListener("unhandledrejection", (event) => report(event, event.reason));
}

/** Whether the module that called `serve()` is the main module. */
function isCalledByMain(): boolean {
  // Resolved, because Deno reports `jsr:@scope/name` for a main module from the registry.
  const main = import.meta.resolve(Deno.mainModule);
  // `deno bundle` makes one module of the program and of this library.
  if (import.meta.url === main) return true;
  // A source map may give this module another name than it was loaded by.
  const [own, ...callers] = findCallers();
  return callers.find((url) => url !== own) === main;
}

/** The modules on the stack, the innermost first. In the stack's text a path with a space has no end. */
function findCallers(): (string | null)[] {
  const { prepareStackTrace } = Error;
  let callers: (string | null)[] = [];
  Error.prepareStackTrace = (_, sites) => {
    callers = sites.map((site) => site.getFileName())
      .map((name) => name && isAbsolutePath(name) ? toFileUrl(name) : name);
  };
  void new Error().stack; // V8 prepares the stack when it is read
  Error.prepareStackTrace = prepareStackTrace;
  return callers;
}

/** Throws when a program in development would answer a whole network that no option names. */
function checkLocal(hostname: string, allowedHosts: readonly string[] | undefined): void {
  if (allowedHosts || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(hostname)) return;
  throw new TypeError(
    `Cannot serve: host is "${hostname}" while live, expected 127.0.0.1, or allowedHosts with the ` +
      "names that browsers use",
  );
}

function toPort(text: string): number {
  if (/^\d+$/.test(text) && portNumber.fits(Number(text))) return Number(text);
  return stop(`PORT is "${text}", expected ${portNumber.expected}`);
}

function listen<T>(start: () => T, { port, hostname }: { port: number; hostname: string }): T {
  try {
    return start();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      stop(`port ${port} is taken, expected a free one (set PORT)`);
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      stop(`host is "${hostname}", expected an IP address of this machine (set HOST)`);
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      stop(`port ${port} is for the system, expected one from 1024 on (set PORT)`);
    }
    throw error;
  }
}

/** Ends the process for what is wrong around the program, of which a stack would say nothing. */
function stop(reason: string): never {
  // deno-lint-ignore no-console -- why the program ends
  console.error(`Cannot serve: ${reason}`);
  Deno.exit(1);
}
