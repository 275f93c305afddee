/** Small scripts beside their elements. The client script defines `me` and `any`. */
import { makeOptionCheck } from "../option_check.ts";
import { jsonForScript } from "./escape.ts";
import { fillCode } from "./script_code.ts";
import type { FT } from "./ft.ts";
import { Script } from "./tags.ts";

/**
 * Runs code when the document is ready. In it, `m` is the script's parent and `p` the element
 * before the script. FastHTML: `Surreal`.
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

/** Runs code on an event of all elements inside the script's parent that match a selector. */
export function Any(sel: string, code: string, event?: string): FT {
  return On(code, { sel, event, me: false });
}

/** Runs code on an event of the element before the script. FastHTML: `Prev`. */
export function Prev(code: string, event?: string): FT {
  return On(code, { sel: "-", event });
}

/** Runs code at once. In it, `e` is the script's parent, or the element that a selector matches. */
export function Now(code: string, sel = ""): FT {
  return Script(
    `(async (ee = me(${sel && jsonForScript(sel)})) => {\nlet e = me(ee);\n${code}\n})()\n`,
  );
}

/** Runs code at once. In it, `e` is all elements that a selector matches. FastHTML: `AnyNow`. */
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
