/** Options of two sources: those that a library brings, and the program's own. */
import type { PageAttrs } from "../http/types.ts";
import type { FastHTMLOptions } from "./options.ts";

/** Options that are lists, or one item of a list. */
const LISTS = [
  "hdrs",
  "ftrs",
  "exts",
  "before",
  "after",
  "middleware",
  "onStartup",
  "onShutdown",
] as const;

/** Options that are values by name. */
const GROUPS = [
  "htmlAttrs",
  "bodyAttrs",
  "messages",
  "exceptionHandlers",
  "converters",
  "session",
  "limits",
] as const;

/**
 * Puts options beside those of a library. Lists are joined, the library's first; of attributes and
 * other values by name, as of all other options, the program's own win. Both give classes.
 */
export function mergeOptions<Own extends FastHTMLOptions>(base: FastHTMLOptions, own: Own): Own {
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  const merged: Record<string, unknown> = { ...base, ...Object.fromEntries(given) };
  for (const name of LISTS) {
    const all = [base[name], own[name]].filter((list) => list !== undefined).flat();
    if (all.length > 0) merged[name] = all;
  }
  for (const name of GROUPS) {
    if (base[name] && own[name]) merged[name] = { ...base[name], ...own[name] };
  }
  for (const name of ["htmlAttrs", "bodyAttrs"] as const) {
    const classes = toClasses(base[name], own[name]);
    if (classes) merged[name] = { ...merged[name] as PageAttrs, ...classes };
  }
  return merged as Own;
}

/** The classes of both, where both have some and none is made for each page. */
function toClasses(base: PageAttrs = {}, own: PageAttrs = {}): PageAttrs | undefined {
  const all = [base, own].map((attrs) => attrs.cls ?? attrs.class);
  if (all.some((classes) => !classes || typeof classes === "function")) return undefined;
  return { class: undefined, cls: all as string[] };
}
