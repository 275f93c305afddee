/** Large files of a form: kept on disk until the response is sent. */
import { takeBytes } from "../../byte_stream.ts";
import { HTTPException } from "../../errors.ts";

/** The bytes of uploads that an application keeps on disk, of all requests together. */
export interface DiskUse {
  bytes: number;
}

/** The files of one request that are kept on disk. */
export class Spool {
  readonly #disk: DiskUse;
  readonly #most: number;
  #folder: Promise<string> | undefined;
  #files = 0;
  #bytes = 0;
  #isOver = false;

  /** Takes what all requests share, and the most bytes that they may keep. */
  constructor(disk: DiskUse, most: number) {
    this.#disk = disk;
    this.#most = most;
  }

  /** Opens a new file that only this process's user can read. */
  async open(): Promise<{ path: string; file: Deno.FsFile }> {
    this.#rejectLate();
    const folder = await (this.#folder ??= Deno.makeTempDir({ prefix: "fasthtml-" }));
    this.#rejectLate();
    const path = `${folder}/${this.#files++}.upload`;
    return { path, file: Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }) };
  }

  /** Counts bytes before they are written; throws 503 when all requests together keep too many. */
  reserve(bytes: number): void {
    this.#rejectLate();
    if (this.#disk.bytes + bytes > this.#most) {
      throw new HTTPException(
        503,
        `Cannot keep the upload: more than ${this.#most} bytes of uploads at once (maxSpooled)`,
        { tell: { key: "busy" }, headers: { "retry-after": "60" } },
      );
    }
    this.#disk.bytes += bytes;
    this.#bytes += bytes;
  }

  /** Removes the files, except those that the handler has moved; keeps none that come later. */
  async remove(): Promise<void> {
    this.#isOver = true;
    this.#disk.bytes -= this.#bytes;
    this.#bytes = 0;
    const folder = await this.#folder;
    this.#folder = undefined;
    if (folder !== undefined) await Deno.remove(folder, { recursive: true });
  }

  #rejectLate(): void {
    if (this.#isOver) {
      throw new Error("Cannot keep an upload: it arrived after the response, expected before");
    }
  }
}

/**
 * A file whose bytes are on disk. Its own methods read them; APIs that read a `File` by themselves,
 * such as `new Response(file)`, need `file.stream()`.
 */
export class SpooledFile extends File {
  readonly #path: string;
  readonly #start: number;
  readonly #end: number;

  /** Takes the path, and the range of bytes in it. */
  constructor(
    path: string,
    [start, end]: readonly [number, number],
    init: { name: string; type: string },
  ) {
    super([], init.name, { type: init.type });
    this.#path = path;
    this.#start = start;
    this.#end = end;
  }

  override get size(): number {
    return this.#end - this.#start;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    // Opened at once: the file may be removed before the first byte is read.
    const file = Deno.openSync(this.#path);
    if (this.#start > 0) file.seekSync(this.#start, Deno.SeekMode.Start);
    return file.readable.pipeThrough(takeBytes(this.size));
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await Deno.readFile(this.#path);
    return bytes.length === this.size ? bytes : bytes.slice(this.#start, this.#end);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  override slice(start = 0, end: number = this.size, type = ""): Blob {
    const at = (index: number) =>
      this.#start + Math.max(0, Math.min(this.size, index < 0 ? this.size + index : index));
    const from = at(start), to = Math.max(from, at(end));
    return new SpooledFile(this.#path, [from, to], { name: this.name, type });
  }
}
