/** Pages that are sent while they are made. */
import { type Child, render } from "../../html/mod.ts";
import type { Nonce } from "./csp.ts";
import type { Exchange } from "../request/exchange.ts";
import { reportLate } from "../errors.ts";
import { AsyncLocalStorage } from "node:async_hooks";

/** A page around parts that are made later. */
export interface PageStream {
  /** The text before the parts. */
  readonly start: string;
  /** The parts; each is sent when it is made. */
  readonly parts: AsyncIterable<unknown>;
  /** The text after the parts. */
  readonly end: string;
  /** The placeholder of the nonce; undefined for none. */
  readonly nonce: string | undefined;
}

/**
 * Sends a page part by part, in order. The next part is made only after the client has read the
 * last; the generator is ended when the client disconnects. A part that throws breaks the
 * connection, so that the browser does not take half a page for a whole one.
 */
export function toPageStream(
  page: PageStream,
  exchange: Exchange,
  nonce?: Nonce,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const toBytes = (text: string) => encoder.encode(nonce ? nonce.fill(text) : text);
  return toByteStream(toTexts(page), toBytes, exchange);
}

/** Sends parts as bytes, one after the other, as a page's are. */
export function toByteStream<Part>(
  parts: AsyncGenerator<Part, void>,
  toBytes: (part: Part) => Uint8Array,
  exchange: Exchange,
): ReadableStream<Uint8Array> {
  // Parts are made in the request's async context, so tables stay narrowed.
  const inside = AsyncLocalStorage.snapshot();
  let isLeft = false;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await inside(() => parts.next());
        if (isLeft) return;
        if (!done) return controller.enqueue(toBytes(value));
        exchange.stopWatch();
        exchange.checkSession();
        controller.close();
      } catch (error) {
        reportLate(error, exchange);
        // Deno writes what it gets to the terminal, with each control character that a client sent.
        controller.error(exchange.info ? "A page broke off: its error is in the log" : error);
      }
    },
    async cancel() {
      isLeft = true;
      await inside(() => parts.return());
      exchange.checkSession();
    },
  }, { highWaterMark: 0 });
}

async function* toTexts(
  { start, parts, end, nonce }: PageStream,
): AsyncGenerator<string, void> {
  if (start) yield start;
  for await (const part of parts) yield await render(part as Child, nonce);
  if (end) yield end;
}

/**
 * Returns the same response, with its body made in the request's async context. The server reads
 * the body outside of it, where tables are not narrowed.
 */
export function keepAsyncContext(response: Response): Response {
  if (!response.body) return response;
  const inside = AsyncLocalStorage.snapshot();
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await inside(() => reader.read());
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => inside(() => reader.cancel(reason)),
  }, { highWaterMark: 0 });
  return new Response(body, response);
}
