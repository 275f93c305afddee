/** One process of the shop, which is started again whenever it ends. */
import { setTimeout as delay } from "node:timers/promises";

/** What is started, and how it is ended. */
export interface PartOptions {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The signal that ends it in order. Default: SIGTERM. */
  readonly signal?: Deno.Signal;
  /** A port on which something listens once it has started. */
  readonly port: number;
}

/** Seconds that a part gets to end, before it is killed. */
const GRACE = 15;

/** Milliseconds before a part is started again: at first, and at most where it ends at once. */
const PAUSE = { first: 200, most: 5000 };

/** A part that ran for so many milliseconds has started well. */
const LONG = 10_000;

/** A process that is started again whenever it ends. */
export class Part {
  readonly name: string;
  readonly #options: PartOptions;
  readonly #file: string;
  readonly #over = new AbortController();
  #process: Deno.ChildProcess | undefined;
  #running: Promise<void> | undefined;

  constructor(name: string, folder: string, options: PartOptions) {
    this.name = name;
    this.#options = options;
    this.#file = `${folder}/${name.replaceAll(" ", "-")}.pid`;
  }

  /** Starts it, and waits until something listens on its port. */
  async start(): Promise<void> {
    this.#running = this.#run();
    while (!this.#over.signal.aborted && !await isReached(this.#options.port)) await delay(50);
  }

  /** Ends what a launcher that was killed has left of it. */
  async endFormer(): Promise<void> {
    const pid = findFormer(this.#file);
    if (pid !== undefined) say(`${this.name} still runs, and is ended`);
    await endProcess(pid, this.#options.signal);
  }

  /** Ends it, and does not start it again. */
  async end(): Promise<void> {
    this.#over.abort();
    await endProcess(this.#process?.pid, this.#options.signal);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { command: [program, ...args], env } = this.#options, { signal } = this.#over;
    for (let pause = PAUSE.first; !signal.aborted;) {
      const start = performance.now();
      // Of its own group, so that Ctrl-C does not end all parts at once.
      const spawned = new Deno.Command(program!, { args, env, stdin: "null", detached: true });
      this.#process = spawned.spawn();
      Deno.writeTextFileSync(this.#file, toIdentity(this.#process.pid) ?? "");
      const { code, signal: by } = await this.#process.status;
      this.#process = undefined;
      Deno.removeSync(this.#file);
      if (signal.aborted) return;
      pause = performance.now() - start > LONG ? PAUSE.first : Math.min(2 * pause, PAUSE.most);
      say(`${this.name} has ended (${by ?? `code ${code}`}), and is started again`);
      await delay(pause, undefined, { signal }).catch(() => {}); // It is over.
    }
  }
}

/** Tells the administrator. */
export function say(text: string): void {
  // deno-lint-ignore no-console -- what a program that starts others is for
  console.log(`${new Date().toISOString()} ${text}`);
}

/** The process that a file names, if it still runs. */
export function findFormer(file: string): number | undefined {
  try {
    const identity = Deno.readTextFileSync(file), pid = parseInt(identity);
    if (toIdentity(pid) === identity) return pid;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** The id of a process, and when it began, as ids are used again; undefined if it has ended. */
export function toIdentity(pid: number): string | undefined {
  try {
    // The name, which is in brackets, may have any character.
    const [state, ...fields] = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").pop()!.split(
      " ",
    );
    if (state !== "Z") return `${pid} ${fields[18]}`;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function endProcess(pid: number | undefined, signal: Deno.Signal = "SIGTERM"): Promise<void> {
  const identity = pid && toIdentity(pid);
  if (!identity) return;
  const deadline = performance.now() + GRACE * 1000;
  send(pid, signal);
  while (toIdentity(pid) === identity) {
    if (performance.now() > deadline) send(pid, "SIGKILL");
    await delay(50);
  }
}

function send(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // It has just ended.
  }
}

async function isReached(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    // Reset: it was in the queue of a server that ended.
    const { code } = error as { code?: string };
    if (code === "ECONNREFUSED" || code === "ECONNRESET") return false;
    throw error;
  }
}
