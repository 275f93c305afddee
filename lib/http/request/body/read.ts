/** Reads the body of a request within limits: text, JSON and forms. */
import { parseJson } from "../../../null_object.ts";
import { HTTPException } from "../../errors.ts";
import type { BodyData } from "../../types.ts";

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
  /** Nested objects and lists in JSON. Default: 64. */
  readonly maxDepth: number;
}

/** The limits of an application that sets none. */
export const BODY_LIMITS: BodyLimits = {
  maxBody: 2_000_000,
  maxUpload: 32_000_000,
  maxFields: 1000,
  maxFiles: 100,
  maxFile: 32_000_000,
  spoolAbove: 1_000_000,
  maxDepth: 64,
};

/** Reads a body as text; throws 413 when it is larger than the limit, 400 when it is not UTF-8. */
export async function readText(request: Request, limits: BodyLimits): Promise<string> {
  const bytes = await readBytes(request, limits.maxBody);
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw new HTTPException(400, "Cannot read the body: not UTF-8", { cause: error });
  }
}

/** Reads `a=1&b=2`; repeated names become lists. Malformed escapes stay unchanged. */
export function readQuery(
  text: string,
  maxFields: number = BODY_LIMITS.maxFields,
  fields: BodyData = Object.create(null),
): BodyData {
  if (text === "") return fields;
  let count = 0;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    if (++count > maxFields) throw tooMany("fields", "maxFields", maxFields);
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    addField(fields, name, at < 0 ? "" : decode(pair.slice(at + 1)));
  }
  return fields;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes form data as browsers encode it: `+` is a space; malformed text stays readable. */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return new URLSearchParams(`=${text}`).get("")!;
  }
}

/** Adds a field; the values of a repeated name become a list. */
export function addField(fields: BodyData, name: string, value: unknown): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

/** Parses JSON whose outermost value is an object; no object in it has a prototype. */
export function readJson(text: string, limits: BodyLimits): BodyData {
  if (text.trim() === "") return Object.create(null);
  // V8 parses five million levels, but code that walks them afterwards would overflow the stack.
  if (isDeeper(text, limits.maxDepth)) {
    throw new HTTPException(
      400,
      `Cannot read JSON: more than ${limits.maxDepth} levels (maxDepth)`,
    );
  }
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own message is not shown to the client.
    throw new HTTPException(400, "Cannot read JSON: malformed", { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
    throw new HTTPException(400, `Cannot read JSON: ${found}, expected an object`);
  }
  if (Object.keys(value).length > limits.maxFields) {
    throw tooMany("keys", "maxFields", limits.maxFields);
  }
  return value as BodyData;
}

function isDeeper(text: string, limit: number): boolean {
  let depth = 0, inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

/** Throws when the program has already read the body. */
export function checkUnread({ bodyUsed }: Request): void {
  if (bodyUsed) throw new TypeError("Cannot read the body: it was read before, expected once");
}

/** Reads the whole body, but never more than the limit into memory. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  checkUnread(request);
  const length = request.headers.get("content-length") ?? "";
  if (Number(length) > limit) throw tooLarge("maxBody", limit);
  if (!request.body) return new Uint8Array();
  // The server enforces Content-Length, so a small body can be read at once. (A repeated one reads
  // "9, 9", and Deno enforces neither.)
  if (/^\d+$/.test(length)) return await request.bytes().catch(refuseBroken);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of readChunks(request.body)) {
    size += chunk.length;
    if (size > limit) throw tooLarge("maxBody", limit);
    chunks.push(chunk);
  }
  return await new Blob(chunks).bytes();
}

/** Reads a body as it arrives. */
export async function* readChunks<T>(body: ReadableStream<T>): AsyncGenerator<T> {
  try {
    yield* body;
  } catch (error) {
    refuseBroken(error);
  }
}

/**
 * A client that stops in the middle, or frames the body wrongly, is a 400, not an error of the
 * program.
 */
function refuseBroken(cause: unknown): never {
  throw new HTTPException(400, "Cannot read the body: it broke off", { cause });
}

/** The error of a body, or of a part of one, above a limit of bytes. */
export function tooLarge(name: string, limit: number): HTTPException {
  return new HTTPException(413, `Cannot read the body: more than ${limit} bytes (${name})`);
}

/** The error of a body above a limit of fields or files. */
export function tooMany(what: string, name: string, limit: number): HTTPException {
  return new HTTPException(413, `Cannot read the body: more than ${limit} ${what} (${name})`);
}
