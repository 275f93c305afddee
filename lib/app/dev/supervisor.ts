/**
 * The worker that runs the program of `fastApp({ live: true })` as a process, and starts it again
 * when its files change. While the program does not start, it answers requests with the error.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { serveErrors } from "./error_server.ts";
import { SourceWatch } from "./source_watch.ts";
import type { News, Setup } from "./types.ts";

/** Milliseconds that a program gets to end before it is started again. */
const PATIENCE = 2000;

/** Milliseconds that it gets when all ends: more than `serve()` needs with its own `grace`. */
const LAST_PATIENCE = 20_000;

addEventListener("message", (event) => void supervise((event as MessageEvent<Setup>).data), {
  once: true,
});

async function supervise(setup: Setup): Promise<void> {
  const exit = (code: number) => {
    setup.lock[1] = code;
    tell(setup.lock, 2);
  };
  const fail = (event: Event, error: unknown) => {
    event.preventDefault();
    // deno-lint-ignore no-console -- why it ends
    console.error(error);
    exit(1);
  };
  addEventListener("error", (event) => fail(event, event.error));
  addEventListener("unhandledrejection", (event) => fail(event, event.reason));
  tell(setup.lock, 1);
  const sources = new SourceWatch(setup.main, setup.infoArgs);
  let program: Program;
  let isEnding = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, async () => {
      const patience = isEnding ? 0 : LAST_PATIENCE;
      isEnding = true;
      exit(await program.end(patience));
    });
  }
  for (;;) {
    sources.begin();
    program = new Program(setup, sources);
    const code = await Promise.race([program.ended, sources.changed]);
    if (isEnding) return;
    if (code === 0) return exit(0);
    if (code === undefined) {
      await program.end(PATIENCE);
    } else {
      const errors = await program.errors();
      await using _page = serveErrors(errors, { ...setup, port: program.port });
      void sources.findImports();
      await sources.changed;
    }
  }
}

/** Says something to the main thread, which can do nothing but wait. */
function tell(lock: Int32Array, state: number): void {
  Atomics.store(lock, 0, state);
  Atomics.notify(lock, 0);
}

/** The program's process. */
class Program {
  /** The exit code, once it has ended; 1 where a signal ended it. */
  readonly ended: Promise<number>;
  /** Where it serves; until it says so, where the one before it did. */
  port: number;
  readonly #process: ChildProcess;
  readonly #closed: Promise<void>;
  #isServing = false;
  #errors = "";

  constructor({ port, hostname, args }: Setup, sources: SourceWatch) {
    this.port = port;
    const process = this.#process = spawn(Deno.execPath(), args, {
      stdio: ["inherit", "inherit", "pipe", "ipc"],
      env: { ...Deno.env.toObject(), PORT: `${port}`, HOST: hostname, FASTHTML_LIVE: "1" },
    });
    this.ended = new Promise((resolve) => process.on("exit", (code) => resolve(code ?? 1)));
    this.#closed = new Promise((resolve) => process.on("close", () => resolve()));
    const decoder = new TextDecoder();
    process.stderr!.on("data", (bytes: Uint8Array) => {
      Deno.stderr.writeSync(bytes);
      this.#errors = (this.#errors + decoder.decode(bytes, { stream: true })).slice(-20_000);
    });
    process.on("message", ({ serving, imported, watch }: News) => {
      if (imported !== undefined) sources.addImport(imported);
      if (watch !== undefined) sources.addNamed(watch);
      if (serving === undefined) return;
      this.port = serving;
      this.#isServing = true;
      void sources.findImports();
    });
  }

  /** What it has written to the standard error, without the colors of a terminal. */
  async errors(): Promise<string> {
    // A process that it has started may hold the stream open.
    await Promise.race([this.#closed, new Promise((resolve) => setTimeout(resolve, 300))]);
    // deno-lint-ignore no-control-regex
    return this.#errors.replace(/\x1b\[[\d;]*m/g, "");
  }

  /** Ends it, by force after some milliseconds, and returns its exit code. */
  async end(patience: number): Promise<number> {
    const timer = setTimeout(() => this.#kill("SIGKILL"), patience);
    // Not by a signal, which would end it without its own end on Windows.
    if (this.#isServing && this.#process.connected) this.#process.send({ end: true });
    else this.#kill("SIGTERM");
    const code = await this.ended;
    clearTimeout(timer);
    return code;
  }

  /** Sends a signal. In Deno, that of `ChildProcess` sends only the first, and disconnects as well. */
  #kill(signal: Deno.Signal): void {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) Deno.kill(pid, signal);
  }
}
