/** How a program ends: by `serve()`, and by a signal under `deno serve`. */
import type { Fetch } from "../http/middleware.ts";
import { LOG, type RequestLog } from "./log/request_log.ts";

/** What is known here of an application. */
interface Closable {
  readonly [LOG]: RequestLog;
  /** Ends what is open, calls `stop`, and says whether `grace` seconds were enough. */
  close(stop: () => Promise<unknown>, grace: number): Promise<boolean>;
}

/** Seconds that requests, sockets and background tasks get to finish. */
export const GRACE_SECONDS = 10;

/** Seconds that `onShutdown` gets when the time for all before it is over. */
const LAST_SECONDS = 5;

/** Applications that `serve()` serves. */
const ending = new WeakSet<Closable>();

/** Notes that the application is told of signals by its own server. */
export function endsItself(app: Closable): void {
  ending.add(app);
}

/** Ends an application and its server; ends the process with code 1 if this takes too long. */
export async function end(
  app: Closable,
  stop: () => Promise<unknown>,
  grace = GRACE_SECONDS,
): Promise<void> {
  const seconds = grace + LAST_SECONDS;
  const timer = exitLater(
    1,
    seconds,
    `Ended after ${seconds} seconds with onStartup or onShutdown still under way`,
  );
  const isInTime = await app.close(stop, grace).catch(fail);
  await app[LOG].flushed();
  clearTimeout(timer);
  if (isInTime) return;
  // deno-lint-ignore no-console -- why requests were cut off
  console.error(`Ended after ${grace} seconds with requests, sockets or tasks still under way`);
  Deno.exit(1);
}

/** Ends the process after some seconds, unless it has nothing to do before. */
function exitLater(
  code: number,
  seconds: number,
  why?: string,
): ReturnType<typeof setTimeout> {
  const timer = setTimeout(() => {
    // deno-lint-ignore no-console -- why the program ends
    if (why) console.error(why);
    Deno.exit(code);
  }, seconds * 1000);
  Deno.unrefTimer(timer);
  return timer;
}

/** Ends the process with an error. */
export function fail(error: unknown): never {
  // deno-lint-ignore no-console -- why the program ends
  console.error(error);
  Deno.exit(1);
}

/**
 * Makes a program under `deno serve`, which calls no code of it at the end, end as with `serve()`:
 * Deno waits for open streams for ever, and nothing would run `onShutdown`.
 */
export function underDenoServe(app: Closable, fetch: Fetch): Fetch {
  const underWay = new Set<Promise<void>>();
  let isOver: boolean | undefined;
  const ask = async () => {
    isOver = false;
    const begin = app[LOG].hold();
    const isServed = !ending.has(app) && await isDefaultExport(app);
    if (isServed) listen();
    else isOver = true;
    begin(isServed);
  };
  const listen = () => {
    let isEnding = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => {
        if (isEnding) Deno.exit(1);
        isEnding = true;
        const answered = async () => {
          while (underWay.size > 0) await Promise.allSettled(underWay);
        };
        // The process ends by itself, after the last worker, unless a timer of the program runs on.
        void end(app, answered).then(() => exitLater(0, GRACE_SECONDS + LAST_SECONDS));
      });
    }
  };
  return (request, info) => {
    if (isOver || !info?.completed) return fetch(request, info);
    if (isOver === undefined) void ask();
    const { completed } = info;
    underWay.add(completed);
    const forget = () => void underWay.delete(completed);
    completed.then(forget, forget);
    return fetch(request, info);
  };
}

/** Whether `deno serve` serves an application: the default export of the main module. */
async function isDefaultExport(app: Closable): Promise<boolean> {
  // A notebook has no main module.
  const main = await import(Deno.mainModule).catch(() => undefined);
  return main?.default === app;
}
