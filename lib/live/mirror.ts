/** The last messages of channels, as one process has them. */
import { logError } from "../http/log.ts";
import { attempt, type Maybe } from "../maybe.ts";
import type { KeptMessage } from "./broker.ts";
import type { Mark } from "./room.ts";

/** Characters that a process keeps in all, where no store does. */
const MOST_CHARACTERS = 64 << 20;

/** What a message takes beside its text, and a channel without messages. */
const OVERHEAD = 500;

/** How many characters are kept, of all channels or of one. */
interface Held {
  size: number;
}

/** How a mirror gets what other processes have stored, and what members get of it. */
export interface MirrorSource {
  /** Reads the messages after the one with this id. */
  read(after: string | undefined): Promise<readonly KeptMessage[]>;
  /** Delivers a message to the members. */
  deliver(message: KeptMessage): Maybe<void>;
}

/** The last messages of one channel, in the order in which this process delivers them. */
export class Mirror {
  readonly name: string;
  /** The name, as texts for sockets and their URLs have it. */
  readonly tag: string;
  /** How many messages wait for their turn. */
  waiting = 0;
  /** Whether it has what the store had. */
  isLoaded = false;
  /** Whether the store may have more. */
  isStale = false;
  /** The time when the store was read last. */
  readAt = 0;
  /** The last id that is known of the channel, also if this process has none of its messages. */
  seen: string | undefined;
  readonly #messages: KeptMessage[] = [];
  readonly #held: Held;
  readonly #use: () => void;
  #keep: number;
  #reading: Promise<void> | undefined;
  /** Whether the last read failed, which is logged once. */
  #hasFailed = false;

  /** Takes the channel's name, where its characters are counted, and what runs at each message. */
  constructor(name: string, keep: number, held: Held, use: (mirror: Mirror) => void) {
    this.name = name;
    this.tag = encodeURIComponent(name.toWellFormed());
    this.#held = held;
    this.#use = () => use(this);
    this.#keep = keep;
  }

  /** How many messages are kept. */
  get keep(): number {
    return this.#keep;
  }

  set keep(keep: number) {
    this.#keep = keep;
    while (this.#messages.length > keep) this.dropFirst();
  }

  /** The id of the last message; undefined if there is none. */
  get lastId(): string | undefined {
    return this.#messages.at(-1)?.id;
  }

  /** Whether a message is kept. */
  has(id: string): boolean {
    return this.#find(id) >= 0;
  }

  /** The messages after the one with this id; all of them if it is not known. */
  after(id: string | undefined): readonly KeptMessage[] {
    return this.#messages.slice(this.#find(id) + 1);
  }

  /** A message as sockets get it: the page tells its id when it comes back. */
  toText({ id, html }: KeptMessage): string {
    return `<!--last ${this.tag} ${id}-->${html}`;
  }

  /** How a message is delivered; it is kept when its turn comes. */
  mark(message: KeptMessage): Mark {
    this.waiting++;
    const begin = () => {
      this.waiting--;
      this.#add(message);
    };
    return { id: message.id, text: this.toText(message), begin };
  }

  /** Drops the oldest message; says whether there was one. */
  dropFirst(): boolean {
    const message = this.#messages.shift();
    if (!message) return false;
    this.#held.size -= message.html.length + OVERHEAD;
    return true;
  }

  /**
   * Reads what the store has more, and delivers it. What asks while it is read makes it read once
   * more. Never rejects: until it succeeds, `isStale` says that it is to be called again.
   */
  sync(source: MirrorSource): Promise<void> {
    this.isStale = true;
    return this.#reading ??= this.#sync(source);
  }

  async #sync(source: MirrorSource): Promise<void> {
    try {
      while (this.isStale) {
        this.isStale = false;
        this.readAt = Date.now();
        for (const message of await source.read(this.lastId)) {
          await attempt(() => source.deliver(message), (error) => {
            logError(`Cannot deliver a message of channel "${this.name}":`, error);
          });
        }
        this.isLoaded = true;
        this.#hasFailed = false;
      }
    } catch (error) {
      this.isStale = true;
      if (!this.#hasFailed) logError(`Cannot read the messages of channel "${this.name}":`, error);
      this.#hasFailed = true;
    } finally {
      this.#reading = undefined;
    }
  }

  #find(id: string | undefined): number {
    return this.#messages.findLastIndex((message) => message.id === id);
  }

  #add(message: KeptMessage): void {
    this.#messages.push(message);
    this.#held.size += message.html.length + OVERHEAD;
    if (this.#messages.length > this.#keep) this.dropFirst();
    this.#use();
  }
}

/** The mirrors of one process. */
export class Mirrors {
  /** By name, those first that were not used for the longest time. */
  readonly #mirrors = new Map<string, Mirror>();
  readonly #held: Held = { size: 0 };
  readonly #isOpen: (name: string) => boolean;
  readonly #hasStore: boolean;

  /** Takes a function that says whether a channel has members, and whether a store keeps all. */
  constructor(isOpen: (name: string) => boolean, hasStore: boolean) {
    this.#isOpen = isOpen;
    this.#hasStore = hasStore;
  }

  /** The mirror of a channel; undefined if it keeps no messages. */
  get(name: string): Mirror | undefined {
    return this.#mirrors.get(name);
  }

  /** Makes a channel keep so many messages. */
  keep(name: string, keep: number): Mirror {
    const mirror = this.#mirrors.get(name) ?? this.#make(name, keep);
    if (mirror.keep !== keep) mirror.keep = keep;
    this.#use(mirror);
    return mirror;
  }

  /** Forgets the messages of a channel, but for the last id. */
  renew(name: string): void {
    const mirror = this.#mirrors.get(name);
    if (!mirror) return;
    this.#held.size -= OVERHEAD;
    this.#make(name, mirror.keep).seen = mirror.lastId ?? mirror.seen;
  }

  #make(name: string, keep: number): Mirror {
    const held = this.#hasStore ? { size: 0 } : this.#held;
    const mirror = new Mirror(name, keep, held, (mirror) => this.#use(mirror));
    this.#held.size += OVERHEAD;
    this.#mirrors.set(name, mirror);
    return mirror;
  }

  /** Users may give channels their names, so there may be any number. */
  #use(mirror: Mirror): void {
    const { name } = mirror;
    if (this.#mirrors.get(name) !== mirror) return; // Closed while it was read
    this.#mirrors.delete(name);
    this.#mirrors.set(name, mirror);
    for (const oldest of this.#mirrors.values()) {
      if (this.#held.size <= MOST_CHARACTERS) return;
      while (this.#held.size > MOST_CHARACTERS && !this.#hasStore && oldest.dropFirst());
      if (oldest.lastId !== undefined || this.#isOpen(oldest.name)) continue;
      this.#held.size -= OVERHEAD;
      this.#mirrors.delete(oldest.name);
    }
  }
}
