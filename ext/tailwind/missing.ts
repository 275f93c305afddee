/** Development: tells of class names that pages have, but the style sheet does not. */
import type { Middleware } from "../../mod.ts";
import type { Sheet } from "./sheet.ts";
import { then } from "../maybe.ts";

/**
 * Makes a function that looks through pages and fragments, and warns once of each name that Tailwind
 * knows and the source does not have in full, as in `` `text-${size}` ``.
 */
export function toMissingCheck(sheet: Sheet, names: readonly string[]): Middleware {
  const known = new Set(names);
  let ready: Promise<unknown> | undefined;
  const check = async (html: string, { method, url }: Request) => {
    const fresh = classesOf(html).filter((name) => !known.has(name));
    fresh.forEach((name) => known.add(name));
    if (fresh.length === 0) return;
    await (ready ??= sheet.toText(names));
    const missing = await sheet.addMissing(fresh);
    if (missing.length === 0) return;
    const list = missing.map((name) => JSON.stringify(name)).join(", ");
    const { pathname } = new URL(url);
    // deno-lint-ignore no-console -- the page is not styled, and nothing else says why
    console.warn(
      `The style sheet has no rule for ${list} of ${method} ${pathname}: expected each name in full ` +
        "in a string of the source, or in safelist",
    );
  };
  return (request, next) =>
    then(next(request), (response) => {
      if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
      const copy = response.clone();
      // A page that broke off, and CSS with a mistake, are reported where they are sent.
      copy.text().then((html) => check(html, request)).catch(() => {});
      return response;
    });
}

/** The class names of a page, each once. */
function classesOf(html: string): string[] {
  const values = [...html.matchAll(/\sclass="([^"]*)"/g)].map(([, value]) => unescape(value!));
  return [...new Set(values.join(" ").split(/\s+/).filter(Boolean))];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Reverts what the renderer escapes in attributes. */
function unescape(text: string): string {
  return text.replace(
    /&(?:#(\d+)|(\w+));/g,
    (all, code, name) => code ? String.fromCharCode(Number(code)) : ENTITIES[name] ?? all,
  );
}
