/** Scripts and style sheets from files, with values filled in. */
import { isUnsafeStyle } from "./attrs.ts";
import type { ScriptAttrs, StyleAttrs } from "./attr_types/element.ts";
import type { FT } from "./ft.ts";
import { fillCode } from "./script_code.ts";
import { Script, Style } from "./tags.ts";

/**
 * Makes a script of a file's text. `{name}` in it is replaced by the value as JSON, which has quotes
 * of its own: within quotes it throws a TypeError. FastHTML: `ScriptX`.
 *
 * @example
 * ```ts
 * import { ScriptX } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const file = await Deno.makeTempFile({ suffix: ".js" });
 * await Deno.writeTextFile(file, "draw({points})");
 * strictEqual(`${ScriptX(file, { points: [1, 2] })}`, "<script>draw([1,2])</script>");
 * await Deno.remove(file);
 * ```
 */
export function ScriptX(
  file: string | URL,
  values: Readonly<Record<string, unknown>> = {},
  attrs: ScriptAttrs = {},
): FT {
  return Script(fillCode(Deno.readTextFileSync(file), values), attrs);
}

/**
 * Makes a style sheet of a file's text. `var(--tpl-name)` in it is replaced by the value, which
 * throws a TypeError if it could end its declaration or has a URL. FastHTML: `StyleX`.
 *
 * @example
 * ```ts
 * import { StyleX } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const file = await Deno.makeTempFile({ suffix: ".css" });
 * await Deno.writeTextFile(file, "p { color: var(--tpl-text-color) }");
 * strictEqual(`${StyleX(file, { text_color: "teal" })}`, "<style>p { color: teal }</style>");
 * await Deno.remove(file);
 * ```
 */
export function StyleX(
  file: string | URL,
  values: Readonly<Record<string, string | number>> = {},
  attrs: StyleAttrs = {},
): FT {
  const css = Deno.readTextFileSync(file).replace(/var\(--tpl-([\w-]+)\)/g, (all, name) => {
    const key = name.replaceAll("-", "_");
    const value = Object.hasOwn(values, key) ? `${values[key]}` : all;
    if (!isUnsafeStyle(value)) return value;
    throw new TypeError(
      `Cannot fill in ${all}: found ${
        JSON.stringify(value)
      }, expected a value without ; : { } \\ or //`,
    );
  });
  return Style(css, attrs);
}
