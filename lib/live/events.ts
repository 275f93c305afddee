/** Event streams: responses that go on (HTML, 9.2). */
import { makeOptionCheck } from "../option_check.ts";
import { type Child, render, Safe } from "../html/mod.ts";
import { exchangeOf } from "../http/request/exchange.ts";
import { reportLate } from "../http/errors.ts";
import { type Maybe, then } from "../maybe.ts";
import type { Responder } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { type Channel, HubChannel } from "./channel.ts";
import { countsOf } from "./counts.ts";
import { whileFull } from "./socket.ts";

/** Options of {@linkcode sseMessage}. */
export interface SseOptions {
  /** The event's name. Default: none, which browsers call "message". */
  event?: string;
  /** The id that the browser sends as `Last-Event-ID` when it reconnects. */
  id?: string | number;
  /** Milliseconds until the browser reconnects after the stream ended. */
  retry?: number;
}

const checkSse = makeOptionCheck<SseOptions>("make an event", {
  event: true,
  id: true,
  retry: true,
});

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

  /** Renders the message in the wire format, or a promise when a child is one. */
  render(): Maybe<string> {
    return then(render(this.#content), (html) => `${this.#head}${toData(html)}`);
  }
}

/**
 * Makes a message for an {@linkcode EventStream} to yield.
 *
 * Throws a TypeError when a field holds a line break. FastHTML: `sse_message`.
 *
 * @example
 * ```ts
 * import { P, sseMessage } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const message = sseMessage(P("New book"), { event: "books", id: 7 });
 * strictEqual(await message.render(), "event: books\nid: 7\ndata: <p>New book</p>\n\n");
 * ```
 */
export function sseMessage(content: Child, options: SseOptions = {}): SseMessage {
  checkSse(options);
  return new SseMessage(content, options);
}

/**
 * Makes a message of a template in the wire format: FastHTML's `f"event: tick\ndata: {x}\n\n"`.
 *
 * What is put into `data:` is content, so text is escaped, and each of its lines stays a line of
 * the data; what is put elsewhere has one line. So no text of a user can add a field or an event.
 *
 * @example
 * ```ts
 * import { sse } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const name = "<Ann>\n\nevent: forged";
 * strictEqual(
 *   await sse`event: joined\ndata: <b>${name}</b>\n\n`.render(),
 *   "event: joined\ndata: <b>&lt;Ann&gt;\ndata: \ndata: event: forged</b>\n\n",
 * );
 * ```
 */
export function sse(texts: TemplateStringsArray, ...values: Child[]): SseMessage {
  const data: Child[] = [];
  const options: Record<string, string> = {};
  for (const [start = "", ...rest] of toLines(texts, values)) {
    const [head, name] = FIELD.exec(`${start}`) ?? [];
    if (head === undefined || name === undefined) {
      throw new TypeError(
        `Cannot make an event: the line ${JSON.stringify(`${start}`)}, ` +
          "expected one that begins with data:, event:, id: or retry:",
      );
    }
    const parts = [Safe(`${start}`.slice(head.length)), ...rest];
    if (name === "data") data.push(data.length > 0 && "\n", parts);
    else options[name] = parts.join("");
  }
  return sseMessage(data, options);
}

const FIELD = /^(data|event|id|retry): ?/;

/** The lines of a template, each with the values in it; only the template's own text has breaks. */
function toLines(texts: readonly string[], values: readonly Child[]): Child[][] {
  const lines: Child[][] = [[]];
  texts.forEach((text, i) => {
    const end = i === values.length;
    const [first = "", ...others] = (end ? text.trimEnd() : text).split("\n");
    lines.at(-1)!.push(Safe(first));
    for (const line of others) lines.push([Safe(line)]);
    if (!end) lines.at(-1)!.push(values[i]);
  });
  return lines;
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
  /** The id of the last message that the page has; `Last-Event-ID` of a page that comes back wins. */
  after?: string;
}

const checkStream = makeOptionCheck<StreamOptions>("make an event stream", {
  heartbeat: true,
  maxUnsent: true,
  after: true,
});

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
  checkStream(options);
  return { __response__: (context: RequestContext) => toStream(source, options, context) };
}

