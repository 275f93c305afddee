/** All channels of one application in one process, and what processes tell each other of them. */
import { type Child, render } from "../html/mod.ts";
import { logError } from "../http/log.ts";
import { attempt, type Maybe, then } from "../maybe.ts";
import { type Broker, localBroker } from "./broker.ts";
import { Kept } from "./kept.ts";
import { type HubMessage, type Kind, toMessage } from "./protocol.ts";
import { type Listener, type Move, type Newcomer, Room } from "./room.ts";
import { type Socket, takeLastId } from "./socket.ts";

/** Who came and went since members saw it last. */
export interface MemberChange {
  /** How many members there are in all processes: names, each once, and those without a name. */
  readonly size: number;
  /** Names that have come, a hundred at most. */
  readonly joined: readonly string[];
  /** Names that have gone, a hundred at most. */
  readonly left: readonly string[];
}

/** Renders the members of a channel for all of them. */
export type Presence = (members: readonly string[], change: MemberChange) => Child;

/** How a member joins. */
export interface JoinOptions {
  readonly presence?: Presence | undefined;
  /** The id of the last message that it has. */
  readonly after?: string | undefined;
}

/** Seconds between two signs of life of a process. */
const HEARTBEAT_SECONDS = 5;

/** Milliseconds for which joins and leaves are gathered before members see them. */
const GATHER_MS = 50;

/** The most names that members get, so that a message to thousands of them stays small. */
const MOST_NAMES = 100;

/** Milliseconds that a broker gets for what was sent before it is closed. */
const FLUSH_MS = 1000;

/** Characters that may wait for members and for the broker. */
const MOST_UNSENT = 64 << 20;

/** A room, and what was last said of it. */
interface Entry {
  readonly room: Room;
  presence: Presence | undefined;
  /** What other processes know of the members here; undefined for nothing. */
  version: string | undefined;
  /** Whether members are just shown; what a program renders may take long. */
  isShowing: boolean;
  /** Runs while joins and leaves are gathered. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** All channels of one application in one process. */
export class Hub {
  readonly #id = crypto.randomUUID();
  readonly #entries = new Map<string, Entry>();
  readonly #kept: Kept;
  readonly #makeBroker: () => Broker;
  readonly #isLocal: boolean;
  readonly #endUser: (user: string) => void;
  #broker: Broker | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #version = 0;
  #unsent = 0;
  /** The last message to other processes: the broker has those before it, too. */
  #published: Maybe<void> = undefined;
  /** Why the last one could not be sent. */
  #failure = "";

