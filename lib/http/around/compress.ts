/** Compressed responses, where no server or proxy compresses them. */
import type { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzipSync,
} from "node:zlib";
import type { Middleware } from "../middleware.ts";
import { readWhole } from "./whole_body.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Makes middleware that compresses responses for clients that accept Brotli or gzip: under
 * `deno serve`, and on Node.js and Bun. `serve()` does so by itself.
 *
 * The parts of a page that is sent while it is made are sent at once. Left as they are: event
 * streams, pictures and other media, less than 1 KiB, what is compressed already, parts of files,
 * and what has `Cache-Control: no-transform`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { compress } from "@fasthtml/fasthtml/middleware";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ middleware: compress() });
 * rt("/", () => P("Very ".repeat(1000)));
 * const response = await app.request("/", { headers: { "accept-encoding": "br, gzip" } });
 * strictEqual(response.headers.get("content-encoding"), "br");
 * ```
 */
export function compress(): Middleware {
  return async (request, next) => {
    const response = await next(request);
    // A cache changes the headers of what it has to those of a 304 (RFC 9111, 3.2).
    const isKept = response.status === 304;
    if (!isKept && !mayCompress(response)) return response;
    const encoding = toEncoding(request.headers.get("accept-encoding") ?? "");
    if (isKept) return mark(new Response(null, response), encoding);
    const body = encoding ? await readWhole(response.body!) : response.body!;
    const isSmall = body instanceof Uint8Array && body.length < LEAST_BYTES;
    const chosen = isSmall ? undefined : encoding;
    const made = mark(new Response(chosen ? encode(body, chosen) : body, response), chosen);
    if (!chosen) return made;
    made.headers.set("content-encoding", chosen);
    made.headers.delete("content-length");
    made.headers.delete("accept-ranges");
    return made;
  };
}

/** Says of a response that it depends on the encodings that the client accepts. */
function mark(response: Response, encoding: Encoding | undefined): Response {
  const { headers } = response;
  if (!/accept-encoding|\*/i.test(headers.get("vary") ?? "")) {
    headers.append("vary", "Accept-Encoding");
  }
  // A strong one names these bytes, and not what they are compressed to.
  const tag = headers.get("etag");
  if (encoding && tag?.startsWith('"')) headers.set("etag", `W/${tag}`);
  return response;
}

/** Of less, a compressed form would be hardly smaller. */
const LEAST_BYTES = 1024;

/** More would keep other requests waiting while it is compressed in one go. */
const MOST_AT_ONCE = 1 << 16;

const TYPES =
  /^(?:text\/(?!event-stream)|image\/svg|font\/[ot]tf|application\/(?:[^;]*[+-])?(?:json|ndjson|xml|javascript|wasm)\b)/i;

function mayCompress({ status, headers, body }: Response): boolean {
  return body !== null && status !== 206 && !headers.has("content-encoding") &&
    TYPES.test(headers.get("content-type") ?? "") &&
    !/no-transform/i.test(headers.get("cache-control") ?? "") &&
    Number(headers.get("content-length") ?? LEAST_BYTES) >= LEAST_BYTES;
}

/** As good as Brotli gets in the time that gzip takes; a window of 256 KiB spares memory. */
const BROTLI = {
  [constants.BROTLI_PARAM_QUALITY]: 4,
  [constants.BROTLI_PARAM_LGWIN]: 18,
};

const ENCODERS = {
  br: {
    whole: (body: Bytes) => brotliCompressSync(body, { params: BROTLI }) as Buffer<ArrayBuffer>,
    parts: () => createBrotliCompress({ params: BROTLI, flush: constants.BROTLI_OPERATION_FLUSH }),
  },
  gzip: {
    whole: (body: Bytes) => gzipSync(body) as Buffer<ArrayBuffer>,
    parts: () => createGzip({ flush: constants.Z_SYNC_FLUSH }),
  },
};

type Encoding = keyof typeof ENCODERS;

function encode(body: Bytes | ReadableStream<Bytes>, encoding: Encoding): BodyInit {
  const { whole, parts } = ENCODERS[encoding];
  if (body instanceof Uint8Array && body.length <= MOST_AT_ONCE) return whole(body);
  const stream = body instanceof Uint8Array ? new Response(body).body! : body;
  return stream.pipeThrough(Duplex.toWeb(parts()) as TransformStream<Bytes, Bytes>);
}

/** The encoding that a client likes best (RFC 9110, 12.5.3), or undefined for none. */
function toEncoding(accepted: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(",")) {
    const [name, weight = "1"] = part.replaceAll(/\s/g, "").split(";q=");
    weights.set(name!, Number(weight));
  }
  const weigh = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  const best = weigh("br") >= weigh("gzip") ? "br" : "gzip";
  return weigh(best) > (weights.get("identity") ?? 0) ? best : undefined;
}
