/** Forms with files, read as they arrive (RFC 7578, RFC 2046, 5.1). */
import { Buffer } from "node:buffer";
import { HTTPException } from "../../errors.ts";

/** One part of a form. */
export interface Part {
  /** The field's name. */
  readonly name: string;
  /** The file name on the client's machine, without folders; undefined for a text. */
  readonly filename: string | undefined;
  /** The media type of a file, as the client claims. */
  readonly type: string;
  /** The content; it must be read before the next part. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Bytes of a part's own headers: browsers send two short ones. */
const MAX_HEADERS = 16_384;

/** Reads a form's parts, one after the other; throws 400 when the form is malformed. */
export async function* readParts(
  stream: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Part> {
  const reader = new PartReader(stream);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  try {
    if (await reader.isEmpty()) return;
    // The first boundary may come at once; bytes before it are ignored.
    for await (const _ of reader.until(delimiter));
    let after = await reader.take(2);
    while (after === "\r\n") {
      const content = reader.until(delimiter);
      yield { ...readHeaders(await reader.head()), content };
      for await (const _ of content);
      after = await reader.take(2);
    }
    if (after !== "--") throw malformed("a boundary without a line end");
  } finally {
    await reader.close();
  }
}

/** The boundary in a `Content-Type`; undefined when missing or invalid (70 characters at most). */
export function readBoundary(type: string): string | undefined {
  const boundary = readParameters(type).get("boundary");
  return boundary && boundary.length <= 70 ? boundary : undefined;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes a text of a form; throws 400 when it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw new HTTPException(400, "Cannot read the form: not UTF-8", {
      tell: { key: "unreadable" },
      cause: error,
    });
  }
}

/** Yields a stream's bytes up to a delimiter; holds back no more bytes than the delimiter is long. */
class PartReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  // A line break before the stream makes the first boundary look like all others.
  #bytes = Buffer.from("\r\n");

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async isEmpty(): Promise<boolean> {
    return !await this.#more();
  }

  /** Cancels the body: one that is neither read nor canceled keeps its connection open. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#bytes.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#cut(at);
        this.#cut(delimiter.length);
        yield last;
        return;
      }
      const sure = this.#bytes.length - delimiter.length;
      if (sure > 0) yield this.#cut(sure);
      if (!await this.#more()) throw malformed("it ends within a part");
    }
  }

  async take(length: number): Promise<string> {
    while (this.#bytes.length < length) {
      if (!await this.#more()) throw malformed("it ends after a boundary");
    }
    return this.#cut(length).toString("latin1");
  }

  /** Reads the header lines before a part's content. */
  async head(): Promise<string> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.until(Buffer.from("\r\n\r\n"))) {
      size += piece.length;
      if (size > MAX_HEADERS) throw malformed(`a part's headers have over ${MAX_HEADERS} bytes`);
      pieces.push(piece);
    }
    return decodeText(Buffer.concat(pieces));
  }

  #cut(length: number): Buffer {
    const bytes = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return bytes;
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#bytes = Buffer.concat([this.#bytes, value]);
    return true;
  }
}

function readHeaders(head: string): Omit<Part, "content"> {
  const headers = new Map(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const disposition = headers.get("content-disposition") ?? "";
  const parameters = readParameters(disposition);
  const name = parameters.get("name");
  if (!/^form-data\s*;/i.test(disposition) || name === undefined) {
    throw malformed("a part without a name");
  }
  const filename = parameters.get("filename");
  return {
    name,
    filename: filename === undefined ? undefined : toBaseName(filename),
    type: headers.get("content-type") ?? "application/octet-stream",
  };
}

// Browsers escape no backslash (HTML, 4.10.21.8), so `"x\"` may be a whole text, too.
const PARAMETER = /;\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|"([^"]*)"|([^\s;"]+)(?=\s|;|$))/g;

/** The parameters of a header's value, in lower case; of repeated ones the first. */
function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, key = "", escaped, quoted, bare] of text.matchAll(PARAMETER)) {
    const name = key.toLowerCase();
    const value = escaped?.replace(/\\(["\\])/g, "$1") ?? quoted ?? bare!;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** Makes a label of the client's file name: no folders, no control characters, never `..`. */
function toBaseName(filename: string): string {
  // deno-lint-ignore no-control-regex
  const name = filename.split(/[/\\]/).at(-1)!.replace(/[\0-\x1f\x7f]/g, "");
  return /^\.*$/.test(name) ? "" : name;
}

function malformed(found: string): HTTPException {
  return new HTTPException(400, `Cannot read the form: ${found}`, { tell: { key: "unreadable" } });
}
