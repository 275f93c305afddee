/**
 * Stops processes for some seconds, as on a machine that has too much to do: what a test
 * expects within a time then comes too late.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** The longest time for which a process is stopped, in milliseconds. */
const LONGEST = 3000;

/**
 * Stops, again and again, a process or one of those that it has started, and lets it go on. It needs
 * the `/proc` of Linux.
 */
export class Stalls {
  readonly #root: number;
  #stopped: number | undefined;
  #isOver = false;

  /** Takes the id of the process, which gets a third of the stalls. */
  constructor(root: number) {
    this.#root = root;
    void this.#run();
  }

  /** Lets all go on. */
  end(): void {
    this.#isOver = true;
    this.#goOn();
  }

  async #run(): Promise<void> {
    for (;;) {
      await delay(100 + Math.random() * 700);
      if (this.#isOver) return;
      const all = family(this.#root);
      const pid = Math.random() < 1 / 3 ? this.#root : all[Math.floor(Math.random() * all.length)]!;
      if (send(pid, "SIGSTOP")) this.#stopped = pid;
      await delay(Math.random() * LONGEST);
      this.#goOn();
    }
  }

  #goOn(): void {
    if (this.#stopped !== undefined) send(this.#stopped, "SIGCONT");
    this.#stopped = undefined;
  }
}

/** A process, what it has started, what these have started, and so on. */
function family(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(Number(name));
    if (parent) children.set(parent, [...children.get(parent) ?? [], Number(name)]);
  }
  const all = [root];
  for (const pid of all) all.push(...children.get(pid) ?? []);
  return all;
}

/** The process that has started a process; undefined where this has ended meanwhile. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8"); // 7 (a name) S 1 …
    return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]);
  } catch (error) {
    if (/ENOENT|ESRCH/.test(`${error}`)) return;
    throw error;
  }
}

/** Sends a signal; false where the process has ended meanwhile. */
function send(pid: number, signal: Deno.Signal): boolean {
  try {
    Deno.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
