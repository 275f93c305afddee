/**
 * Elements in Jupyter notebooks of Deno: as the value of a cell, or by `show()`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  A,
  type Child,
  type DISPLAY,
  type FastHTML,
  Fragment,
  type FT,
  Iframe,
  Script,
} from "../mod.ts";

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
  /** The host of the application, by https if it is another machine. Default: `localhost`. */
  host?: string;
  /** The port of the application. Default: 8000. */
  port?: number;
  /**
   * The height of the frame in pixels; `auto` is that of its page, which has {@linkcode iframeScr} in
   * `hdrs`. Default: 400.
   */
  height?: number | "auto";
  /** Whether there is a link to the page, too. Default: false. */
  link?: boolean;
}

const checkFrame = makeOptionCheck<HTMXOptions>("show a page", {
  host: true,
  port: true,
  height: true,
  link: true,
});

/**
 * Shows a page of an application in a frame. Another cell serves the application, with
 * {@linkcode nbServe}. Throws a TypeError for a path that does not begin with `/`. FastHTML: `HTMX`.
 *
 * @example
 * ```ts
 * import { HTMX } from "@fasthtml/fasthtml/ext/jupyter";
 * import { match } from "node:assert";
 *
 * match(`${HTMX("/books", { port: 8001 })}`, /^<iframe src="http:\/\/localhost:8001\/books"/);
 * ```
 */
export function HTMX(path = "/", options: HTMXOptions = {}): FT {
  checkFrame(options);
  const { host = "localhost", port = 8000, height = 400, link = false } = options;
  // After a port, "@evil.example" would be another host.
  if (!path.startsWith("/")) {
    throw new TypeError(`Cannot show a page: path "${path}", expected one that begins with "/"`);
  }
  if (!/^[a-z\d.-]+$/i.test(host)) {
    throw new TypeError(`Cannot show a page: host "${host}", expected a name`);
  }
  const src = `${host === "localhost" ? "http" : "https"}://${host}:${port}${path}`;
  const frame = Iframe({
    src,
    style: { width: "100%", height: `${height === "auto" ? 400 : height}px`, border: "none" },
    ...height === "auto" && { onload: FIT },
  });
  return link ? Fragment(A("Open in new tab", { href: src, target: "_blank" }), frame) : frame;
}

// Inside an attribute, addEventListener() alone is the element's own.
const FIT = `window.addEventListener("message", ({ source, data }) => {
  if (source === this.contentWindow && data.height > 0) this.style.height = data.height + 1 + "px";
})`;

/** A script for `hdrs`: tells the frame around the page its height. FastHTML: `iframe_scr`. */
export const iframeScr: FT = Script(`addEventListener("load", () => {
  const root = document.documentElement;
  const tell = () => parent.postMessage({ height: root.offsetHeight }, "*");
  new ResizeObserver(tell).observe(root);
})`);

/** Options of {@linkcode nbServe} and {@linkcode JupyUvi}. */
export interface NbServeOptions {
  /** The port. Default: 8000. */
  port?: number;
  /** The host to listen on. Default: `127.0.0.1`, this machine alone. */
  host?: string;
}

const checkServer = makeOptionCheck<NbServeOptions>("serve", { port: true, host: true });

/**
 * Serves an application from a cell, until `await server.shutdown()`. Notebooks on this machine may
 * show its pages in frames, which other applications' pages must not. FastHTML: `nb_serve`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { nbServe } from "@fasthtml/fasthtml/ext/jupyter";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", () => "Hello");
 * await using server = nbServe(app, { port: 0 });
 * const page = await fetch(`http://127.0.0.1:${server.addr.port}/`);
 * strictEqual((await page.text()).includes("Hello"), true);
 * ```
 */
export function nbServe(
  app: FastHTML,
  options: NbServeOptions = {},
): Deno.HttpServer<Deno.NetAddr> {
  checkServer(options);
  const { port = 8000, host = "127.0.0.1" } = options;
  return Deno.serve({ port, hostname: host, onListen() {} }, async (request, info) => {
    const response = await app.fetch(request, info);
    // Browsers that read this ignore X-Frame-Options (CSP 3, 6.4.2.2).
    if (response.headers.has("x-frame-options")) response.headers.append(CSP, NOTEBOOKS);
    return response;
  });
}

const CSP = "content-security-policy";
const NOTEBOOKS = "frame-ancestors 'self' http://localhost:* http://127.0.0.1:* vscode-webview:";

/**
 * Starts and stops an application from cells. FastHTML: `JupyUvi`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { JupyUvi } from "@fasthtml/fasthtml/ext/jupyter";
 *
 * const { app, rt } = fastApp();
 * rt("/", () => "Hello");
 * const server = new JupyUvi(app, { port: 0 });
 * await server.stop();
 * ```
 */
export class JupyUvi {
  /** The application. */
  readonly app: FastHTML;
  readonly #options: NbServeOptions;
  #server: Deno.HttpServer<Deno.NetAddr> | undefined;

  /** Serves the application, as {@linkcode nbServe} does. */
  constructor(app: FastHTML, options: NbServeOptions = {}) {
    this.app = app;
    this.#options = options;
    this.start();
  }

  /** The port that it listens on; undefined while it is stopped. */
  get port(): number | undefined {
    return this.#server?.addr.port;
  }

  /** Serves the application again after {@linkcode JupyUvi.stop}. */
  start(): void {
    this.#server ??= nbServe(this.app, this.#options);
  }

  /** Stops the server when its requests have ended. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.shutdown();
  }
}
