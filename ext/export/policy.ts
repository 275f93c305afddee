/** A Content-Security-Policy for a file: hashes in place of nonces (CSP level 3, 2.3.1 and 3.3). */
import { createHash } from "node:crypto";

/** What a page has for a nonce: its own scripts and styles, and those of files. */
export interface Nonced {
  readonly nonces: ReadonlySet<string>;
  readonly scripts: readonly Part[];
  readonly styles: readonly Part[];
}

/** An element that a nonce allows: its text, or the URL of its file. */
export interface Part {
  readonly text?: string;
  readonly url?: URL;
}

/** What a `<meta>` element can't set: browsers ignore it there, with a message in the console. */
const HEADER_ONLY = new Set(["frame-ancestors", "report-uri", "sandbox"]);

const NONCE = /^'nonce-(.*)'$/;

/** The nonces that a header allows. */
export function noncesOf(header: string): Set<string> {
  const sources = header.split(/[\s;,]+/);
  return new Set(sources.flatMap((source) => NONCE.exec(source)?.[1] ?? []));
}

/** Makes the policies of a page from its header, one for each that the header has. */
export function toPolicies(header: string, nonced: Nonced, origin: string): string[] {
  return header.split(",").map((policy) => toPolicy(policy, nonced, origin)).filter(Boolean);
}

/** Whether only what a nonce allows may load more, which no hash of a file can replace. */
export function isStrictDynamic(header: string): boolean {
  return header.includes("'strict-dynamic'");
}

function toPolicy(policy: string, nonced: Nonced, origin: string): string {
  const directives = policy.split(";").map((text) => text.trim().split(/\s+/))
    .filter(([name]) => name && !HEADER_ONLY.has(name.toLowerCase()));
  return directives.map(([name, ...sources]) => {
    if (!sources.some((source) => NONCE.test(source))) return [name, ...sources].join(" ");
    // Where a nonce is, browsers ignore 'unsafe-inline': it must not count once that is gone.
    const rest = sources.filter((source) => !NONCE.test(source) && source !== "'unsafe-inline'");
    const more = partsOf(name!.toLowerCase(), nonced).map((part) => toSource(part, origin));
    const all = [...new Set([...rest, ...more])];
    return [name, ...all.length > 0 ? all : ["'none'"]].join(" ");
  }).join("; ");
}

function partsOf(directive: string, { scripts, styles }: Nonced): readonly Part[] {
  if (directive.startsWith("script-src")) return scripts;
  if (directive.startsWith("style-src")) return styles;
  return [...scripts, ...styles];
}

function toSource({ text, url }: Part, origin: string): string {
  if (!url) return `'sha256-${createHash("sha256").update(text!).digest("base64")}'`;
  // A comma or semicolon would end the policy or the directive.
  const path = url.pathname.replace(/[;,]/g, encodeURIComponent);
  return url.origin === origin ? "'self'" : url.origin + path;
}
