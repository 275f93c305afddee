/** Event streams: responses that go on (HTML, 9.2). */
import { type Child, render } from "../html/mod.ts";
import { exchangeOf } from "../http/request/exchange.ts";
import { report } from "../http/errors.ts";
import { type Maybe, then } from "../maybe.ts";
import type { Responder } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { type Channel, HubChannel } from "./channel.ts";

/** Options of {@linkcode sseMessage}. */
export interface SseOptions {
  /** The event's name. Default: none, which browsers call "message". */
  event?: string;
  /** The id that the browser sends as `Last-Event-ID` when it reconnects. */
  id?: string | number;
  /** Milliseconds until the browser reconnects after the stream ended. */
  retry?: number;
}

/** One message of an event stream. */
export class SseMessage {
  readonly #content: Child;
  readonly #head: string;

  /** Takes content, and fields of one line each. */
  constructor(content: Child, { event, id, retry }: SseOptions) {
    this.#content = content;
    const fields = Object.entries({ event, id, retry }).filter(([, value]) => value !== undefined);
    for (const [name, value] of fields) {
      // A line break would let text from a user add further events.
      if (!/[\r\n\0]/.test(`${value}`)) continue;
      throw new TypeError(
        `Cannot make an event: ${name} ${JSON.stringify(value)}, expected one line`,
      );
    }
    this.#head = fields.map(([name, value]) => `${name}: ${value}\n`).join("");
  }

  /** Renders the message in the wire format; a promise when a child is one. */
  render(): Maybe<string> {
    return then(render(this.#content), (html) => `${this.#head}${toData(html)}`);
  }
}

/**
 * Makes a message for an {@linkcode EventStream} to yield.
 *
 * Throws a TypeError when a field holds a line break. FastHTML: `sse_message`.
 */
export function sseMessage(content: Child, options: SseOptions = {}): SseMessage {
  return new SseMessage(content, options);
}

/** The argument of a stream's generator. */
export interface StreamContext {
  /** Aborted when the client disconnects or the server closes. */
  readonly signal: AbortSignal;
  /** The id of the last message that the client received before the connection broke. */
  readonly lastEventId: string | undefined;
}

/** Where a stream's messages come from; other content is wrapped in a message. */
export type StreamSource =
  | Channel
  | AsyncIterable<SseMessage | Child>
  | ((stream: StreamContext) => AsyncIterable<SseMessage | Child>);

/** Options of {@linkcode EventStream}. */
export interface StreamOptions {
  /** Seconds between heartbeats, which keep proxies from closing a quiet stream. Default: 15. */
  heartbeat?: number;
  /** Bytes that may wait for a client that reads too slowly. Default: 1 MiB. */
  maxUnsent?: number;
}

/**
 * Answers with an event stream: the messages of a generator, or all messages of a channel.
 *
 * A generator runs only as fast as the client reads. It is ended (`finally` runs) when the client
 * disconnects; a long wait in it should watch `signal`. FastHTML: `EventStream`.
 *
 * @example
 * ```ts
 * import { EventStream, fastApp, sseMessage, Time } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/clock", () =>
 *   EventStream(async function* () {
 *     yield sseMessage(Time("12:00"), { id: 1 });
 *   }));
 * strictEqual(await (await app.request("/clock")).text(), "id: 1\ndata: <time>12:00</time>\n\n");
 * ```
 */
export function EventStream(source: StreamSource, options: StreamOptions = {}): Responder {
  return { __response__: (context: RequestContext) => toStream(source, options, context) };
}

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // A proxy or a compressor would hold messages back.
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();
const BEAT = encoder.encode(":\n\n");

function toStream(
  source: StreamSource,
  { heartbeat = 15, maxUnsent = 1 << 20 }: StreamOptions,
  context: RequestContext,
): Response {
  const { req, headers } = context;
  void context.cookies; // Read now and cached: Deno empties the request once it is answered
  if (req.method === "HEAD") return new Response(null, { headers: HEADERS });
  const end = new AbortController();
  const { signal } = end;
  // The generator runs in the request's async context, so tables stay narrowed.
  const inside = AsyncLocalStorage.snapshot();
  let iterator: AsyncIterator<SseMessage | Child> | undefined;
  let finish: () => void;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const hasRoom = () => controller.desiredSize! > 0;
        const beat = setInterval(() => hasRoom() && controller.enqueue(BEAT), heartbeat * 1000);
        signal.addEventListener("abort", () => clearInterval(beat));
        finish = () => {
          if (signal.aborted) return;
          end.abort();
          controller.close();
        };
        const exchange = exchangeOf(context);
        const { closing, connections } = exchange;
        closing.addEventListener("abort", finish, { signal });
        signal.addEventListener("abort", connections.follow(exchange, finish));
        if (source instanceof HubChannel) {
          let unchecked = 0;
          const leave = source.listen((html) => {
            const frame = toFrame(html);
            unchecked += frame.length;
            // As with sockets, a check at every message would cost too much.
            if (unchecked > maxUnsent / 16) {
              unchecked = 0;
              // A client that reads too slowly is disconnected, and reconnects.
              if (!hasRoom()) return finish();
            }
            controller.enqueue(frame);
          });
          signal.addEventListener("abort", leave);
        } else {
          const lastEventId = headers.get("last-event-id") ?? undefined;
          const make = source as Exclude<StreamSource, Channel>;
          const made = typeof make === "function" ? make({ signal, lastEventId }) : make;
          const own = iterator = made[Symbol.asyncIterator]();
          const fail = (error: unknown) => report(error, req);
          signal.addEventListener("abort", () => inside(() => own.return?.())?.catch(fail));
        }
      },
      async pull(controller) {
        if (!iterator) return;
        try {
          const { value, done } = await inside(() => iterator!.next());
          if (done || signal.aborted) return finish();
          const message = value instanceof SseMessage ? value : sseMessage(value);
          const bytes = encoder.encode(await message.render());
          if (!signal.aborted) controller.enqueue(bytes);
        } catch (error) {
          report(error, req);
          finish();
        }
      },
      cancel: () => end.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: source instanceof HubChannel ? maxUnsent : 1 }),
  );
  return new Response(body, { headers: HEADERS });
}

let last = { html: "", bytes: encoder.encode(toData("")) };

/** Encodes a channel's message once: a thousand streams send the same bytes in turn. */
function toFrame(html: string): Uint8Array {
  if (last.html !== html) last = { html, bytes: encoder.encode(toData(html)) };
  return last.bytes;
}

function toData(html: string): string {
  return `${html.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join("")}\n`;
}
