/** Files for the browser: htmx and Pico from their npm packages, served under hashed URLs. */
import pico from "@picocss/pico/css/pico.min.css" with { type: "text" };
import htmx4 from "htmx.org/dist/htmx.min.js" with { type: "text" };
import htmx2 from "htmx2/dist/htmx.min.js" with { type: "text" };
import { createHash } from "node:crypto";
import idiomorph from "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import client from "./client.js" with { type: "text" };
import reload from "./reload_client.js" with { type: "text" };
import { IMMUTABLE } from "../http/reply/files.ts";
import { Route } from "../http/routing/route.ts";
import { type ExtName, toExts } from "./htmx_extensions.ts";
import { toCdnPath } from "./versions.ts";
import { type Child, FT, Link, Meta, Script, Style } from "../html/mod.ts";
import type { Linkable } from "../html/types.ts";
import type { BasePath } from "../http/base_path.ts";

/** A file that browsers cache permanently: its URL changes with its content. */
export interface Asset {
  /** The URL, with a hash of the content. */
  readonly url: string;
  /** The media type. */
  readonly type: string;
  /** The content. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same file's URL on a CDN; undefined for this project's own files. */
  readonly cdn: string | undefined;
}

/** Which files the pages of an application load. */
export interface AssetOptions {
  /** The version of htmx, or false for none. */
  readonly htmx: 4 | 2 | false;
  /** Whether pages are styled by Pico. */
  readonly pico: boolean;
  /** htmx extensions by name. */
  readonly exts: readonly ExtName[];
  /** Whether pages reload when the program changes. */
  readonly live: boolean;
}

const CDN = "https://cdn.jsdelivr.net/npm";

/** Makes the assets that an application needs. */
export function toAssets({ htmx, pico: hasPico, exts, live }: AssetOptions): Asset[] {
  const assets: Asset[] = [];
  if (hasPico) assets.push(toAsset("pico.css", pico, "@picocss/pico/css/pico.min.css"));
  if (htmx === 4) assets.push(toAsset("htmx.js", htmx4, "htmx.org/dist/htmx.min.js"));
  if (htmx === 2) assets.push(toAsset("htmx.js", htmx2, "htmx2/dist/htmx.min.js"));
  if (htmx) {
    assets.push(toAsset("fasthtml.js", client));
    for (const { text, specifier } of toExts(exts, htmx)) {
      assets.push(toAsset(specifier.split("/").at(-1)!.replace(".min", ""), text, specifier));
    }
  }
  if (live) assets.push(toAsset("idiomorph.js", idiomorph), toAsset("reload.js", reload));
  return assets;
}

/** Makes the routes of the assets that are not loaded from a CDN. */
export function toRoutes(assets: readonly Asset[], cdn: boolean): Route[] {
  return assets.filter((asset) => !cdn || !asset.cdn).map(({ url, type, bytes }) => {
    const headers = { "content-type": type, "cache-control": IMMUTABLE };
    const handler = () => new Response(bytes, { headers });
    return new Route({ verbs: ["GET"], path: url, params: {}, handler });
  });
}

/** Makes the start of every head: the character set, the viewport, and the assets. */
export function toHeads(assets: readonly Asset[], cdn: boolean, basePath: BasePath): Child[] {
  return [
    Meta({ charset: "utf-8" }),
    Meta({ name: "viewport", content: "width=device-width, initial-scale=1, viewport-fit=cover" }),
    ...assets.map((asset) => toElement(asset, cdn && asset.cdn || basePath.link(asset.url))),
    // Pico scales text with the screen; FastHTML keeps it at the browser's own size.
    assets.some(({ url }) => url.includes("/pico.")) && Style(":root { --pico-font-size: 100%; }"),
  ];
}

/** Adds an application's own parts after those that every head starts with. */
export function withHeads(heads: readonly Child[], hdrs: Child): Child[] {
  const own = [hdrs].flat() as Child[];
  // htmx 4 reads its configuration when it starts, so the configuration comes first.
  const isConfig = (part: Child) => part instanceof FT && part.attrs.name === "htmx-config";
  return [...own.filter(isConfig), ...heads, ...own.filter((part) => !isConfig(part))];
}

function toElement({ type }: Asset, url: string | Linkable): FT {
  return type === TYPES.css ? Link({ rel: "stylesheet", href: url }) : Script({ src: url });
}

const TYPES = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };

function toAsset(name: string, text: string, specifier?: string): Asset {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const [stem, ending] = name.split(".") as [string, "css" | "js"];
  return {
    url: `/_fasthtml/${stem}.${hash}.${ending}`,
    type: TYPES[ending],
    bytes: new TextEncoder().encode(text),
    cdn: specifier && `${CDN}/${toCdnPath(specifier)}`,
  };
}