/** It is sent as text, since a user may have written it: it could be any event, and any HTML. */
function toRawError(): TypeError {
  return new TypeError(
    "Cannot send a text as an event: found one with its fields in it, expected the content alone, " +
      "sseMessage(content, { event }), or sse`data: …` of @fasthtml/fasthtml/compat",
  );
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
  { heartbeat = 15, maxUnsent = 1 << 20, after }: StreamOptions,
  context: RequestContext,
): Response {
  const { req, headers } = context;
  void context.cookies; // Read now and cached: Deno empties the request once it is answered
  if (req.method === "HEAD") return new Response(null, { headers: HEADERS });
  const end = new AbortController();
  const { signal } = end, counts = countsOf("stream", exchangeOf(context));
  // The generator runs in the request's async context, so tables stay narrowed.
  const inside = AsyncLocalStorage.snapshot();
  const fail = (error: unknown) => {
    // What waits for the signal ends so when the client leaves.
    const isEnd = signal.aborted && error instanceof Error && error.name === "AbortError";
    if (!isEnd) reportLate(error, exchangeOf(context));
  };
  let iterator: AsyncIterator<SseMessage | Child> | undefined;
  let isWarned = false;
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
        exchange.followStream(signal);
        if (closing.aborted) return finish();
        if (counts) {
          counts.open();
          signal.addEventListener("abort", () => counts.close());
        }
        closing.addEventListener("abort", finish, { signal });
        signal.addEventListener("abort", connections.follow(exchange, finish));
        const lastEventId = headers.get("last-event-id") ?? after;
        if (source instanceof HubChannel) {
          let unchecked = 0;
          const untilFit = () =>
            hasRoom() ? undefined : whileFull(() => !hasRoom() && !signal.aborted);
          const leave = source.follow((html, id) => {
            const frame = toFrame(html, id);
            unchecked += frame.length;
            // As with sockets, a check at every message would cost too much.
            if (unchecked > maxUnsent / 16) {
              unchecked = 0;
              // A client that reads too slowly is disconnected, and reconnects.
              if (!hasRoom()) {
                counts?.limit("maxUnsent");
                return finish();
              }
            }
            counts?.send();
            controller.enqueue(frame);
          }, { after: lastEventId, untilFit });
          signal.addEventListener("abort", leave);
        } else {
          const make = source as Exclude<StreamSource, Channel>;
          const made = typeof make === "function" ? make({ signal, lastEventId }) : make;
          const own = iterator = made[Symbol.asyncIterator]();
          const leave = () =>
            inside(async () => {
              await own.return?.();
              exchange.checkSession();
            });
          signal.addEventListener("abort", () => connections.track(leave().catch(fail)));
        }
      },
      // A channel does not wait to be asked. Only to say so at each message took a tenth longer.
      pull: source instanceof HubChannel ? undefined : async (controller) => {
        try {
          const { value, done } = await inside(() => iterator!.next());
          if (done || signal.aborted) return finish();
          if (!isWarned && typeof value === "string" && /^(data|event):.*\n\n$/s.test(value)) {
            isWarned = true;
            reportLate(toRawError(), exchangeOf(context));
          }
          const message = value instanceof SseMessage ? value : sseMessage(value);
          const bytes = encoder.encode(await message.render());
          if (signal.aborted) return;
          counts?.send();
          controller.enqueue(bytes);
        } catch (error) {
          fail(error);
          finish();
        }
      },
      cancel: () => end.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: source instanceof HubChannel ? maxUnsent : 1 }),
  );
  return new Response(body, { headers: HEADERS });
}

let last: { html: string; id: string | undefined; bytes: Uint8Array } | undefined;

/** Encodes a channel's message once: a thousand streams send the same bytes in turn. */
function toFrame(html: string, id: string | undefined): Uint8Array {
  if (last?.html === html && last.id === id) return last.bytes;
  const bytes = encoder.encode(`${id === undefined ? "" : `id: ${id}\n`}${toData(html)}`);
  last = { html, id, bytes };
  return bytes;
}

function toData(html: string): string {
  return `${html.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join("")}\n`;
}
