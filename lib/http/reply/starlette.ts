/** Responses under Starlette's names, for programs that come from there. */
import { makeOptionCheck } from "../../option_check.ts";
import { toByteStream } from "./page_stream.ts";
import type { Responder } from "./reply.ts";
import { exchangeOf } from "../request/exchange.ts";
import type { RequestContext } from "../types.ts";

/** Options of a response of this kind: the platform's, and `mediaType`. */
export interface MediaOptions extends ResponseInit {
  /** The `Content-Type`. */
  mediaType?: string;
}

const checkOptions = makeOptionCheck<MediaOptions>("make a response", {
  status: true,
  statusText: true,
  headers: true,
  mediaType: true,
});

/**
 * Answers with a whole document of the program's own. Nothing in it is escaped, so no text of a
 * client belongs there: elements escape it. Starlette: `HTMLResponse`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { HTMLResponse } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/old", () => HTMLResponse("<p>An old page</p>"));
 * strictEqual(await (await app.request("/old")).text(), "<p>An old page</p>");
 * ```
 */
export function HTMLResponse(html: string, options: MediaOptions = {}): Response {
  checkOptions(options);
  return new Response(html, toInit({ mediaType: "text/html; charset=utf-8", ...options }));
}

/**
 * Answers with text, which browsers show as it is. Starlette: `PlainTextResponse`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { PlainTextResponse } from "@fasthtml/fasthtml/compat";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/notes", () => PlainTextResponse("1 < 2"));
 *
 * const response = await app.request("/notes");
 * const { headers } = response;
 * deepStrictEqual(
 *   [headers.get("content-type"), await response.text()],
 *   ["text/plain; charset=utf-8", "1 < 2"],
 * );
 * ```
 */
export function PlainTextResponse(text: string, options: MediaOptions = {}): Response {
  checkOptions(options);
  return new Response(text, toInit({ mediaType: "text/plain; charset=utf-8", ...options }));
}

/**
 * Sends texts or bytes as a generator makes them: the next only once the client has read the last,
 * and none when it has left. An error is reported, and breaks the connection. Starlette:
 * `StreamingResponse`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { StreamingResponse } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * function* rows() {
 *   yield "id,title\n";
 *   yield "1,Emma\n";
 * }
 * rt("/books.csv", () => StreamingResponse(rows(), { mediaType: "text/csv" }));
 * strictEqual(await (await app.request("/books.csv")).text(), "id,title\n1,Emma\n");
 * ```
 */
export function StreamingResponse(
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: MediaOptions = {},
): Responder {
  checkOptions(options);
  return {
    __response__(context: RequestContext) {
      const encoder = new TextEncoder();
      const toBytes = (part: string | Uint8Array) =>
        typeof part === "string" ? encoder.encode(part) : part;
      const body = toByteStream(iterate(content), toBytes, exchangeOf(context));
      return new Response(body, toInit(options));
    },
  };
}

async function* iterate<T>(content: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void> {
  yield* content;
}

function toInit({ mediaType, ...init }: MediaOptions): ResponseInit {
  const headers = new Headers(init.headers);
  if (mediaType !== undefined && !headers.has("content-type")) {
    headers.set("content-type", mediaType);
  }
  return { ...init, headers };
}
