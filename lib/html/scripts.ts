/** Small scripts beside their elements. The client script defines `me` and `any`. */
import { makeOptionCheck } from "../option_check.ts";
import { jsonForScript } from "./escape.ts";
import { fillCode } from "./script_code.ts";
import type { FT } from "./ft.ts";
import { Script } from "./tags.ts";

/**
 * Runs code when the document is ready. In it, `m` is the script's parent and `p` the element
 * before the script. FastHTML: `Surreal`.
 *
 * @example
 * ```ts
 * import { Div } from "@fasthtml/fasthtml";
 * import { Surreal } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${Div("Saved", Surreal("m.fadeOut()"))}`, /^<div>Saved<script>[^]*m\.fadeOut\(\)[^]*<\/script><\/div>$/);
 * ```
 */
export function Surreal(code: string): FT {
  return Script(`
{
    const m=me();
    const _p = document.currentScript.previousElementSibling;
    const p = _p ? me(_p) : null;
    domReadyExecute(() => {
        ${code}
    });
}`);
}

/** Options of {@linkcode On}. */
export interface OnOptions {
  /** The name of the event. Default: `click`. */
  event?: string;
  /** A selector of elements inside the script's parent. `-` is the element before the script. */
  sel?: string;
  /** Whether only the first matching element is meant. Default: true. */
  me?: boolean;
}

const checkOptions = makeOptionCheck<OnOptions>("run code on an event", {
  event: true,
  sel: true,
  me: true,
});

/**
 * Runs code on an event of the script's parent, or of elements inside it. In the code, `ev` is the
 * event and `e` its element. FastHTML: `On`.
 *
 * @example
 * ```ts
 * import { Button } from "@fasthtml/fasthtml";
 * import { On } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${Button("Close", On("e.remove()", { event: "dblclick" }))}`, /m\.on\("dblclick"[^]*e\.remove\(\)/);
 * ```
 */
export function On(code: string, options: OnOptions | string = {}): FT {
  const { event = "click", sel = "", me = true } = toOptions(options);
  const find = me ? "me" : "any";
  const on = sel === "-" ? "p" : sel ? `${find}(${jsonForScript(sel)}, m)` : "m";
  return Surreal(`
${on}.on(${jsonForScript(event)}, async ev=>{
    let e = me(ev);
    ${code}
});`);
}

/**
 * Runs code on an event of all elements inside the script's parent that match a selector.
 *
 * @example
 * ```ts
 * import { Li, Ul } from "@fasthtml/fasthtml";
 * import { Any } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${Ul(Li("Tea"), Li("Coffee"), Any("li", "e.remove()"))}`, /any\("li", m\)\.on\("click"/);
 * ```
 */
export function Any(sel: string, code: string, event?: string): FT {
  return On(code, { sel, event, me: false });
}

/**
 * Runs code on an event of the element before the script. FastHTML: `Prev`.
 *
 * @example
 * ```ts
 * import { Button } from "@fasthtml/fasthtml";
 * import { Prev } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${[Button("Close"), Prev("e.remove()")].join("")}`, /p\.on\("click"[^]*e\.remove\(\)/);
 * ```
 */
export function Prev(code: string, event?: string): FT {
  return On(code, { sel: "-", event });
}

/**
 * Runs code at once. In it, `e` is the script's parent, or the element that a selector matches.
 *
 * @example
 * ```ts
 * import { Now } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${Now("e.classAdd('ready')", "main")}`, /ee = me\("main"\)[^]*e\.classAdd\('ready'\)/);
 * ```
 */
export function Now(code: string, sel = ""): FT {
  return Script(
    `(async (ee = me(${sel && jsonForScript(sel)})) => {\nlet e = me(ee);\n${code}\n})()\n`,
  );
}

/**
 * Runs code at once. In it, `e` is all elements that a selector matches. FastHTML: `AnyNow`.
 *
 * @example
 * ```ts
 * import { AnyNow } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${AnyNow("li", "e.classAdd('ready')")}`, /e = any\("li"\)[^]*e\.classAdd\('ready'\)/);
 * ```
 */
export function AnyNow(sel: string, code: string): FT {
  return Script(`(async (e = any(${jsonForScript(sel)})) => {\n${code}\n})()\n`);
}

/**
 * Runs JavaScript in the page when this is part of a response. `{name}` in the code is replaced by
 * the value as JSON, which has quotes of its own: within quotes it throws a TypeError. FastHTML:
 * `run_js`.
 *
 * @example
 * ```ts
 * import { render, runJs } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 * strictEqual(
 *   render(runJs("alert({text})", { text: "It's </script>" }, "hello")),
 *   '<script id="hello" hx-swap-oob="true">alert("It\'s \\u003c/script>")</script>',
 * );
 * ```
 */
export function runJs(
  code: string,
  values: Readonly<Record<string, unknown>> = {},
  id = "fh-run-js",
): FT {
  return Script(fillCode(code, values), { id, hx_swap_oob: true });
}

/**
 * Runs code on an event of htmx, named as in htmx 2: `afterSwap`. In the code, `event` is the event.
 * FastHTML: `HtmxOn`.
 *
 * @example
 * ```ts
 * import { HtmxOn } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * match(`${HtmxOn("afterSwap", "console.log(event)")}`, /\["htmx:afterSwap","htmx-after-swap"\]/);
 * ```
 */
export function HtmxOn(event: string, code: string): FT {
  const words = event.split(/[:-]|(?=[A-Z])/).map((word) => word.toLowerCase());
  const camel = words.join("-").replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  return Script(`domReadyExecute(function() {
${
    jsonForScript([`htmx:${camel}`, `htmx-${words.join("-")}`])
  }.forEach(evt => document.body.addEventListener(evt, function(event) { ${code} }))
})`);
}

/**
 * Makes attributes of a form that show its upload in a `<progress id="uploadprog" class="hidden">`
 * of up to 100. FastHTML: `upload_pb_attrs`.
 *
 * @example
 * ```ts
 * import { Button, fastApp, Form, Input, Progress } from "@fasthtml/fasthtml";
 * import { uploadPbAttrs } from "@fasthtml/fasthtml/compat";
 * import { match } from "node:assert";
 *
 * const form = Form(
 *   { hx_post: "/files", ...uploadPbAttrs() },
 *   Input({ type: "file", name: "file" }),
 *   Button("Upload"),
 *   Progress({ id: "uploadprog", max: 100, cls: "hidden" }),
 * );
 * match(`${form}`, /hx-on::xhr:progress="[^"]*uploadprog/);
 * ```
 */
export function uploadPbAttrs(id = "uploadprog"): Record<`hx-on${string}`, string> {
  return {
    "hx-on::xhr:progress": `{ const { loaded, total } = event.detail;
const bar = document.getElementById(${jsonForScript(id)});
if (total) { bar.classList.remove("hidden"); bar.value = 100 * loaded / total; } }`,
  };
}

function toOptions(options: OnOptions | string): OnOptions {
  if (typeof options === "string") return { event: options };
  checkOptions(options);
  return options;
}
