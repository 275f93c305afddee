import { copy } from "./copy.ts";
import type { Mutant } from "./mutate.ts";

/** What became of a mutant. A killed one may have been stopped for taking too long. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly outcome: "killed" | "timeout" | "survived";
}

/** Tests that run together. */
export interface Stage {
  readonly tests: readonly string[];
  /** Whether no program is on the `PATH`: tests that need a server are then left out. */
  readonly isBare: boolean;
  /** Milliseconds after which a mutant counts as hanging. */
  readonly timeout: number;
}

/** A copy of the tree, in which one mutant at a time is tried. */
export class Worker implements AsyncDisposable {
  /** Where the copy is. */
  readonly folder: string;
  readonly #root: string;

  private constructor(folder: string, root: string) {
    this.folder = folder;
    this.#root = root;
  }

  /** Copies the tree into a temporary folder. */
  static async open(root: string): Promise<Worker> {
    const folder = await Deno.makeTempDir({ prefix: "fasthtml-mutants-" });
    await Deno.mkdir(`${folder}/tmp`);
    await copy(root, `${folder}/tree`);
    return new Worker(folder, root);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }

  /** Reads a file of the copy: the tree itself may change while mutants are tried. */
  async read(file: string): Promise<string> {
    return await Deno.readTextFile(`${this.folder}/tree/${file}`);
  }

  /** Runs tests on the code as it is; throws when they fail. */
  async measure(tests: readonly string[], isBare = false): Promise<Stage> {
    const start = performance.now();
    const { success, text } = await this.#test({ tests, isBare, timeout: 600_000 });
    if (!success) throw new Error(`Cannot try mutants: the tests fail without any\n${text}`);
    return { tests, isBare, timeout: 10_000 + 5 * (performance.now() - start) };
  }

  /** Puts a mutant in its file's place and runs the tests, until one of them fails. */
  async try(mutant: Mutant, stages: readonly Stage[]): Promise<Verdict> {
    const path = `${this.folder}/tree/${mutant.file}`;
    const original = await this.read(mutant.file);
    await Deno.writeTextFile(path, mutant.text);
    try {
      for (const stage of stages) {
        const { success, hangs } = await this.#test(stage);
        if (!success) return { mutant, outcome: hangs ? "timeout" : "killed" };
      }
      return { mutant, outcome: "survived" };
    } finally {
      await Deno.writeTextFile(path, original);
    }
  }

  async #test({ tests, isBare, timeout }: Stage): Promise<Run> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "-A",
        // A mutant may write where the code would not.
        `--deny-write=${this.#root}`,
        "--no-check",
        "--fail-fast",
        "--v8-flags=--max-old-space-size=1024",
        ...tests,
      ],
      cwd: `${this.folder}/tree`,
      env: {
        ...{ HOST: "127.0.0.1", NO_COLOR: "1", PORT: "0", TMPDIR: `${this.folder}/tmp` },
        ...isBare && { PATH: "", CI: "" },
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    let hangs = false;
    const timer = setTimeout(() => {
      hangs = true;
      child.kill("SIGKILL");
    }, timeout);
    child.status.then(() => clearTimeout(timer));
    const { success, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { success, hangs, text: decoder.decode(stdout) + decoder.decode(stderr) };
  }
}

interface Run {
  readonly success: boolean;
  readonly hangs: boolean;
  readonly text: string;
}
