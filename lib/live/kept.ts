/** Channels that keep messages: pages that come back get what they missed, in order, once. */
import { type Maybe, then } from "../maybe.ts";
import type { KeptMessage, MessageStore } from "./broker.ts";
import { type Mirror, Mirrors } from "./mirror.ts";
import { isId, type Kind } from "./protocol.ts";
import type { Listener, Newcomer, Room } from "./room.ts";
import type { Socket } from "./socket.ts";

/** Milliseconds until a store is read that no other process has spoken of. */
const READ_MS = 30_000;

/** What keeping messages needs of the hub. */
export interface KeptHost {
  /** The room of a channel that is open in this process. */
  roomOf(name: string): Room | undefined;
  /** Connects to the other processes and to the store. */
  open(): void;
  /** Tells the other processes. */
  publish(name: string, kind: Kind, ...details: string[]): Maybe<void>;
  /** Frees a channel if it has no members. */
  free(name: string): void;
}

/**
 * The channels of one process that keep messages. Without a store a message goes to the other
 * processes, which keep it too. With one they are told that there is something to read, and all of
 * them, its sender as well, deliver what they read.
 */
export class Kept {
  readonly #mirrors: Mirrors;
  readonly #host: KeptHost;
  readonly #store: MessageStore | undefined;
  /** Another one after a restart, so that what was kept before it is not known. */
  readonly #run = crypto.randomUUID().slice(0, 8);
  #count = 0;

  constructor(host: KeptHost, store: MessageStore | undefined) {
    this.#mirrors = new Mirrors((name) => host.roomOf(name) !== undefined, store !== undefined);
    this.#host = host;
    this.#store = store;
  }

  /** Whether a channel keeps messages. */
  has(name: string): boolean {
    return this.#mirrors.get(name) !== undefined;
  }

  /** Makes a channel keep its last messages. */
  keep(name: string, count: number): void {
    this.#mirrors.keep(name, count);
  }

  /** Whether messages of a channel wait for their turn. */
  isDelivering(name: string): boolean {
    return this.#mirrors.get(name)!.waiting > 0;
  }

