/** Files for the browser: htmx and Pico from their npm packages, served under hashed URLs. */
import pico from "@picocss/pico/css/pico.min.css" with { type: "text" };
import htmx4 from "htmx.org/dist/htmx.min.js" with { type: "text" };
import htmx2 from "htmx2/dist/htmx.min.js" with { type: "text" };
import idiomorph from "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import errorOverlay from "./error_overlay.js" with { type: "text" };
import errors from "./errors.js" with { type: "text" };
import names2 from "./htmx_2.js" with { type: "text" };
import attributes4 from "./htmx_4_attributes.js" with { type: "text" };
import live4 from "./htmx_4_live.js" with { type: "text" };
import requests4 from "./htmx_4_requests.js" with { type: "text" };
import responses4 from "./htmx_4_responses.js" with { type: "text" };
import offline from "./offline.js" with { type: "text" };
import reload from "./reload_client.js" with { type: "text" };
import reset from "./reset.js" with { type: "text" };
import scopedStyles from "./scoped_styles.js" with { type: "text" };
import sentences from "./sentences.js" with { type: "text" };
import smallScripts from "./small_scripts.js" with { type: "text" };
import surrealScript from "./surreal.js" with { type: "text" };
import toasts from "./toasts.js" with { type: "text" };
import type { Languages } from "../http/messages.ts";
import type { Route } from "../http/routing/route.ts";
import { Asset } from "./asset.ts";
import { toDigest } from "./digest.ts";
import { type ExtName, toExts } from "./htmx_extensions.ts";
import { toCdnPath } from "./versions.ts";
import { type Child, FT, HREF, Link, Meta, Script, Style } from "../html/mod.ts";
import type { Linkable } from "../html/types.ts";
import type { BasePath } from "../http/base_path.ts";

/** A file that pages load. */
export interface PageFile {
  /** The file, as the application serves it. */
  readonly asset: Asset;
  /** The same file's URL on a CDN; undefined for this project's own files. */
  readonly cdn: string | undefined;
}

/** Which files the pages of an application load. */
export interface PageFileOptions {
  /** The version of htmx, or false for none. */
  readonly htmx: 4 | 2 | false;
  /** Whether pages are styled by Pico. */
  readonly pico: boolean;
  /** Whether pages have `me` and `any`, and styles for one element. */
  readonly surreal: boolean;
  /** htmx extensions by name. */
  readonly exts: readonly ExtName[];
  /** Whether pages reload when the program changes. */
  readonly live: boolean;
  /** Whether pages show the developer what went wrong. */
  readonly debug: boolean;
  /** The languages of what users read. */
  readonly languages: Languages;
}

const CDN = "https://cdn.jsdelivr.net/npm";

/** Makes the assets that an application needs. */
export function toAssets(options: PageFileOptions): PageFile[] {
  const { htmx, pico: hasPico, surreal, exts, live, debug } = options;
  const assets: PageFile[] = [];
  if (hasPico) assets.push(toAsset("pico.css", pico, "@picocss/pico/css/pico.min.css"));
  if (htmx === 4) assets.push(toHtmx(htmx4, "htmx.org/dist/htmx.min.js"));
  if (htmx === 2) assets.push(toHtmx(htmx2, "htmx2/dist/htmx.min.js"));
  if (htmx || surreal) assets.push(toAsset("fasthtml.js", toClient(options)));
  for (const { text, specifier } of htmx ? toExts(exts, htmx) : []) {
    assets.push(toAsset(specifier.split("/").at(-1)!.replace(".min", ""), text, specifier));
  }
  if (debug || live) assets.push(toAsset("error_overlay.js", errorOverlay));
  if (live) assets.push(toAsset("idiomorph.js", idiomorph), toAsset("reload.js", reload));
  return assets;
}

