import { isDeepStrictEqual } from "node:util";
import { type Dom, mapDom, toDom } from "./dom.ts";
import type { Answer } from "./answer.ts";
import type { Tree } from "./tree.ts";

/** A case of `ft.json`, which FastHTML printed, or of `ft_errors.json`, which it could not. */
export interface Case {
  readonly id: string;
  readonly tree: Tree;
  readonly html?: string;
  readonly error?: string;
  /** False where Python's own way of printing shows. */
  readonly portable?: boolean;
}

/** Reads HTML as a browser, or htmx, does. */
export function readHtml(html: string): Dom[] {
  return mapDom(toDom(html, { attr: plainly }), (element) => {
    if (element.attrs.type !== "application/ld+json") return element;
    return { ...element, children: element.children.map((text) => toPlainJson(String(text))) };
  });
}

/** Whether an answer is HTML that means the same. */
export function isHtml({ value }: Answer, expected: string | readonly Dom[]): boolean {
  if (typeof value !== "string") return false;
  const wanted = typeof expected === "string" ? readHtml(expected) : expected;
  return isDeepStrictEqual(readHtml(value), wanted);
}

/** JSON-LD is the same whatever its spaces, its escapes and the order of its names are. */
function toPlainJson(text: string): string {
  const data = toJson(text);
  return data === undefined
    ? text
    : JSON.stringify(data, (_, value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) =>
            a < b ? -1 : 1
          ),
        )
        : value);
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
  if (name === "d") return value.trim(); // a path is drawn the same
  if (name === "checked" || name === "selected") return "";
  const data = name.startsWith("hx-") && value.startsWith("{") ? toJson(value) : undefined;
  return data === undefined ? value : JSON.stringify(data);
}
