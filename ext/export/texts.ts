/** Links in style sheets, scripts, site maps and manifests. */
import type { Link, ReadText } from "./types.ts";

/** Reads a file by its media type, or undefined for one without links. */
export function readText(text: string, type: string): ReadText | undefined {
  try {
    const hrefs = hrefsOf(text, type);
    return hrefs && { text, links: hrefs.map(toLink), problems: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `the manifest can't be read: ${error.message}`;
    return { text, links: [], problems: [{ kind: "link", message }] };
  }
}

/** The URLs that a style sheet, or the value of a `style` attribute, loads. */
export function hrefsOfCss(css: string): string[] {
  const found: string[] = [];
  // Comments and strings are read as wholes, so that what looks like a URL in them is none.
  for (const [token, rule, quoted, bare] of css.matchAll(CSS)) {
    const string = rule ?? quoted;
    const href = string === undefined ? bare : string.slice(1, -1);
    if (!token.startsWith("/*") && href) found.push(href.replace(/\\(.)/g, "$1"));
  }
  return found;
}

const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/.source;
const CSS = new RegExp(
  String.raw`/\*[^]*?\*/|@import\s+(${STRING})|` +
    String.raw`\burl\(\s*(?:(${STRING})|([^\s"'()]+))\s*\)|${STRING}`,
  "gi",
);

function hrefsOf(text: string, type: string): string[] | undefined {
  if (type === "text/css") return hrefsOfCss(text);
  if (/^(?:text|application)\/javascript$/.test(type)) return hrefsOfScript(text);
  if (type === "application/manifest+json") return hrefsOfManifest(text);
  if (/^(?:text|application)\/xml$/.test(type)) return hrefsOfSitemap(text);
  if (type === "text/plain") return hrefsOfRobots(text);
}

/** The modules that a script imports by a path; names of an import map are in the page. */
function hrefsOfScript(script: string): string[] {
  return [...script.matchAll(/\b(?:from|import)\s*\(?\s*(["'])(\.{0,2}\/[^"'\n\\]+)\1/g)]
    .map(([, , href]) => href!);
}

function hrefsOfManifest(text: string): string[] {
  const manifest: unknown = JSON.parse(text);
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (MANIFEST.has(name) && typeof part === "string") found.push(part);
      else visit(part);
    }
  };
  visit(manifest);
  return found;
}

const MANIFEST = new Set(["src", "start_url", "url"]);

function hrefsOfSitemap(text: string): string[] {
  return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => unescapeXml(loc!.trim()));
}

function hrefsOfRobots(text: string): string[] {
  return [...text.matchAll(/^sitemap:\s*(\S+)/gim)].map(([, href]) => href!);
}

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof XML) => XML[name]);
}

const XML = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function toLink(href: string): Link {
  return { href, use: "link" };
}
