/** Large files of a form: kept on disk until the response is sent. */
import { takeBytes } from "../../byte_stream.ts";

/** The files of one request that are kept on disk. */
export class Spool {
  readonly #paths: string[] = [];

  /** Whether there is no file. */
  get isEmpty(): boolean {
    return this.#paths.length === 0;
  }

  /** Opens a new file that only this process's user can read. */
  async open(): Promise<{ path: string; file: Deno.FsFile }> {
    const path = await Deno.makeTempFile({ prefix: "fasthtml-", suffix: ".upload" });
    this.#paths.push(path);
    return { path, file: await Deno.open(path, { write: true }) };
  }

  /** Removes the files, except those that the handler has moved. */
  async remove(): Promise<void> {
    for (const path of this.#paths.splice(0)) {
      try {
        await Deno.remove(path);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
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
    file.seekSync(this.#start, Deno.SeekMode.Start);
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
