/** Calls as formatted TypeScript text. */
import type { Call } from "./calls.ts";

/** The largest width of a line. */
export const WIDTH = 100;

/** Prints calls as `deno fmt` does: on one line if they fit, or else one argument per line. */
export function print(calls: readonly (Call | string)[], attrsFirst: boolean): string {
  if (calls.length === 1) return printOne(calls[0], attrsFirst, "");
  const line = calls.map((call) => toLine(call, attrsFirst)).join(", ");
  if (fits(line, "")) return `[${line}]`;
  return `[\n${calls.map((call) => `  ${printOne(call, attrsFirst, "  ")},\n`).join("")}]`;
}

function printOne(call: Call | string, attrsFirst: boolean, indent: string): string {
  const line = toLine(call, attrsFirst);
  if (typeof call === "string" || fits(line, indent)) return line;
  const inner = `${indent}  `;
  const { open, children, attrs } = call;
  const last = attrsFirst
    ? undefined
    : children.map((child) => `${toLine(child, false)}, `).join("");
  // A last object literal begins on the line of its function.
  if (
    attrs.length > 0 && children.length < 2 && (children.length === 0 || fits(last ?? "\n", inner))
  ) {
    return `${open}${last ?? ""}${printObject(attrs, indent)})`;
  }
  const object = attrs.length > 0 ? [printObject(attrs, inner)] : [];
  const others = children.map((child) => printOne(child, attrsFirst, inner));
  const args = attrsFirst ? [...object, ...others] : [...others, ...object];
  return `${open.trimEnd()}\n${args.map((arg) => `${inner}${arg},\n`).join("")}${indent})`;
}

function printObject(attrs: readonly string[], indent: string): string {
  const line = toObject(attrs);
  return fits(line, indent)
    ? line
    : `{\n${attrs.map((a) => `${indent}  ${a},\n`).join("")}${indent}}`;
}

function toLine(call: Call | string, attrsFirst: boolean): string {
  if (typeof call === "string") return quote(call);
  const object = call.attrs.length > 0 ? [toObject(call.attrs)] : [];
  const children = call.children.map((child) => toLine(child, attrsFirst));
  const args = attrsFirst ? [...object, ...children] : [...children, ...object];
  return `${call.open}${args.join(", ")})`.replace(/, \)$/, ")");
}

function toObject(attrs: readonly string[]): string {
  return `{ ${attrs.join(", ")} }`;
}

function fits(line: string, indent: string): boolean {
  return indent.length + line.length < WIDTH && !line.includes("\n");
}

function quote(text: string): string {
  if (!text.includes("\n")) return JSON.stringify(text);
  return `\`${text.replace(/[`\\]|\$(?=\{)/g, "\\$&")}\``;
}
