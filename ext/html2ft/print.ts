import type { Call } from "./calls.ts";

const WIDTH = 100;

/** Prints calls as `deno fmt` would: in one line where they fit, else an argument a line. */
export function print(calls: readonly (Call | string)[], attrsFirst: boolean): string {
  const parts = calls.map((call) => (indent: string) => printOne(call, attrsFirst, indent));
  return parts.length === 1 ? parts[0]("") : group("[", parts, "]", "");
}

function printOne(call: Call | string, attrsFirst: boolean, indent: string): string {
  if (typeof call === "string") return quote(call);
  const children = call.children.map((child) => (indent: string) =>
    printOne(child, attrsFirst, indent)
  );
  const attrs = call.attrs.map((attr) => () => attr);
  const object = attrs.length === 0 ? [] : [(indent: string) => group("{ ", attrs, " }", indent)];
  const args = attrsFirst ? [...object, ...children] : [...children, ...object];
  return group(call.callee.endsWith(", ") ? call.callee : `${call.callee}(`, args, ")", indent);
}

type Part = (indent: string) => string;

function group(open: string, parts: readonly Part[], close: string, indent: string): string {
  const line = parts.map((part) => part("")).join(", ");
  const isShort = indent.length + open.length + line.length + close.length < WIDTH;
  if (isShort && !line.includes("\n")) return open.replace(/, $/, line ? "$&" : "") + line + close;
  const inner = `${indent}  `;
  const lines = parts.map((part) => `${inner}${part(inner)},\n`).join("");
  return `${open.trimEnd()}\n${lines}${indent}${close.trimStart()}`;
}

function quote(text: string): string {
  if (!text.includes("\n")) return JSON.stringify(text);
  return `\`${text.replace(/[`\\]|\$(?=\{)/g, "\\$&")}\``;
}
