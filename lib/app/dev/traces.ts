/** Development: what makes errors show the line of the program that they come from. */
import { keepElementSites } from "../../html/element_sites.ts";
import type { MatchedRoute } from "../../http/request/exchange_options.ts";
import { env, isLive } from "./watch_mode.ts";
import { addFrames, foldFrames, toFrames, toOwnFrames } from "../../stack.ts";

// A program may make elements before its application, and another runtime may import this.
if ("Deno" in globalThis && isLive(env("FASTHTML_LIVE") !== undefined || undefined)) {
  keepElementSites();
}

/** Keeps where elements are made, longer stacks, and shows the program's own frames first. */
export function traceErrors(): void {
  // V8 keeps 10, which may all be of the library.
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 50);
  keepElementSites();
  foldFrames();
}

/** Adds where the route was declared to an error that has no frame of the program. */
export function traceRoute(error: unknown, route: MatchedRoute | undefined): void {
  if (!route || !(error instanceof Error) || toFrames(error).some((frame) => frame.isOwn)) return;
  const declared = toOwnFrames(route.site)[0];
  if (!declared) return;
  const { url, line, column } = declared, { verbs, path } = route;
  addFrames(error, [`    at the route ${verbs.join("|")} ${path} (${url}:${line}:${column})`]);
}
