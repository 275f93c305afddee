/** Channels: groups of sockets and streams that receive the same messages, in every process. */
import { type Child, render } from "../html/mod.ts";
import { type Broker, localBroker } from "./broker.ts";
import type { Socket } from "./socket.ts";

/** Options of a channel. */
export interface ChannelOptions {
  /** Renders the list of members; sent to all members when someone joins or leaves. */
  presence?: (members: readonly string[]) => Child;
}

/** A group of clients' sockets and event streams. `app.channel(name)` returns it. */
export interface Channel {
  /** The channel's name. */
  readonly name: string;
  /** The names of the members in all processes, each once, sorted. */
  readonly members: readonly string[];
  /** Adds a socket until it ends or leaves; a name makes it visible in `members`. */
  join(socket: Socket, name?: string): void;
  /** Removes a socket. */
  leave(socket: Socket): void;
  /** Sends content, rendered once, to every member in every process. */
  send(...content: Child[]): Promise<void>;
  /** Calls a function with each rendered message, until the returned function is called. */
  listen(listener: (html: string) => void): () => void;
}

/** Seconds between two heartbeats of a process, and until its members count as gone. */
const SIGN = 5, BELIEF = 15;

type News = [from: string, room: string, ...("send" | "here" | "who" | string)[]];

/** What the hub keeps of a channel that has members. */
interface Room {
  readonly sockets: Map<Socket, string | undefined>;
  readonly listeners: Set<(html: string) => void>;
  /** The members at other processes, and the time when each entry expires. */
  readonly others: Map<string, { readonly names: readonly string[]; readonly until: number }>;
  presence: ChannelOptions["presence"];
}

/** All channels of one application in one process. */
export class Hub {
  readonly #id = crypto.randomUUID();
  readonly #rooms = new Map<string, Room>();
  readonly #makeBroker: () => Broker;
  #broker: Broker | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Takes the broker to other processes; it is opened at first use. */
  constructor(broker: Broker | undefined) {
    this.#makeBroker = () => broker ?? localBroker(`fasthtml:${Deno.mainModule}`);
  }

  /** Returns the channel of this name. */
  channel(name: string, options: ChannelOptions = {}): Channel {
    return new HubChannel(this, name, options);
  }

  /** Removes all members and closes the broker. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#rooms.clear();
    await this.#broker?.close();
    this.#broker = undefined;
  }

  /** Sends a rendered text to all members. */
  send(name: string, html: string): void {
    this.#deliver(name, html);
    this.#publish([this.#id, name, "send", html]);
  }

  /** Adds a socket to a channel. */
  join(socket: Socket, name: string | undefined, room: string, options: ChannelOptions): void {
    if (!socket.isOpen) return;
    const opened = this.#open(room, options);
    if (!opened.sockets.has(socket)) socket.onEnd(() => this.leave(socket, room));
    opened.sockets.set(socket, name);
    this.#announce(room, opened);
  }

  /** Removes a socket from a channel. */
  leave(socket: Socket, room: string): void {
    const left = this.#rooms.get(room);
    if (!left?.sockets.delete(socket)) return;
    this.#announce(room, left);
    this.#forget(room);
  }

  /** Calls a function with each message to a channel. */
  listen(listener: (html: string) => void, name: string, options: ChannelOptions): () => void {
    this.#open(name, options).listeners.add(listener);
    return () => {
      this.#rooms.get(name)?.listeners.delete(listener);
      this.#forget(name);
    };
  }

  /** The names of a channel's members, each once. */
  members(name: string): string[] {
    const room = this.#rooms.get(name);
    if (!room) return [];
    const now = Date.now();
    const others = [...room.others.values()].filter(({ until }) => until > now);
    return [...new Set([...toNames(room), ...others.flatMap(({ names }) => names)])].sort();
  }

