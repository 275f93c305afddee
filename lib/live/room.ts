/** One channel in one process: its members here and elsewhere, and what they get. */
import type { Maybe } from "../maybe.ts";
import type { KeptMessage } from "./broker.ts";
import { Roster } from "./roster.ts";
import type { Socket } from "./socket.ts";

/** What another process last said of its members. */
interface Elsewhere {
  readonly names: Set<string>;
  unnamed: number;
  version: string;
  /** The time when these members count as gone. */
  until: number;
}

/** What a message has that is kept. */
export interface Mark {
  readonly id: string;
  /** What sockets get in the place of the HTML. */
  readonly text: string;
  /** Runs when the delivery begins: who joins later is none of those who get the message. */
  begin(): void;
}

/** A socket or a function that waits for what it missed before it becomes a member. */
export interface Newcomer {
  /** The id of the last message that it has. */
  after: string | undefined;
  /** Whether it reads what it got, before it gets more. */
  isReading: boolean;
  /** Waits until it has read so much that so many characters fit; undefined where they do now. */
  untilFit?: ((length: number) => Promise<void> | undefined) | undefined;
  /** Takes a message. */
  take(message: KeptMessage, text: string): void;
  /** Makes it a member. */
  enter(): void;
}

/** Gets each message to a channel, and the id of one that is kept. */
export type Listener = (html: string, id?: string) => void;

/** A member's name appears, or goes: `+eve`, `-eve`. */
export type Move = `${"+" | "-"}${string}`;

/** Seconds after its last sign of life until the members of a process count as gone. */
const MEMBER_TTL_SECONDS = 15;

/** Milliseconds that a delivery may take before other requests get a turn. */
const TURN_MS = 10;

/** A global of each runtime. An import would load `node:timers` at every start. */
const turns = globalThis as unknown as { setImmediate(then: (value: unknown) => void): void };

/** How many members get a message between two looks at the time. */
const STEP = 64;

/** One channel in one process. */
export class Room {
  /** The members of this process. */
  readonly here = new Roster();
  /** The members of all processes. */
  readonly all = new Roster();
  /** Who is on the way in. */
  readonly newcomers = new Map<Socket | Listener, Newcomer>();
  readonly #sockets = new Map<Socket, string | undefined>();
  readonly #listeners = new Set<Listener>();
  readonly #elsewhere = new Map<string, Elsewhere>();
  #delivering: Promise<void> | undefined;

  /** Whether nothing in this process belongs to it. */
  get isEmpty(): boolean {
    return this.#sockets.size + this.#listeners.size + this.newcomers.size === 0;
  }

  /** Whether a socket is a member. */
  has(socket: Socket): boolean {
    return this.#sockets.has(socket);
  }

  /** Adds a socket, or gives it another name; says whether it is new. */
  join(socket: Socket, name: string | undefined): boolean {
    const isNew = !this.#sockets.has(socket);
    if (!isNew) this.#remove(socket);
    this.#sockets.set(socket, name);
    if (this.here.add(name)) this.all.add(name);
    // Who has just come sees the members, also if its name was there before.
    this.all.touch();
    return isNew;
  }

  /** Removes a socket; says whether it was a member. */
  leave(socket: Socket): boolean {
    return this.#sockets.has(socket) && this.#remove(socket);
  }

  /** Calls a function with each message, until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Hands a message to all members, after those before it. A promise where there are so many that
   * other requests get a turn in between.
   */
  deliver(html: string, mark?: Mark): Maybe<void> {
    if (!this.#delivering && this.#sockets.size + this.#listeners.size <= STEP) {
      if (mark) return this.#deliverNow(html, mark);
      for (const socket of this.#sockets.keys()) socket.sendText(html);
      for (const listener of this.#listeners) listener(html);
      return;
    }
    const delivering = Promise.resolve(this.#delivering).then(() => this.#deliver(html, mark));
    const kept = this.#delivering = delivering.catch(() => {}).then(() => {
      if (this.#delivering === kept) this.#delivering = undefined;
    });
    return delivering;
  }

  /** Takes all members of another process. */
  takeAll(process: string, version: string, unnamed: number, names: readonly string[]): void {
    const { names: before } = this.#elsewhere.get(process) ?? { names: new Set<string>() };
    const after = new Set(names);
    this.#move(process, version, unnamed, [
      ...[...before].filter((name) => !after.has(name)).map((name) => `-${name}` as const),
      ...names.filter((name) => !before.has(name)).map((name) => `+${name}` as const),
    ]);
  }

  /** Takes a change in another process; false if what was before it is not known. */
  takeMoves(
    process: string,
    [from, to]: readonly [string, string],
    unnamed: number,
    moves: readonly Move[],
  ): boolean {
    if (this.#elsewhere.get(process)?.version !== from) return false;
    this.#move(process, to, unnamed, moves);
    return true;
  }

  /** Takes a sign of life of another process; false if its members are not known. */
  takeBeat(process: string, version: string): boolean {
    const known = this.#elsewhere.get(process);
    if (known?.version !== version) return false;
    known.until = Date.now() + MEMBER_TTL_SECONDS * 1000;
    return true;
  }

  /** Forgets the members of processes that gave no sign of life. */
  expire(): void {
    const now = Date.now();
    for (const [process, { until, version }] of this.#elsewhere) {
      if (until <= now) this.takeAll(process, version, 0, []);
    }
  }

  #move(process: string, version: string, unnamed: number, moves: readonly Move[]): void {
    const known = this.#elsewhere.get(process) ??
      { names: new Set<string>(), unnamed: 0, version, until: 0 };
    for (const move of moves) {
      const name = move.slice(1);
      if (move.startsWith("+")) {
        if (!known.names.has(name)) this.all.add(name);
        known.names.add(name);
      } else if (known.names.delete(name)) this.all.remove(name);
    }
    this.all.addUnnamed(unnamed - known.unnamed);
    Object.assign(known, { unnamed, version, until: Date.now() + MEMBER_TTL_SECONDS * 1000 });
    if (known.names.size + unnamed > 0) this.#elsewhere.set(process, known);
    else this.#elsewhere.delete(process);
  }

  #remove(socket: Socket): true {
    const name = this.#sockets.get(socket);
    this.#sockets.delete(socket);
    if (this.here.remove(name)) this.all.remove(name);
    return true;
  }

  #deliverNow(html: string, mark: Mark): void {
    mark.begin();
    // Copies: who joins in one of these calls has got the message by then.
    const sockets = [...this.#sockets.keys()], listeners = [...this.#listeners];
    for (const socket of sockets) socket.sendText(mark.text);
    for (const listener of listeners) this.#listeners.has(listener) && listener(html, mark.id);
  }

  async #deliver(html: string, mark?: Mark): Promise<void> {
    let start = performance.now(), count = 0;
    mark?.begin();
    const text = mark?.text ?? html;
    for (const member of [...this.#sockets.keys(), ...this.#listeners]) {
      if (typeof member === "function") this.#listeners.has(member) && member(html, mark?.id);
      else if (this.#sockets.has(member)) member.sendText(text);
      if (++count % STEP > 0 || performance.now() - start < TURN_MS) continue;
      await new Promise((resolve) => turns.setImmediate(resolve));
      start = performance.now();
    }
  }
}
