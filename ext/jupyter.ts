/**
 * Elements in Jupyter notebooks of Deno: as the value of a cell, or by `show()`.
 *
 * @module
 */
import { type Child, type DISPLAY, Fragment, type FT, Iframe, Script } from "../mod.ts";

/** A value that a notebook shows if it is the last one of a cell. */
export interface Display {
  /** Returns the content by media type. */
  [DISPLAY](): Promise<Record<string, string>>;
}

/**
 * Shows elements, text, and values with `__ft__()` as the result of a cell. Their htmx attributes
 * work if the notebook has loaded htmx. FastHTML: `show`.
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
  /** The port of the application. Default: 8000. */
  port?: number;
  /** The height of the frame in pixels. Default: 400. */
  height?: number;
}

/**
 * Shows a page of an application in a frame. Another cell serves the application with
 * `Deno.serve({ port: 8000 }, app.fetch)`. Throws a TypeError for a path that does not begin with
 * `/`. FastHTML: `HTMX`.
 */
export function HTMX(path = "/", { port = 8000, height = 400 }: HTMXOptions = {}): FT {
  // After a port, "@evil.example" would be another host.
  if (!path.startsWith("/")) {
    throw new TypeError(`Cannot show a page: path "${path}", expected one that begins with "/"`);
  }
  return Iframe({
    src: `http://localhost:${port}${path}`,
    style: { width: "100%", height: `${height}px`, border: "none" },
  });
}
