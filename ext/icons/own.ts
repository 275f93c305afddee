/** Icons that a program brings: shapes, or whole drawings with an `<svg>` around. */
import { type Attrs, type Child, render, Safe } from "../../mod.ts";
import type { SafeHtml } from "../../types.ts";

/** What is drawn, and the attributes of the `<svg>` that it needs. */
export interface Drawing {
  /** The attributes, by their SVG names. */
  readonly frame: Attrs;
  /** The shapes. */
  readonly shapes: SafeHtml;
}

/** How lucide draws: shapes without one of these attributes are drawn in the same manner. */
export const LUCIDE: Attrs = {
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 2,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};

/** What of a drawing's own `<svg>` is kept: not its measures, its classes or its name. */
const KEPT = /^(?:viewBox$|fill|stroke|clip)/;

/** Reads an icon of the program's own. A drawing that names no color gets that of the text. */
export function toDrawing(name: string, icon: Child): Drawing {
  const html = render(icon);
  if (typeof html !== "string" || !html.includes("<")) {
    const found = typeof html === "string" ? JSON.stringify(html.slice(0, 40)) : "a promise";
    throw new TypeError(
      `Cannot draw the icon "${name}": ${found}, expected elements of SVG or Safe("<svg …")`,
    );
  }
  const svg = /<svg\b([^>]*)>(.*)<\/svg>/s.exec(html);
  if (!svg) return { frame: LUCIDE, shapes: Safe(html) };
  const attrs = [...svg[1]!.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/g)]
    .map(([, name, value, other]) => [name!, value ?? other!] as const);
  const { width = 24, height = 24 } = Object.fromEntries(attrs);
  const kept = Object.fromEntries(attrs.filter(([name]) => KEPT.test(name)));
  const paint = "stroke" in kept ? {} : { fill: "currentColor" };
  return {
    frame: { viewBox: `0 0 ${width} ${height}`, ...paint, ...kept },
    // It would name the icon beside `label`, and show a text under the mouse.
    shapes: Safe(svg[2]!.replace(/<title\b[^>]*>[^<]*<\/title>/g, "")),
  };
}
