/** Pages that are sent while they are made. */
import { type Child, render } from "../../html/mod.ts";
import { OpenContext } from "../request/context.ts";
import { report } from "../log.ts";
import { AsyncLocalStorage } from "node:async_hooks";

/** A page around parts that are still to come. */
export interface PageStream {
  /** What stands before the parts. */
  readonly start: string;
  /** The parts; each is sent when it is made. */
  readonly parts: AsyncIterable<unknown>;
  /** What stands after them. */
  readonly end: string;
  /** What scripts and style sheets have as their nonce; undefined for none. */
  readonly nonce: string | undefined;
}

/**
 * Sends a page in the order of its making. No part is asked for before the browser has read those
 * before; the generator is ended when the visitor leaves. A part that fails breaks the connection:
 * the browser must not take half a page for a whole one.
 */
export function toPageStream(
  { start, parts, end, nonce }: PageStream,
  context: OpenContext,
): ReadableStream<Uint8Array> {
  // What the program does for this page belongs to the request, with the tables it narrowed.
  const inside = AsyncLocalStorage.snapshot();
  const texts = toTexts({ start, parts, end, nonce });
  const encoder = new TextEncoder();
  let isLeft = false;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await inside(() => texts.next());
        if (isLeft) return;
        if (!done) return controller.enqueue(encoder.encode(value));
        OpenContext.stay(context);
        controller.close();
      } catch (error) {
        report(error, context.req);
        controller.error(error);
      }
    },
    async cancel() {
      isLeft = true;
      await inside(() => texts.return());
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
