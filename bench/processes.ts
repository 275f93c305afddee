/** Programs of a bench, each in its own process. */
import { fileURLToPath } from "node:url";
import type { Turn } from "./rounds.ts";

/** The folder of this checkout. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).slice(0, -1);

/** A version of this project: its name in the figures, and the folder that it is in. */
export interface Version {
  name: string;
  root: string;
}

/** A running program. */
export class Program implements AsyncDisposable {
  readonly name: string;
  /** Where it serves what is measured. */
  readonly origin: string;
  readonly #control: string;
  readonly #process: Deno.ChildProcess;

  private constructor(name: string, origins: [string, string], process: Deno.ChildProcess) {
    this.name = name;
    [this.#control, this.origin] = origins;
    this.#process = process;
  }

  /** Starts a program of `bench/`, and waits until it says where it is. */
  static async start(
    name: string,
    file: string,
    { args = [], root = ROOT }: { args?: readonly string[]; root?: string } = {},
  ): Promise<Program> {
    const program = `${root}/bench/${file}`;
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", program, ...args],
      cwd: root,
      stdout: "piped",
    }).spawn();
    let printed = "";
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      printed += text;
      if (printed.endsWith("\n")) return new Program(name, JSON.parse(printed), process);
    }
    throw new Error(
      `Cannot start ${program}: it printed ${JSON.stringify(printed)}, expected where it is`,
    );
  }

  /** The seconds of processor time that it has taken. */
  work(): Promise<number> {
    return this.#ask("work");
  }

  /** Its memory in bytes, after garbage collection. */
  memory(): Promise<number> {
    return this.#ask("memory");
  }

  /** The most memory in bytes that it has had. */
  peak(): Promise<number> {
    return this.#ask("peak");
  }

  /** Lets it do one of its tasks some number of times. */
  async run(task: string, times: number): Promise<Turn> {
    const { seconds, work } = await this.#ask(
      `run?task=${encodeURIComponent(task)}&times=${times}`,
    );
    return { speed: times / seconds, work: times / work };
  }

  async #ask(path: string) {
    const response = await fetch(`${this.#control}/${path}`);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`Cannot ask ${this.name} for ${path}: ${text}, expected figures`);
    }
    return JSON.parse(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.status;
  }
}