  /** Forgets what the store has of a channel, which is no longer open in this process. */
  close(name: string): void {
    if (this.#store) this.#mirrors.renew(name);
  }

  /** The id of the last message of a channel; the empty text if there is none. */
  async lastId(name: string): Promise<string> {
    const mirror = this.#mirrors.get(name);
    if (!mirror) {
      throw new Error(
        `Cannot tell the last id of channel "${name}": it keeps no messages, expected ` +
          "app.channel(name, { keep: 100 })",
      );
    }
    if (!this.#store) return mirror.lastId ?? "";
    const known = mirror.lastId ?? mirror.seen;
    const [last] = (await this.#read(this.#store, name, known)).slice(-1);
    return mirror.seen = last?.id ?? known ?? "";
  }

  /** Sends to the members here and in other processes. */
  send(name: string, html: string): Maybe<void> {
    const mirror = this.#mirrors.get(name)!;
    if (this.#store) return this.#append(this.#store, mirror, html);
    const id = `${this.#run}-${++this.#count}`;
    const delivered = this.#deliver(mirror, { id, html });
    const published = this.#host.publish(name, "send", html, id, `${mirror.keep}`);
    if (delivered || published) return Promise.all([delivered, published]).then(() => {});
  }

  /** Takes a message of another process. */
  take(name: string, message: KeptMessage, keep: number): Maybe<void> {
    return this.#deliver(this.#mirrors.get(name) ?? this.#mirrors.keep(name, keep), message);
  }

  /** Takes from another process that the store has a message. */
  takeId(name: string, id: string, keep: number): Maybe<void> {
    if (!this.#mirrors.get(name)) this.#mirrors.keep(name, keep);
    if (!this.#mirrors.get(name)!.has(id)) return this.sync(name);
  }

  /**
   * Goes on with what failed, and tells other processes what they may not have heard. Now and then
   * it reads: a process may be killed after it has stored a message, and before it tells.
   */
  beat(name: string): void {
    const mirror = this.#mirrors.get(name);
    if (!this.#store || !mirror) return;
    if (mirror.isStale || Date.now() - mirror.readAt >= READ_MS) void this.sync(name);
    else if (mirror.lastId) void this.#host.publish(name, "kept", mirror.lastId, `${mirror.keep}`);
  }

  /** Reads from the store what other processes have sent, and lets in who waits for it. */
  async sync(name: string): Promise<void> {
    const room = this.#host.roomOf(name), mirror = this.#mirrors.get(name), store = this.#store;
    if (!room || !mirror || !store) return;
    const isOpen = () => this.#host.roomOf(name) === room;
    await mirror.sync({
      // A channel that is closed meanwhile needs none; its store may be closed, too.
      read: async (after) => {
        try {
          return isOpen() ? await this.#read(store, name, after) : [];
        } catch (error) {
          if (isOpen()) throw error;
          return [];
        }
      },
      deliver: (message) => this.#deliver(mirror, message),
    });
    for (const [member, newcomer] of room.newcomers) this.#replay(name, member, newcomer);
  }

  /** Hands a newcomer what it missed, and makes it a member. */
  admit(name: string, member: Socket | Listener, newcomer: Newcomer): Maybe<void> {
    const mirror = this.#mirrors.get(name)!, { after } = newcomer;
    this.#host.roomOf(name)!.newcomers.set(member, newcomer);
    // What is not known here may be newer than what was read.
    const isBehind = this.#store && (!mirror.isLoaded || after && !mirror.has(after));
    return then(isBehind ? this.sync(name) : undefined, () => {
      this.#replay(name, member, newcomer);
    });
  }

  /** The channel as sockets' texts and URLs name it. */
  tagOf(name: string): string {
    return this.#mirrors.get(name)!.tag;
  }

  /** Nothing can be sent between the last message and the place in the room: it does not wait. */
  #replay(name: string, member: Socket | Listener, newcomer: Newcomer): void {
    const newcomers = this.#host.roomOf(name)?.newcomers, mirror = this.#mirrors.get(name);
    if (newcomers?.get(member) !== newcomer || newcomer.isReading || !mirror) return;
    if (this.#store && !mirror.isLoaded) return; // The next sync that succeeds comes back
    for (const message of mirror.after(newcomer.after)) {
      const text = mirror.toText(message), wait = newcomer.untilFit?.(text.length);
      if (wait) {
        newcomer.isReading = true;
        return void wait.then(() => {
          newcomer.isReading = false;
          this.#replay(name, member, newcomer);
        });
      }
      newcomer.take(message, text);
      newcomer.after = message.id;
    }
    newcomers.delete(member);
    newcomer.enter();
  }

  async #append(store: MessageStore, { name, keep }: Mirror, html: string): Promise<void> {
    this.#host.open();
    const id = await store.append(name, html, keep).catch((error: Error) => {
      throw new Error(`Cannot send to channel "${name}": ${error.message}`, { cause: error });
    });
    await Promise.all([this.#host.publish(name, "kept", id, `${keep}`), this.sync(name)]);
  }

  async #read(store: MessageStore, name: string, after?: string): Promise<readonly KeptMessage[]> {
    this.#host.open();
    const messages = await store.read(name, after);
    const odd = messages.find(({ id }) => !isId(id));
    if (!odd) return messages;
    throw new Error(
      `Cannot read channel "${name}": found the id ${JSON.stringify(odd.id)}, expected letters, ` +
        "digits, dots, hyphens and underscores",
    );
  }

  #deliver(mirror: Mirror, message: KeptMessage): Maybe<void> {
    const mark = mirror.mark(message), { name } = mirror;
    // A store may answer when all have left, and others have come who read it anew.
    const room = this.#mirrors.get(name) === mirror ? this.#host.roomOf(name) : undefined;
    if (!room) return mark.begin();
    // The room may have become empty meanwhile.
    return room.deliver(message.html, mark)?.finally(() => this.#host.free(name));
  }
}
