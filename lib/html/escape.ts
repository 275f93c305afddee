/** Escaping of text for HTML, scripts, style sheets and JSON. */

const TEXT = /[&<>]/g;
const ATTR = /[&<>"]/g;

/** Escapes text for an HTML text node. */
export function escapeText(text: string): string {
  return escape(text, TEXT);
}

/** Escapes text for an attribute value in double quotes. */
export function escapeAttr(text: string): string {
  return escape(text, ATTR);
}

/** Returns how the text of a script or style sheet is escaped, below elements of these names. */
export function escapeOf(holds: string, path: readonly string[]): (text: string) => string {
  if (holds === "style") return escapeStyle;
  return isForeign(path) ? escapeText : escapeScript;
}

/**
 * Escapes the text of a script so that it can't end its element: `</script` and `<!--` get an
 * escape that means the same in JavaScript strings, patterns and templates, and in JSON.
 */
export function escapeScript(text: string): string {
  return text.replace(/<(?=\/script|!--)/gi, "\\u003c");
}

/**
 * Escapes the text of a style sheet so that it can't end its element, and is not markup inside
 * `<svg>`, where parsers look for tags. CSS reads `\3c ` as `<`.
 */
export function escapeStyle(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, "\\3c ");
}

/**
 * Writes a value as JSON that is safe in any script or attribute. `undefined` is written as `null`.
 *
 * @example Data for a script
 * ```ts
 * import { jsonForScript } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(jsonForScript({ a: "</script>" }), '{"a":"\\u003c/script>"}');
 * ```
 */
export function jsonForScript(value: unknown): string {
  // U+2028 and U+2029 ended a line in JavaScript before 2019, and still do in some parsers.
  return (JSON.stringify(value) ?? "null").replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

// Searching and slicing takes a third to a half of the time of replace() with a function.
function escape(text: string, special: RegExp): string {
  special.lastIndex = 0;
  let html = "";
  let from = 0;
  while (special.test(text)) {
    const at = special.lastIndex - 1;
    html += text.slice(from, at) + toEntity(text.charCodeAt(at));
    from = at + 1;
  }
  return from === 0 ? text : html + text.slice(from);
}

function toEntity(code: number): string {
  if (code === 38) return "&amp;";
  if (code === 60) return "&lt;";
  return code === 62 ? "&gt;" : "&quot;";
}

/** Whether parsers look for tags in a script here: in SVG or MathML, but not in HTML inside. */
function isForeign(path: readonly string[]): boolean {
  const at = path.findLastIndex((tag) => /^(svg|math)$/i.test(tag));
  const mayHoldHtml = path[at]?.toLowerCase() === "svg";
  return at >= 0 &&
    !(mayHoldHtml && path.slice(at).some((tag) => /^(foreignobject|desc|title)$/i.test(tag)));
}
