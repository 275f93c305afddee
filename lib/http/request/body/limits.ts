/** What holds for every body: limits, and how its bytes are read. */
import { JSON_LIMITS } from "../../../null_object.ts";
import { HTTPException } from "../../errors.ts";
import type { Sentence } from "../../messages.ts";
import type { BodyClock } from "./clock.ts";

/** Limits of a request's body. */
export interface BodyLimits {
  /** Bytes of JSON, text or a form without files. Default: 2 MB. */
  readonly maxBody: number;
  /** Bytes of a form with files. Default: 32 MB. */
  readonly maxUpload: number;
  /** Fields of a form, and keys of the outermost JSON object. Default: 1,000. */
  readonly maxFields: number;
  /** Files of a form. Default: 100. */
  readonly maxFiles: number;
  /** Bytes of one file. Default: `maxUpload`. */
  readonly maxFile: number;
  /** Bytes of a file above which it is kept on disk, not in memory. Default: 1 MB. */
  readonly spoolAbove: number;
  /** Bytes of files on disk, of all requests together. Default: 1,000 MB. */
  readonly maxSpooled: number;
  /** Seconds that a body may stall, or arrive with less than 500 bytes a second. Default: 60. */
  readonly bodyTimeout: number;
  /** Nested objects and lists in JSON. Default: 64. */
  readonly maxDepth: number;
  /** Names and values in JSON, all together. Default: 40,000. */
  readonly maxItems: number;
}

/** The limits of an application that sets none. */
export const BODY_LIMITS: BodyLimits = {
  maxBody: 2_000_000,
  maxUpload: 32_000_000,
  maxFields: 1000,
  maxFiles: 100,
  maxFile: 32_000_000,
  spoolAbove: 1_000_000,
  maxSpooled: 1_000_000_000,
  bodyTimeout: 60,
  ...JSON_LIMITS,
};

/** The error of a body, or of a part of one, above a limit of bytes. */
export function tooLarge(name: string, limit: number): HTTPException {
  return new HTTPException(413, `Cannot read the body: more than ${limit} bytes (${name})`, {
    tell: { key: "tooLarge", values: { most: toSize(limit) } },
  });
}

/** The error of a body above a limit of fields or files. */
export function tooMany(what: string, name: string, limit: number): HTTPException {
  return new HTTPException(413, `Cannot read the body: more than ${limit} ${what} (${name})`, {
    tell: { key: what === "files" ? "tooManyFiles" : "tooMuch", values: { most: limit } },
  });
}

/** Writes a number of bytes for users. */
function toSize(bytes: number): Sentence {
  const [unit, size] = bytes >= 1e6
    ? ["megabytes", 1e6] as const
    : bytes >= 1000
    ? ["kilobytes", 1000] as const
    : ["bytes", 1] as const;
  return { key: unit, values: { n: Math.floor(bytes / size * 10) / 10 } };
}

/** Throws when the program has already read the body. */
export function checkUnread({ bodyUsed }: Request): void {
  if (bodyUsed) throw new TypeError("Cannot read the body: it was read before, expected once");
}

/** Reads a body as it arrives, in the time that the clock gives it. */
export async function* readChunks(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  clock: BodyClock | undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (clock?.isClosed) throw toRestart();
  const reader = body.getReader();
  // Not canceled, as Deno 2.9 could not end the server before the rest has come.
  const countdown = clock?.begin(() => reader.releaseLock());
  try {
    while (true) {
      const { done, value } = await reader.read().catch((error) => {
        clock?.take(countdown!, 0);
        return rejectBroken(error, clock);
      });
      clock?.take(countdown!, value?.length ?? 0);
      if (done) return;
      yield value;
    }
  } finally {
    clock?.end(countdown!);
    // Frees the connection. That of a body that broke off rejects as its read does.
    if (!countdown || countdown.left >= 0) await reader.cancel().catch(() => {});
  }
}

/**
 * A client that stops in the middle, or frames the body wrongly, is a 400, not an error of the
 * program. A server that ends breaks bodies off itself.
 */
export function rejectBroken(cause: unknown, clock: BodyClock | undefined): never {
  if (clock?.isClosed) throw toRestart(cause);
  throw new HTTPException(400, "Cannot read the body: it broke off", {
    tell: { key: "broken" },
    cause,
  });
}

function toRestart(cause?: unknown): HTTPException {
  return new HTTPException(503, "The server restarts", {
    tell: { key: "restarting" },
    headers: { "retry-after": "1" },
    cause,
  });
}