  /**
   * Takes the broker to other processes, which is opened at first use, and what to do when another
   * process announces a user.
   */
  constructor(broker: Broker | undefined, endUser: (user: string) => void) {
    this.#makeBroker = () => broker ?? localBroker(`fasthtml:${Deno.mainModule}`);
    this.#isLocal = broker === undefined;
    this.#kept = new Kept({
      roomOf: (name) => this.#entries.get(name)?.room,
      open: () => this.open(),
      publish: (name, kind, ...details) => this.#publish(name, kind, ...details),
      free: (name) => this.#free(name),
    }, broker?.store);
    this.#endUser = endUser;
  }

  /** Listens to other processes from now on. */
  open(): void {
    try {
      this.#broker ??= this.#subscribe();
    } catch (error) {
      logFailure(error);
    }
  }

  /** Tells other processes of a user whose connections end. */
  announce(user: string): void {
    const isOpen = this.#broker !== undefined;
    void this.#publish(user, "end");
    // One between workers is not left open by a process that has nothing to listen for.
    if (!isOpen && this.#isLocal) void this.#closeBroker();
  }

  /** Removes all members and closes the broker. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const { timer } of this.#entries.values()) clearTimeout(timer);
    for (const name of this.#entries.keys()) this.#kept.close(name);
    this.#entries.clear();
    const late = Promise.withResolvers<void>(), timer = setTimeout(late.resolve, FLUSH_MS);
    await Promise.race([this.#published, late.promise]);
    clearTimeout(timer);
    await this.#closeBroker();
  }

  /** Sends a rendered text to all members. A promise ends when the broker has it. */
  send(name: string, html: string): Maybe<void> {
    if (this.#unsent + html.length > MOST_UNSENT) {
      throw new Error(
        `Cannot send to channel "${name}": ${this.#unsent} characters wait, expected send() to be ` +
          "awaited",
      );
    }
    const sent = this.#kept.has(name) ? this.#kept.send(name, html) : this.#sendNow(name, html);
    if (!sent) return;
    this.#unsent += html.length;
    return sent.finally(() => {
      this.#unsent -= html.length;
    });
  }

  /** Makes a channel keep its last messages. */
  keep(name: string, count: number): void {
    this.#kept.keep(name, count);
  }

  /** The id of the last message that a channel keeps. */
  lastId(name: string): Promise<string> {
    return this.#kept.lastId(name);
  }

  /** Adds a socket to a channel. A promise where the store is asked for what it missed. */
  join(
    channel: string,
    socket: Socket,
    name: string | undefined,
    options: JoinOptions,
  ): Maybe<void> {
    if (!socket.isOpen) return;
    const entry = this.#open(channel, options.presence), { room } = entry;
    const isMember = room.has(socket), known = room.newcomers.get(socket);
    if (!isMember && !known) socket.onEnd(() => this.leave(channel, socket));
    if (isMember || !this.#kept.has(channel)) return this.#enter(channel, entry, socket, name);
    return this.#kept.admit(channel, socket, {
      after: known?.after ?? takeLastId(socket, this.#kept.tagOf(channel)) ?? options.after,
      isReading: false,
      untilFit: (length) => socket.untilFit(length),
      take: (_, text) => socket.sendText(text),
      enter: () => this.#enter(channel, entry, socket, name),
    });
  }

  /** Removes a socket from a channel. */
  leave(channel: string, socket: Socket): void {
    const entry = this.#entries.get(channel);
    const wasNewcomer = entry?.room.newcomers.delete(socket);
    if (entry?.room.leave(socket)) {
      if (entry.room.isEmpty) void this.#tell(channel, entry);
      else this.#gather(channel, entry);
    } else if (!wasNewcomer) return;
    this.#free(channel);
  }

  /**
   * Calls a function with each message to a channel. `untilFit` waits before one that was missed.
   */
  listen(
    name: string,
    listener: Listener,
    { presence, after, untilFit }: JoinOptions & Pick<Newcomer, "untilFit">,
  ): () => void {
    const { room } = this.#open(name, presence);
    let leave: (() => void) | undefined;
    const enter = () => {
      leave = room.listen(listener);
    };
    if (this.#kept.has(name)) {
      const take: Newcomer["take"] = ({ html, id }) => listener(html, id);
      void this.#kept.admit(name, listener, { after, isReading: false, untilFit, take, enter });
    } else enter();
    return () => {
      room.newcomers.delete(listener);
      leave?.();
      this.#free(name);
    };
  }

  /** The names of a channel's members, each once. */
  members(name: string): readonly string[] {
    return this.#look(name)?.all.names ?? [];
  }

  /** How many members a channel has. */
  size(name: string): number {
    return this.#look(name)?.all.size ?? 0;
  }

  #sendNow(name: string, html: string): Promise<void> | undefined {
    const delivered = this.#entries.get(name)?.room.deliver(html);
    const published = this.#publish(name, "send", html);
    if (delivered || published) return Promise.all([delivered, published]).then(() => {});
  }

  #enter(channel: string, entry: Entry, socket: Socket, name: string | undefined): void {
    entry.room.join(socket, name);
    this.#gather(channel, entry);
  }

  #look(name: string): Room | undefined {
    const room = this.#entries.get(name)?.room;
    room?.expire();
    return room;
  }

  async #closeBroker(): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.close();
  }

  #open(name: string, presence?: Presence): Entry {
    let entry = this.#entries.get(name);
    if (!entry) {
      const room = new Room();
      entry = { room, presence, version: undefined, isShowing: false, timer: undefined };
      this.#entries.set(name, entry);
      void this.#publish(name, "ask");
      this.#timer ??= setInterval(() => this.#beat(), HEARTBEAT_SECONDS * 1000);
    }
    entry.presence = presence ?? entry.presence;
    return entry;
  }

  /** Frees a channel without members, and stops the timer after the last. */
  #free(name: string): void {
    const entry = this.#entries.get(name);
    if (!entry?.room.isEmpty || this.#kept.has(name) && this.#kept.isDelivering(name)) return;
    clearTimeout(entry.timer);
    this.#entries.delete(name);
    this.#kept.close(name);
    if (this.#entries.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /**
   * Shows a change of the members at once, and what follows it soon after together: a thousand who
   * come within a second are a few messages, not a million.
   */
  #gather(name: string, entry: Entry): void {
    if (entry.timer !== undefined) return;
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      const { here, all } = entry.room;
      if (here.hasChanged || all.hasChanged && !entry.isShowing) this.#gather(name, entry);
    }, GATHER_MS);
    void this.#tell(name, entry);
    void this.#show(name, entry);
  }

  /** Tells other processes who came and went here. */
  #tell(name: string, entry: Entry): Maybe<void> {
    const { here } = entry.room;
    const change = here.takeChange();
    if (!change) return;
    const before = entry.version;
    if (before === undefined) return this.#tellAll(name, entry);
    // Who has no members is forgotten, and says all when there are some again.
    entry.version = here.size > 0 ? `${++this.#version}` : undefined;
    const moves = [
      ...change.left.map((name) => `-${name}`),
      ...change.joined.map((name) => `+${name}`),
    ];
    return this.#publish(name, "moved", before, `${this.#version}`, `${here.unnamed}`, ...moves);
  }

  #tellAll(name: string, entry: Entry): Maybe<void> {
    const { here } = entry.room;
    if (here.size === 0) return;
    entry.version ??= `${++this.#version}`;
    return this.#publish(name, "all", entry.version, `${here.unnamed}`, ...here.names);
  }

  /** Shows members the list of members. Never throws: a client that leaves cannot end the server. */
  #show(name: string, entry: Entry): Maybe<void> {
    const { presence, room } = entry;
    if (entry.isShowing) return;
    const change = room.all.takeChange();
    if (!change || !presence || room.isEmpty) return;
    entry.isShowing = true;
    const shown = attempt(() => {
      const { names, size } = room.all;
      const content = presence(names.slice(0, MOST_NAMES), {
        size,
        joined: change.joined.slice(0, MOST_NAMES),
        left: change.left.slice(0, MOST_NAMES),
      });
      return then(render(content), (html) => room.deliver(html));
    }, (error) => logError(`Cannot show the members of channel "${name}":`, error));
    return then(shown, () => {
      entry.isShowing = false;
      if (room.all.hasChanged && this.#entries.get(name) === entry) this.#gather(name, entry);
    });
  }

  #beat(): void {
    for (const [name, entry] of this.#entries) {
      if (entry.version !== undefined) void this.#publish(name, "beat", entry.version);
      entry.room.expire();
      if (entry.room.all.hasChanged) this.#gather(name, entry);
      this.#kept.beat(name);
    }
  }

  #publish(channel: string, kind: Kind, ...details: string[]): Maybe<void> {
    return this.#published = attempt(() => {
      this.#broker ??= this.#subscribe();
      const text = JSON.stringify([this.#id, channel, kind, ...details]);
      return then(this.#broker.publish(text), () => void (this.#failure = ""));
    }, (error) => {
      // Each message of a busy channel would tell of the same.
      if (this.#failure !== `${error}`) logFailure(error);
      this.#failure = `${error}`;
    });
  }

  #subscribe(): Broker {
    const broker = this.#makeBroker();
    Promise.resolve(broker.subscribe(
      (text) => this.#receive(text),
      () => {
        for (const name of this.#entries.keys()) void this.#kept.sync(name);
      },
    )).catch(logFailure);
    return broker;
  }

  /** Never throws: some brokers would lose their connection. */
  #receive(text: string): void {
    const message = toMessage(text);
    // deno-lint-ignore no-console -- something else writes to the broker
    if (!message) return console.error("Dropped a message that no process of this program sent");
    // No caller could report what a listener throws.
    void attempt(
      () => this.#take(message),
      (error) => logError("Cannot deliver a message of another process:", error),
    );
  }

  #take([from, name, kind, ...details]: HubMessage): Maybe<void> {
    if (from === this.#id) return;
    if (kind === "end") return this.#endUser(name);
    const [first = "", second = "", third = ""] = details;
    if (kind === "send" && second) {
      return this.#kept.take(name, { id: second, html: first }, Number(third));
    }
    const entry = this.#entries.get(name);
    if (!entry) return;
    const { room } = entry;
    switch (kind) {
      case "send":
        return room.deliver(first);
      case "kept":
        return this.#kept.takeId(name, first, Number(second));
      case "ask":
        return first === "" || first === this.#id ? this.#tellAll(name, entry) : undefined;
      case "beat":
        return room.takeBeat(from, first) ? undefined : this.#publish(name, "ask", from);
      case "all":
        room.takeAll(from, first, Number(second), details.slice(2));
        break;
      case "moved":
        if (!room.takeMoves(from, [first, second], Number(third), details.slice(3) as Move[])) {
          return this.#publish(name, "ask", from);
        }
    }
    if (room.all.hasChanged) this.#gather(name, entry);
  }
}

function logFailure(error: unknown): void {
  // The message was delivered in this process all the same.
  logError("Cannot reach other processes:", error);
}
