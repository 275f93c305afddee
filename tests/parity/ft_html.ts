import { isDeepStrictEqual } from "node:util";
import { type Dom, toDom } from "./dom.ts";
import type { Answer } from "./answer.ts";
import type { Tree } from "./tree.ts";

/** A case of `ft.json`, which FastHTML printed, or of `ft_errors.json`, which it could not. */
export interface Case {
  readonly id: string;
  readonly tree: Tree;
  readonly html?: string;
  readonly error?: string;
}

/** Reads HTML as a browser, or htmx, does. */
export function readHtml(html: string): Dom[] {
  return toDom(html, { attr: plainly });
}

/** Whether an answer is HTML that means the same. */
export function isHtml({ value }: Answer, expected: string | readonly Dom[]): boolean {
  if (typeof value !== "string") return false;
  const wanted = typeof expected === "string" ? readHtml(expected) : expected;
  return isDeepStrictEqual(readHtml(value), wanted);
}

/** Reads JSON; undefined where the text is none. */
export function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function plainly(name: string, value: string): string {
  if (name === "checked" || name === "selected") return "";
  const data = name.startsWith("hx-") && value.startsWith("{") ? toJson(value) : undefined;
  return data === undefined ? value : JSON.stringify(data);
}
