const TEXT = /[&<>]/;
const ATTR = /[&<>"]/;

/** Escapes text for an HTML text node. */
export function escapeText(text: string): string {
  return TEXT.test(text) ? escapeAll(text) : text;
}

/** Escapes text for an attribute value in double quotes. */
export function escapeAttr(text: string): string {
  return ATTR.test(text) ? escapeAll(text).replaceAll('"', "&quot;") : text;
}

/**
 * Keeps the text of a script from ending its element: `</script` and `<!--` get an escape that
 * means the same in JavaScript strings, patterns and templates, and in JSON.
 */
export function escapeScript(text: string): string {
  return text.replace(/<(?=\/script|!--)/gi, "\\u003c");
}

/** Keeps the text of a style sheet from ending its element; CSS reads `\/` as `/`. */
export function escapeStyle(text: string): string {
  return text.replace(/<\/(?=style)/gi, "<\\/");
}

/**
 * Writes a value as JSON that can stand in any script or attribute.
 *
 * @example Data for a script
 * ```ts
 * import { jsonForScript } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(jsonForScript({ a: "</script>" }), '{"a":"\\u003c/script>"}');
 * ```
 */
export function jsonForScript(value: unknown): string {
  // U+2028 and U+2029 ended a line in JavaScript before 2019 and still do in some parsers.
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function escapeAll(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
