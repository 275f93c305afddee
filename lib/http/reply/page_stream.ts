/** Pages that are sent while they are made. */
import { type Html, LONG } from "../../html/parts.ts";
import type { Nonce } from "./csp.ts";
import type { Exchange } from "../request/exchange.ts";
import { reportLate } from "../errors.ts";
import { AsyncLocalStorage } from "node:async_hooks";

/** HTML in pieces. */
export type Pieces = Exclude<Html, string>;

/** Whether some part of a page is made while it is sent. */
export function hasLateParts(page: Pieces): boolean {
  return page.some((piece) => typeof piece !== "string");
}

/**
 * Sends a page piece by piece, in order. The next part is made only after the client has read the
 * last; the generator is ended when the client disconnects. A part that throws breaks the
 * connection, so that the browser does not take half a page for a whole one.
 */
export function toPageStream(
  page: Pieces,
  exchange: Exchange,
  nonce?: Nonce,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const toBytes = (text: string) => encoder.encode(nonce ? nonce.fill(text) : text);
  exchange.isStreamed = true;
  return toByteStream(toTexts(page), toBytes, exchange);
}

/** Encodes a long page. V8 would first add up its pieces, and needs twice the memory for that. */
export function toPageBytes(page: Pieces, nonce?: Nonce): Uint8Array<ArrayBuffer> {
  const texts = (page as readonly string[]).map((text) => nonce ? nonce.fill(text) : text);
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(texts.reduce((size, { length }) => size + length, 0));
  let size = 0;
  for (let text of texts) {
    for (;;) {
      const { read, written } = encoder.encodeInto(text, bytes.subarray(size));
      size += written;
      if (read === text.length) break;
      // Other characters than those of ASCII take up to three bytes.
      text = text.slice(read);
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
  }
  return bytes.subarray(0, size);
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

async function* toTexts(page: Html): AsyncGenerator<string, void> {
  if (typeof page === "string") return yield page;
  let text = "";
  for (const piece of page) {
    if (typeof piece === "string") text += piece;
    if (text !== "" && (typeof piece !== "string" || text.length >= LONG)) {
      yield text;
      text = "";
    }
    if (typeof piece === "string") continue;
    for await (const part of piece.parts) yield* toTexts(await piece.write(part));
  }
  if (text !== "") yield text;
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
