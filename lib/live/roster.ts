/** Who is in a channel: each name once, and members without a name. */

/** Who came and went since the last call. */
export interface RosterChange {
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** Counts names: of sockets in one process, or of all processes. */
export class Roster {
  readonly #counts = new Map<string, number>();
  #unnamed = 0;
  #sorted: readonly string[] | undefined;
  readonly #joined = new Set<string>();
  readonly #left = new Set<string>();
  #hasChanged = false;

  /** The names, each once, sorted. */
  get names(): readonly string[] {
    return this.#sorted ??= [...this.#counts.keys()].sort();
  }

  /** How many members have no name. */
  get unnamed(): number {
    return this.#unnamed;
  }

  /** How many members there are: names, each once, and those without one. */
  get size(): number {
    return this.#counts.size + this.#unnamed;
  }

  /** Whether {@linkcode takeChange} returns a change. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  /** Adds a member; says whether its name is new. */
  add(name: string | undefined): boolean {
    if (name === undefined) return this.addUnnamed(1);
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    return count === 0 && this.#note(name, this.#joined, this.#left);
  }

  /** Removes a member; says whether its name is gone. */
  remove(name: string | undefined): boolean {
    if (name === undefined) return this.addUnnamed(-1);
    const count = this.#counts.get(name) ?? 0;
    if (count > 1) this.#counts.set(name, count - 1);
    return count === 1 && this.#counts.delete(name) && this.#note(name, this.#left, this.#joined);
  }

  /** Adds members without a name, or removes them. */
  addUnnamed(count: number): boolean {
    this.#unnamed += count;
    this.#hasChanged ||= count !== 0;
    return count !== 0;
  }

  /** Makes the next {@linkcode takeChange} return a change, also if no member came or went. */
  touch(): void {
    this.#hasChanged = true;
  }

  /** Returns who came and went since the last call; undefined if nothing has changed. */
  takeChange(): RosterChange | undefined {
    if (!this.#hasChanged) return;
    const change = { joined: [...this.#joined], left: [...this.#left] };
    this.#hasChanged = false;
    this.#joined.clear();
    this.#left.clear();
    return change;
  }

  /** Who comes back before anyone was told has not been away. */
  #note(name: string, now: Set<string>, before: Set<string>): true {
    if (!before.delete(name)) now.add(name);
    this.#sorted = undefined;
    return this.#hasChanged = true;
  }
}