/** Makes the routes of the assets that are not loaded from a CDN. */
export function toRoutes(assets: readonly PageFile[], cdn: boolean): Route[] {
  return assets.filter((file) => !cdn || !file.cdn).map(({ asset }) => asset.route());
}

/**
 * Makes the start of every head: the character set, the viewport, and the assets. `boot` names this
 * start of the program for pages that reload.
 */
export function toHeads(
  assets: readonly PageFile[],
  cdn: boolean,
  basePath: BasePath,
  boot: string,
): Child[] {
  return [
    Meta({ charset: "utf-8" }),
    Meta({ name: "viewport", content: "width=device-width, initial-scale=1, viewport-fit=cover" }),
    ...assets.map((file) =>
      toElement(file, cdn && file.cdn || basePath.link(file.asset.path), boot)
    ),
    assets.some(({ asset }) => asset.path.includes("/pico.")) && Style(BESIDE_PICO),
  ];
}

/**
 * Pico scales text with the screen, and FastHTML keeps it at the browser's own size. Pico moves a
 * `small` up to the input before it, over the whole line. A checkbox in a label is covered by it, and
 * can't be clicked.
 */
export const BESIDE_PICO: string = ":root { --pico-font-size: 100%; } " +
  "label > :where([type=checkbox], [type=radio]) + small { display: inline; margin: 0; }";

/** Whether a part of a head is a script of development, which an error page needs, too. */
export function isForDevelopment(part: Child): boolean {
  const { src } = part instanceof FT ? part.attrs : {};
  return typeof src === "object" && src !== null && HREF in src &&
    /\/(error_overlay|reload)\./.test(src[HREF]());
}

/** Adds an application's own parts after those that every head starts with. */
export function withHeads(heads: readonly Child[], hdrs: Child): Child[] {
  const own = [hdrs].flat() as Child[];
  // htmx 4 reads its configuration when it starts, so the configuration comes first.
  const isConfig = (part: Child) => part instanceof FT && part.attrs.name === "htmx-config";
  return [...own.filter(isConfig), ...heads, ...own.filter((part) => !isConfig(part))];
}

/** The client script: the small scripts, and what makes one of both versions of htmx. */
function toClient({ htmx, surreal, languages }: PageFileOptions): string {
  const own = htmx === 4 ? [attributes4, requests4, responses4, live4] : [names2];
  const all = [
    smallScripts,
    sentences,
    toasts,
    ...surreal ? [surrealScript, scopedStyles] : [],
    ...htmx ? [errors, offline, reset, ...own] : [],
  ];
  // Without comments and indentation: a sixth of what is sent.
  return all.join("").replace(/^ *(?:\/\*\*[^]*?\*\/|\/\/.*)\n|^ +/gm, "")
    .replace("SENTENCES", () => languages.toScript());
}

function toElement({ asset: { type, path } }: PageFile, url: string | Linkable, boot: string): FT {
  if (type.startsWith("text/css")) return Link({ rel: "stylesheet", href: url });
  return Script({ src: url, data_boot: path.includes("/reload.") && boot });
}

/** htmx itself. JSR's packages for npm have one version of it, whichever version is imported. */
function toHtmx(text: string, specifier: string): PageFile {
  const found = /version[:=]"([\d.]+)/.exec(text)?.[1];
  const expected = /@([\d.]+)/.exec(toCdnPath(specifier))?.[1];
  if (found === expected) return toAsset("htmx.js", text, specifier);
  throw new Error(`Cannot make an application: htmx.org is ${found}, expected ${expected}`);
}

function toAsset(name: string, text: string, specifier?: string): PageFile {
  if (specifier === undefined) return { asset: new Asset(name, text), cdn: undefined };
  // A version of npm has one content: reading all of it took 2 ms of every start.
  const path = toCdnPath(specifier);
  const hash = toDigest(new TextEncoder().encode(`${path} ${text.length}`));
  return { asset: new Asset(name, text, { hash }), cdn: `${CDN}/${path}` };
}
