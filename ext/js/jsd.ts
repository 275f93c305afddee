/** Files of the CDN jsDelivr, for programs that ask for them. */
import { type FT, Link, Script } from "../../mod.ts";
import type { LinkAttrs, ScriptAttrs } from "../../types.ts";

/** Options of {@linkcode jsd}; others are attributes of the element. */
export interface JsdOptions<A> {
  /** Where the repository is: on GitHub, the default, or on npm. */
  prov?: "gh" | "npm";
  /** The version. Without one, jsDelivr chooses it, and what browsers load may change. */
  ver?: string;
  /** Whether jsDelivr makes a module of the file. Default: false. */
  esm?: boolean;
  /** What is made: a script element, a link to a style sheet, or the URL. Default: `script`. */
  typ?: A;
}

/**
 * Loads a file from jsDelivr, which then sees who uses the application and can change what runs in
 * it: give `ver` and the attribute `integrity`. `NpmPackage` serves a package without that.
 * FastHTML: `jsd`.
 *
 * @example
 * ```ts
 * import { jsd } from "@fasthtml/fasthtml/ext/js";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${jsd("gnat", "surreal", ".", "surreal.js", { ver: "v1.3.2", defer: true })}`,
 *   '<script src="https://cdn.jsdelivr.net/gh/gnat/surreal@v1.3.2/./surreal.js" defer></script>',
 * );
 * ```
 */
export function jsd(
  org: string,
  repo: string,
  root: string,
  path: string,
  options?: JsdOptions<"script"> & ScriptAttrs,
): FT;
/** Makes a link to a style sheet of jsDelivr. */
export function jsd(
  org: string,
  repo: string,
  root: string,
  path: string,
  options: JsdOptions<"css"> & LinkAttrs,
): FT;
/** Returns the URL of a file of jsDelivr. */
export function jsd(
  org: string,
  repo: string,
  root: string,
  path: string,
  options: JsdOptions<"url">,
): string;
export function jsd(
  org: string,
  repo: string,
  root: string,
  path: string,
  { prov = "gh", ver, esm = false, typ = "script", ...attrs }: JsdOptions<string> = {},
): FT | string {
  const version = ver ? `@${ver}` : "";
  const url = `https://cdn.jsdelivr.net/${prov}/${org}/${repo}${version}/${root}/${path}` +
    (esm ? "/+esm" : "");
  if (typ === "url") return url;
  return typ === "css"
    ? Link({ rel: "stylesheet", href: url, ...attrs })
    : Script({ src: url, ...attrs });
}
