/** The extensions of htmx 4 and 2, by the names that the option `exts` takes. */
import alpineCompat4 from "htmx.org/dist/ext/hx-alpine-compat.min.js" with { type: "text" };
import browserIndicator4 from "htmx.org/dist/ext/hx-browser-indicator.min.js" with { type: "text" };
import csp4 from "htmx.org/dist/ext/hx-csp.min.js" with { type: "text" };
import download4 from "htmx.org/dist/ext/hx-download.min.js" with { type: "text" };
import head4 from "htmx.org/dist/ext/hx-head.min.js" with { type: "text" };
import historyCache4 from "htmx.org/dist/ext/hx-history-cache.min.js" with { type: "text" };
import live4 from "htmx.org/dist/ext/hx-live.min.js" with { type: "text" };
import multipart4 from "htmx.org/dist/ext/hx-multipart.min.js" with { type: "text" };
import pending4 from "htmx.org/dist/ext/hx-pending.min.js" with { type: "text" };
import preload4 from "htmx.org/dist/ext/hx-preload.min.js" with { type: "text" };
import ptag4 from "htmx.org/dist/ext/hx-ptag.min.js" with { type: "text" };
import sse4 from "htmx.org/dist/ext/hx-sse.min.js" with { type: "text" };
import targets4 from "htmx.org/dist/ext/hx-targets.min.js" with { type: "text" };
import upsert4 from "htmx.org/dist/ext/hx-upsert.min.js" with { type: "text" };
import ws4 from "htmx.org/dist/ext/hx-ws.min.js" with { type: "text" };
import classTools2 from "htmx-ext-class-tools/dist/class-tools.min.js" with { type: "text" };
import debug2 from "htmx-ext-debug/dist/debug.min.js" with { type: "text" };
import headSupport2 from "htmx-ext-head-support/dist/head-support.min.js" with { type: "text" };
import jsonEnc2 from "htmx-ext-json-enc/dist/json-enc.min.js" with { type: "text" };
import loadingStates2 from "htmx-ext-loading-states/dist/loading-states.min.js" with {
  type: "text",
};
import multiSwap2 from "htmx-ext-multi-swap/dist/multi-swap.min.js" with { type: "text" };
import pathDeps2 from "htmx-ext-path-deps/dist/path-deps.min.js" with { type: "text" };
import preload2 from "htmx-ext-preload/dist/preload.min.js" with { type: "text" };
import removeMe2 from "htmx-ext-remove-me/dist/remove-me.min.js" with { type: "text" };
import responseTargets2 from "htmx-ext-response-targets/dist/response-targets.min.js" with {
  type: "text",
};
import sse2 from "htmx-ext-sse/dist/sse.min.js" with { type: "text" };
import ws2 from "htmx-ext-ws/dist/ws.min.js" with { type: "text" };
import morph2 from "idiomorph/dist/idiomorph-ext.min.js" with { type: "text" };

/** One file: its text, and what it is imported as. */
export interface ExtFile {
  readonly text: string;
  readonly specifier: string;
}

const HTMX4: Readonly<Record<string, ExtFile>> = {
  "alpine-compat": own(alpineCompat4, "hx-alpine-compat"),
  "browser-indicator": own(browserIndicator4, "hx-browser-indicator"),
  "csp": own(csp4, "hx-csp"),
  "download": own(download4, "hx-download"),
  "head": own(head4, "hx-head"),
  "history-cache": own(historyCache4, "hx-history-cache"),
  "live": own(live4, "hx-live"),
  "multipart": own(multipart4, "hx-multipart"),
  "pending": own(pending4, "hx-pending"),
  "preload": own(preload4, "hx-preload"),
  "ptag": own(ptag4, "hx-ptag"),
  "sse": own(sse4, "hx-sse"),
  "targets": own(targets4, "hx-targets"),
  "upsert": own(upsert4, "hx-upsert"),
  "ws": own(ws4, "hx-ws"),
};

const HTMX2: Readonly<Record<string, ExtFile>> = {
  "class-tools": { text: classTools2, specifier: "htmx-ext-class-tools/dist/class-tools.min.js" },
  "debug": { text: debug2, specifier: "htmx-ext-debug/dist/debug.min.js" },
  "head": { text: headSupport2, specifier: "htmx-ext-head-support/dist/head-support.min.js" },
  "json-enc": { text: jsonEnc2, specifier: "htmx-ext-json-enc/dist/json-enc.min.js" },
  "loading-states": {
    text: loadingStates2,
    specifier: "htmx-ext-loading-states/dist/loading-states.min.js",
  },
  "multi-swap": { text: multiSwap2, specifier: "htmx-ext-multi-swap/dist/multi-swap.min.js" },
  "path-deps": { text: pathDeps2, specifier: "htmx-ext-path-deps/dist/path-deps.min.js" },
  "preload": { text: preload2, specifier: "htmx-ext-preload/dist/preload.min.js" },
  "remove-me": { text: removeMe2, specifier: "htmx-ext-remove-me/dist/remove-me.min.js" },
  "response-targets": {
    text: responseTargets2,
    specifier: "htmx-ext-response-targets/dist/response-targets.min.js",
  },
  "sse": { text: sse2, specifier: "htmx-ext-sse/dist/sse.min.js" },
  "ws": { text: ws2, specifier: "htmx-ext-ws/dist/ws.min.js" },
  "morph": { text: morph2, specifier: "idiomorph/dist/idiomorph-ext.min.js" },
};

/** The name of an extension; which ones are available depends on the version of htmx. */
export type ExtName =
  | "alpine-compat"
  | "browser-indicator"
  | "class-tools"
  | "compat"
  | "csp"
  | "debug"
  | "download"
  | "head"
  | "head-support"
  | "history-cache"
  | "json-enc"
  | "live"
  | "loading-states"
  | "morph"
  | "multi-swap"
  | "multipart"
  | "path-deps"
  | "pending"
  | "preload"
  | "prompt"
  | "ptag"
  | "remove-me"
  | "response-targets"
  | "sse"
  | "targets"
  | "upsert"
  | "ws";

/**
 * Finds the files of extensions. Throws a TypeError that lists the names when this version of htmx
 * does not have one.
 */
export function toExts(names: readonly ExtName[], htmx: 4 | 2): ExtFile[] {
  const known = htmx === 4 ? HTMX4 : HTMX2;
  return names.flatMap((name) => {
    if (htmx === 4 && BUILT_IN.includes(name)) return [];
    const key = name === "head-support" ? "head" : name;
    if (Object.hasOwn(known, key)) return [known[key]!];
    const isOthers = Object.hasOwn(htmx === 4 ? HTMX2 : HTMX4, key);
    const found = isOthers ? `found in htmx ${htmx === 4 ? 2 : 4} alone` : "unknown";
    const list = Object.keys(known).sort().join(", ");
    throw new TypeError(
      `Cannot load extension "${name}" of htmx ${htmx}: ${found}, expected one of ${list}`,
    );
  });
}

/** What pages with htmx 4 have without an extension: by itself, or by the client script. */
const BUILT_IN: readonly ExtName[] = ["compat", "morph", "prompt"];

/** The attribute that turns on extensions of htmx 2; those of htmx 4 are always on. */
export function toHxExt(names: readonly ExtName[], htmx?: 4 | 2 | false): { hx_ext?: string } {
  if (htmx !== 2 || names.length === 0) return {};
  return { hx_ext: names.map((name) => name === "head" ? "head-support" : name).join(",") };
}

function own(text: string, name: string): ExtFile {
  return { text, specifier: `htmx.org/dist/ext/${name}.min.js` };
}
