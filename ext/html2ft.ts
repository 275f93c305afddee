/**
 * Converts HTML to function calls of this library.
 * FastHTML: `html2ft`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { type Call, toCalls } from "./html2ft/calls.ts";
import { parse } from "./html2ft/parse.ts";
import { print, WIDTH } from "./html2ft/print.ts";

/** Options of {@linkcode htmlToFt}. */
export interface HtmlToFtOptions {
  /** Whether attributes come before the children. Default: false. */
  attrsFirst?: boolean;
  /** Whether the import lines that the calls need come first. Default: false. */
  imports?: boolean;
  /**
   * Whether URLs that run a script and whole pages (`srcdoc`) are marked by `Safe()`, for HTML of
   * your own. Default: false: what others wrote runs nothing.
   */
  trusted?: boolean;
}

const checkOptions = makeOptionCheck<HtmlToFtOptions>("convert HTML", {
  attrsFirst: true,
  imports: true,
  trusted: true,
});

/**
 * Converts HTML to the calls that make it: a fragment, or a document with its doctype.
 * Comments are left out, and so are spaces that browsers do not show. An element without a function
 * of its own is `tags.Name`. An attribute that a function adds by itself is turned off by `null`.
 * The text may be a user's: the result holds calls of this library's functions and literals only.
 * Throws a RangeError for more than a million characters, 20,000 elements and attributes, or 256
 * elements in each other.
 *
 * @example
 * ```ts
 * import { htmlToFt } from "@fasthtml/fasthtml/ext/html2ft";
 * import { strictEqual } from "node:assert";
 * strictEqual(
 *   htmlToFt('<div class="a b" id=x>hi <b>y</b></div>'),
 *   'Div("hi ", B("y"), { cls: "a b", id: "x" })',
 * );
 * ```
 */
export function htmlToFt(text: string, options: HtmlToFtOptions = {}): string {
  checkOptions(options);
  const { attrsFirst = false, imports = false, trusted = false } = options;
  const root = parse(text);
  const hasDoctype = root.childNodes.some((node) => node.nodeName === "#documentType");
  const calls = toCalls(root, { hasDoctype, trusted });
  const code = print(calls, attrsFirst);
  const lines = imports ? toImports(calls) : [];
  return lines.length === 0 ? code : [...lines, "", code].join("\n");
}

function toImports(calls: readonly (Call | string)[]): string[] {
  const names = new Map<string, Set<string>>();
  const collect = (call: Call | string): void => {
    if (typeof call === "string") return;
    for (const name of call.uses) {
      const from = name === "Safe" ? "@fasthtml/fasthtml" : call.from;
      names.set(from, (names.get(from) ?? new Set()).add(name));
    }
    call.children.forEach(collect);
  };
  calls.forEach(collect);
  return [...names].map(([from, used]) => {
    const sorted = [...used].sort();
    const line = `import { ${sorted.join(", ")} } from "${from}";`;
    if (line.length <= WIDTH) return line;
    return `import {\n${sorted.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
  });
}
