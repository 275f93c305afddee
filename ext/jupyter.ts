/**
 * Notebooks: elements show themselves in Deno's Jupyter kernel, alone or by `show()`.
 *
 * @module
 */
import { type Child, type DISPLAY, Fragment, type FT, Iframe, Script } from "../mod.ts";

/** What a notebook shows where it is a cell's last value. */
export interface Display {
  /** Returns the content by media type. */
  [DISPLAY](): Promise<Record<string, string>>;
}

/**
 * Shows elements, text, and values with `__ft__()` as the result of a cell; where the notebook has
 * htmx, their attributes work. FastHTML: `show`.
 *
 * @example
 * ```ts
 * import { DISPLAY, P } from "@fasthtml/fasthtml";
 * import { show } from "@fasthtml/fasthtml/ext/jupyter";
 * import { match } from "node:assert";
 *
 * match((await show("Hello", P("there"))[DISPLAY]())["text/html"], /^Hello<p>there<\/p>/);
 * ```
 */
export function show(...children: Child[]): Display {
  return Fragment(children, Script("window.htmx?.process(document.body)"));
}

/** Options of {@linkcode HTMX}. */
export interface HTMXOptions {
  /** Where the application listens. Default: 8000. */
  port?: number;
  /** How high the frame is, in pixels. Default: 400. */
  height?: number;
}

/**
 * Shows a page of an application that another cell serves, by `Deno.serve({ port: 8000 },
 * app.fetch)`, in a frame. FastHTML: `HTMX`.
 */
export function HTMX(path = "/", { port = 8000, height = 400 }: HTMXOptions = {}): FT {
  return Iframe({
    src: `http://localhost:${port}${path}`,
    style: { width: "100%", height: `${height}px`, border: "none" },
  });
}
