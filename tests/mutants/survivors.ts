import { fileURLToPath } from "node:url";
import type { Mutant } from "./mutate.ts";

/** A survivor that makes no difference, or none that is worth a test, and why. */
export interface Survivor {
  readonly file: string;
  readonly inside: string;
  readonly operator: string;
  readonly lines: readonly [before: string, after: string];
  readonly reason: string;
}

/** The accepted survivors of one room. */
export class Survivors {
  readonly #path: string;
  readonly #entries: Survivor[];

  private constructor(path: string, entries: Survivor[]) {
    this.#path = path;
    this.#entries = entries;
  }

  /** Reads a room's list, `tests/mutants/survivors/<room>.json`; without one it is empty. */
  static async read(room: string): Promise<Survivors> {
    const path = fileURLToPath(new URL(`survivors/${room}.json`, import.meta.url));
    try {
      return new Survivors(path, JSON.parse(await Deno.readTextFile(path)) as Survivor[]);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return new Survivors(path, []);
      throw error;
    }
  }

  /** Why a mutant may survive; undefined where nothing is said. */
  reason(mutant: Mutant): string | undefined {
    return this.#entries.find((entry) => isOf(entry, mutant))?.reason || undefined;
  }

  /** The entries that are about none of these mutants. */
  without(mutants: readonly Mutant[]): Survivor[] {
    return this.#entries.filter((entry) => !mutants.some((mutant) => isOf(entry, mutant)));
  }

  /** The entries that are about one of these mutants. */
  of(mutants: readonly Mutant[]): Survivor[] {
    return this.#entries.filter((entry) => mutants.some((mutant) => isOf(entry, mutant)));
  }

  /** Writes mutants into the list, each with an empty reason to fill in. */
  async add(mutants: readonly Mutant[]): Promise<void> {
    const added = mutants.filter((mutant) => this.of([mutant]).length === 0)
      .map(({ file, inside, operator, lines }) => ({ file, inside, operator, lines, reason: "" }));
    const entries = [...this.#entries, ...added];
    await Deno.mkdir(this.#path.slice(0, this.#path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(this.#path, `${JSON.stringify(entries, null, 2)}\n`);
  }
}

function isOf(entry: Survivor, { file, inside, operator, lines }: Mutant): boolean {
  return entry.file === file && entry.inside === inside && entry.operator === operator &&
    entry.lines[0] === lines[0] && entry.lines[1] === lines[1];
}
