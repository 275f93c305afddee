/** The fields of a form with files, within limits. */
import { NullObject } from "../../../null_object.ts";
import { HTTPException } from "../../errors.ts";
import type { BodyClock } from "./clock.ts";
import { type BodyLimits, checkUnread, readChunks, tooLarge, tooMany } from "./limits.ts";
import type { Part } from "./multipart.ts";
import { type Spool, SpooledFile } from "./spool.ts";
import type { BodyData } from "../../types.ts";

/** How a form with files is read. */
export interface UploadOptions {
  readonly limits: BodyLimits;
  /** Makes the folder for large files. */
  readonly toSpool: () => Spool;
  /** The time in which it must arrive; undefined for a request of this process. */
  readonly clock: BodyClock | undefined;
}

/** Reads a form as it arrives; throws 413 at the first limit that it exceeds. */
export async function readUpload(
  request: Request,
  { limits, toSpool, clock }: UploadOptions,
): Promise<BodyData> {
  checkUnread(request);
  // Before anything is waited for: what arrives after the response is not kept.
  const spool = toSpool();
  // Loaded by the first form with files: its `node:buffer` would make every start slower.
  const { decodeText, readBoundary, readParts } = await import("./multipart.ts");
  const boundary = readBoundary(request.headers.get("content-type") ?? "");
  if (boundary === undefined) {
    throw new HTTPException(400, "Cannot read the form: multipart without a boundary", {
      tell: { key: "unreadable" },
    });
  }
  const fields = new NullObject();
  if (!request.body) return fields;
  let files = 0, texts = 0, textBytes = 0;
  try {
    for await (const part of readParts(limited(request, limits.maxUpload, clock), boundary)) {
      if (part.filename === undefined) {
        if (++texts > limits.maxFields) throw tooMany("fields", "maxFields", limits.maxFields);
        const bytes = await readAll(
          part.content,
          limits.maxBody - textBytes,
          () => tooLarge("maxBody", limits.maxBody),
        );
        textBytes += bytes.length;
        addField(fields, part.name, decodeText(bytes));
      } else {
        if (++files > limits.maxFiles) throw tooMany("files", "maxFiles", limits.maxFiles);
        const file = await readFile(part, part.filename, limits, spool);
        // A browser sends an empty file field as a file without name and bytes.
        if (file.name !== "" || file.size > 0) addField(fields, part.name, file);
      }
    }
  } catch (error) {
    await spool.remove();
    throw error;
  }
  return fields;
}

/** Adds a field; the values of a repeated name become a list. */
export function addField(fields: BodyData, name: string, value: unknown): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}

async function* limited(
  { headers, body }: Request,
  limit: number,
  clock: BodyClock | undefined,
): AsyncGenerator<Uint8Array> {
  if (Number(headers.get("content-length")) > limit) throw tooLarge("maxUpload", limit);
  let size = 0;
  for await (const chunk of readChunks(body!, clock)) {
    size += chunk.length;
    if (size > limit) throw tooLarge("maxUpload", limit);
    yield chunk;
  }
}

async function readFile(
  { content, type }: Part,
  name: string,
  { maxFile, spoolAbove }: BodyLimits,
  spool: Spool,
): Promise<File> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let disk: Awaited<ReturnType<Spool["open"]>> | undefined;
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > maxFile) throw tooLarge("maxFile", maxFile);
      // A copy: the parser's bytes are a view into a larger buffer.
      chunks.push(Uint8Array.from(chunk));
      if (size <= spoolAbove) continue;
      disk ??= await spool.open();
      for (const bytes of chunks.splice(0)) {
        spool.reserve(bytes.length);
        await writeAll(disk.file, bytes);
      }
    }
  } finally {
    disk?.file.close();
  }
  return disk
    ? new SpooledFile(disk.path, [0, size], { name, type })
    : new File(chunks, name, { type });
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

async function readAll(
  content: AsyncIterable<Uint8Array>,
  limit: number,
  toError: () => Error,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > limit) throw toError();
    chunks.push(Uint8Array.from(chunk));
  }
  return chunks.length === 1
    ? chunks[0]!
    : await new Blob(chunks as Uint8Array<ArrayBuffer>[]).bytes();
}
