/** Writes lines to the standard output, many in one go, and never waits for who reads them. */

/** Characters that are written at once, without waiting for more. */
const FULL = 1 << 16;

/** Characters that may wait for a reader that is too slow; further lines are dropped. */
const MAX_WAITING = 1 << 20;

/** Milliseconds after which a write waits for a reader that has stopped to read. */
const STUCK_MS = 1000;

/** Milliseconds in which a write that has been asked for has begun. */
const BEGIN_MS = 50;

const encoder = new TextEncoder();

/** Gathers lines, and writes them beside what the program does. */
export class LineWriter {
  readonly #wait: number;
  readonly #toLost: (count: number) => string;
  #text = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When lines were last written. */
  #last = -Infinity;
  /** When the write under way began. */
  #since: number | undefined;
  #writing: Promise<void> | undefined;
  #lost = 0;
  #isBroken = false;

  /**
   * Takes the milliseconds between two writes, in which lines are gathered, and what writes the line
   * that says how many were dropped.
   */
  constructor(wait: number, toLost: (count: number) => string) {
    this.#wait = wait;
    this.#toLost = toLost;
    const end = () => this.#end();
    // An error that no code catches ends the process without "unload".
    for (const event of ["unload", "error", "unhandledrejection"]) addEventListener(event, end);
  }

  /** Adds a line. */
  write(line: string): void {
    if (this.#isBroken) return;
    if (this.#text.length + line.length > MAX_WAITING) this.#lost++;
    else this.#text += `${line}\n`;
    if (this.#writing) return;
    if (this.#text.length >= FULL) return this.#begin();
    if (this.#timer !== undefined) return;
    const wait = this.#last + this.#wait - performance.now();
    // The first timer of a program loads more of Deno's code, so its first line has none.
    if (wait <= 0) return this.#begin();
    this.#timer = setTimeout(() => this.#begin(), wait);
    Deno.unrefTimer(this.#timer);
  }

  /** Resolves when all lines are written, or their reader has stopped to read. */
  async flushed(): Promise<void> {
    if (!this.#writing && this.#text) this.#begin();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, STUCK_MS);
    await Promise.race([this.#writing, promise]);
    clearTimeout(timer);
  }

  #begin(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = performance.now();
    this.#writing = this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    try {
      for (let bytes = this.#take(); bytes.length > 0; bytes = this.#take()) {
        while (bytes.length > 0) {
          this.#since = performance.now();
          bytes = bytes.subarray(await Deno.stdout.write(bytes));
        }
      }
    } catch (error) {
      this.#break(error);
    }
    this.#writing = this.#since = undefined;
  }

  #take(): Uint8Array {
    const text = this.#text;
    this.#text = this.#lost > 0 ? `${this.#toLost(this.#lost)}\n` : "";
    this.#lost = 0;
    return encoder.encode(text);
  }

  /** Writes at the end of the process, where nothing can be waited for. */
  #end(): void {
    if (this.#isBroken) return;
    if (this.#since !== undefined) {
      if (performance.now() - this.#since > STUCK_MS) return;
      // What is written now waits for the other write, once that has begun in its own thread.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BEGIN_MS);
    }
    try {
      let bytes = this.#take();
      do bytes = bytes.subarray(Deno.stdout.writeSync(bytes)); while (bytes.length > 0);
    } catch (error) {
      this.#break(error);
    }
  }

  /** The log's reader is gone, or the disk is full. */
  #break(error: unknown): void {
    this.#isBroken = true;
    this.#text = "";
    // deno-lint-ignore no-console -- there is no other place left
    console.error(`Cannot write the log: ${error}, expected a standard output that is read`);
  }
}