  #open(name: string, { presence }: ChannelOptions): Room {
    let room = this.#rooms.get(name);
    if (!room) {
      room = { sockets: new Map(), listeners: new Set(), others: new Map(), presence };
      this.#rooms.set(name, room);
      this.#publish([this.#id, name, "who"]);
      this.#timer ??= setInterval(() => this.#tick(), SIGN * 1000);
    }
    room.presence = presence ?? room.presence;
    return room;
  }

  /** Frees a channel without members, and stops the timer after the last. */
  #forget(name: string): void {
    const room = this.#rooms.get(name);
    if (!room || room.sockets.size > 0 || room.listeners.size > 0) return;
    this.#rooms.delete(name);
    if (this.#rooms.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #deliver(name: string, html: string): void {
    const room = this.#rooms.get(name);
    if (!room) return;
    for (const socket of room.sockets.keys()) socket.sendText(html);
    for (const listener of room.listeners) listener(html);
  }

  /** Tells other processes the members here, and members here the whole list. */
  #announce(name: string, room: Room): void {
    this.#publish([this.#id, name, "here", ...toNames(room)]);
    this.#show(name, room);
  }

  #show(name: string, { presence }: Room): void {
    if (!presence) return;
    const text = render(presence(this.members(name)));
    if (typeof text === "string") this.#deliver(name, text);
    else text.then((html) => this.#deliver(name, html), logFailure);
  }

  #tick(): void {
    const now = Date.now();
    for (const [name, room] of this.#rooms) {
      const names = toNames(room);
      if (names.length > 0) this.#publish([this.#id, name, "here", ...names]);
      const before = room.others.size;
      for (const [id, { until }] of room.others) if (until <= now) room.others.delete(id);
      if (room.others.size < before) this.#show(name, room);
    }
  }

  #publish(news: News): void {
    try {
      this.#broker ??= this.#subscribe();
      Promise.resolve(this.#broker.publish(JSON.stringify(news))).catch(logFailure);
    } catch (error) {
      logFailure(error);
    }
  }

  #subscribe(): Broker {
    const broker = this.#makeBroker();
    Promise.resolve(broker.subscribe((text) => this.#receive(JSON.parse(text)))).catch(logFailure);
    return broker;
  }

  #receive([from, name, kind, ...rest]: News): void {
    const room = this.#rooms.get(name);
    if (from === this.#id || !room) return;
    if (kind === "send") return this.#deliver(name, rest[0]!);
    if (kind === "who") return this.#publish([this.#id, name, "here", ...toNames(room)]);
    const before = room.others.get(from)?.names ?? [];
    if (rest.length > 0) room.others.set(from, { names: rest, until: Date.now() + BELIEF * 1000 });
    else room.others.delete(from);
    if (before.join("\n") !== rest.join("\n")) this.#show(name, room);
  }
}

function toNames({ sockets }: Room): string[] {
  return [...new Set([...sockets.values()].filter((name) => name !== undefined))].sort();
}

function logFailure(error: unknown): void {
  // deno-lint-ignore no-console -- the message was delivered in this process all the same
  console.error("Cannot reach other processes:", error);
}

/** A channel by its name. Code tests for it by `instanceof`, never by shape. */
export class HubChannel implements Channel {
  readonly name: string;
  readonly #hub: Hub;
  readonly #options: ChannelOptions;

  constructor(hub: Hub, name: string, options: ChannelOptions) {
    this.name = name;
    this.#hub = hub;
    this.#options = options;
  }

  get members(): string[] {
    return this.#hub.members(this.name);
  }

  join(socket: Socket, name?: string): void {
    this.#hub.join(socket, name, this.name, this.#options);
  }

  leave(socket: Socket): void {
    this.#hub.leave(socket, this.name);
  }

  async send(...content: Child[]): Promise<void> {
    this.#hub.send(this.name, await render(content));
  }

  listen(listener: (html: string) => void): () => void {
    return this.#hub.listen(listener, this.name, this.#options);
  }
}
