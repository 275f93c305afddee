/** Channels: groups of sockets and streams that receive the same messages, in every process. */
import { type Child, render } from "../html/mod.ts";
import { logError } from "../http/log.ts";
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

/** Seconds between two heartbeats of a process. */
const HEARTBEAT_SECONDS = 5;

/** Seconds after its last heartbeat until the members of a process count as gone. */
const MEMBER_TTL_SECONDS = 15;

/** What processes send each other. */
type HubMessage = [from: string, name: string, ...("send" | "here" | "who" | "end" | string)[]];

/** The members of a channel: its sockets and listeners here, and names elsewhere. */
interface Members {
  readonly sockets: Map<Socket, string | undefined>;
  readonly listeners: Set<(html: string) => void>;
  /** The members in other processes by process, and the time when each entry expires. */
  readonly remote: Map<string, { readonly names: readonly string[]; readonly until: number }>;
  presence: ChannelOptions["presence"];
}

/** All channels of one application in one process. */
export class Hub {
  readonly #id = crypto.randomUUID();
  readonly #channels = new Map<string, Members>();
  readonly #makeBroker: () => Broker;
  readonly #isLocal: boolean;
  readonly #endUser: (user: string) => void;
  #broker: Broker | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /**
   * Takes the broker to other processes, which is opened at first use, and what to do when another
   * process announces a user.
   */
  constructor(broker: Broker | undefined, endUser: (user: string) => void) {
    this.#makeBroker = () => broker ?? localBroker(`fasthtml:${Deno.mainModule}`);
    this.#isLocal = broker === undefined;
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
    this.#publish([this.#id, user, "end"]);
    // One between workers is not left open by a process that has nothing to listen for.
    if (!isOpen && this.#isLocal) void this.#closeBroker();
  }

  /** Returns the channel of this name. */
  channel(name: string, options: ChannelOptions = {}): Channel {
    return new HubChannel(this, name, options);
  }

  /** Removes all members and closes the broker. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#channels.clear();
    await this.#closeBroker();
  }

  /** Sends a rendered text to all members. */
  send(name: string, html: string): void {
    this.#deliver(name, html);
    this.#publish([this.#id, name, "send", html]);
  }

  /** Adds a socket to a channel. */
  join(socket: Socket, name: string | undefined, channel: string, options: ChannelOptions): void {
    if (!socket.isOpen) return;
    const members = this.#open(channel, options);
    if (!members.sockets.has(socket)) socket.onEnd(() => this.leave(socket, channel));
    members.sockets.set(socket, name);
    this.#publishMembers(channel, members);
  }

  /** Removes a socket from a channel. */
  leave(socket: Socket, channel: string): void {
    const members = this.#channels.get(channel);
    if (!members?.sockets.delete(socket)) return;
    this.#publishMembers(channel, members);
    this.#free(channel);
  }

  /** Calls a function with each message to a channel. */
  listen(listener: (html: string) => void, name: string, options: ChannelOptions): () => void {
    this.#open(name, options).listeners.add(listener);
    return () => {
      this.#channels.get(name)?.listeners.delete(listener);
      this.#free(name);
    };
  }

  /** The names of a channel's members, each once. */
  members(name: string): string[] {
    const members = this.#channels.get(name);
    if (!members) return [];
    const now = Date.now();
    const remote = [...members.remote.values()].filter(({ until }) => until > now);
    return [...new Set([...toNames(members), ...remote.flatMap(({ names }) => names)])].sort();
  }

  async #closeBroker(): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.close();
  }

  #open(name: string, { presence }: ChannelOptions): Members {
    let members = this.#channels.get(name);
    if (!members) {
      members = { sockets: new Map(), listeners: new Set(), remote: new Map(), presence };
      this.#channels.set(name, members);
      this.#publish([this.#id, name, "who"]);
      this.#timer ??= setInterval(() => this.#beat(), HEARTBEAT_SECONDS * 1000);
    }
    members.presence = presence ?? members.presence;
    return members;
  }

  /** Frees a channel without members, and stops the timer after the last. */
  #free(name: string): void {
    const members = this.#channels.get(name);
    if (!members || members.sockets.size > 0 || members.listeners.size > 0) return;
    this.#channels.delete(name);
    if (this.#channels.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #deliver(name: string, html: string): void {
    const members = this.#channels.get(name);
    if (!members) return;
    for (const socket of members.sockets.keys()) socket.sendText(html);
    for (const listener of members.listeners) listener(html);
  }

  /** Tells other processes the members here, and members here the whole list. */
  #publishMembers(name: string, members: Members): void {
    this.#publish([this.#id, name, "here", ...toNames(members)]);
    this.#sendPresence(name, members);
  }

  #sendPresence(name: string, { presence }: Members): void {
    if (!presence) return;
    const text = render(presence(this.members(name)));
    if (typeof text === "string") this.#deliver(name, text);
    else text.then((html) => this.#deliver(name, html), logFailure);
  }

  #beat(): void {
    const now = Date.now();
    for (const [name, members] of this.#channels) {
      const names = toNames(members);
      if (names.length > 0) this.#publish([this.#id, name, "here", ...names]);
      const before = members.remote.size;
      for (const [id, { until }] of members.remote) if (until <= now) members.remote.delete(id);
      if (members.remote.size < before) this.#sendPresence(name, members);
    }
  }

  #publish(message: HubMessage): void {
    try {
      this.#broker ??= this.#subscribe();
      Promise.resolve(this.#broker.publish(JSON.stringify(message))).catch(logFailure);
    } catch (error) {
      logFailure(error);
    }
  }

  #subscribe(): Broker {
    const broker = this.#makeBroker();
    Promise.resolve(broker.subscribe((text) => this.#receive(text))).catch(logFailure);
    return broker;
  }

  /** Never throws: some brokers would lose their connection. */
  #receive(text: string): void {
    const message = toMessage(text);
    // deno-lint-ignore no-console -- something else writes to the broker
    if (!message) return console.error("Dropped a message that no process of this program sent");
    try {
      this.#take(message);
    } catch (error) {
      // No caller could report what a listener throws.
      logError("Cannot deliver a message of another process:", error);
    }
  }

  #take([from, name, kind, ...rest]: HubMessage): void {
    if (from === this.#id) return;
    if (kind === "end") return this.#endUser(name);
    const members = this.#channels.get(name);
    if (!members) return;
    if (kind === "send") return this.#deliver(name, rest[0]!);
    if (kind === "who") return this.#publish([this.#id, name, "here", ...toNames(members)]);
    const before = members.remote.get(from)?.names ?? [];
    if (rest.length > 0) {
      members.remote.set(from, { names: rest, until: Date.now() + MEMBER_TTL_SECONDS * 1000 });
    } else members.remote.delete(from);
    if (before.join("\n") !== rest.join("\n")) this.#sendPresence(name, members);
  }
}

/** Reads a message. Returns undefined for one that no hub sent: what it holds becomes HTML. */
function toMessage(text: string): HubMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return isMessage(message) ? message : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
}

function isMessage(message: unknown): message is HubMessage {
  if (!Array.isArray(message) || !message.every((part) => typeof part === "string")) return false;
  const [, , kind] = message;
  return kind === "send" ? message.length === 4 : ["who", "here", "end"].includes(kind!);
}

function toNames({ sockets }: Members): string[] {
  return [...new Set([...sockets.values()].filter((name) => name !== undefined))].sort();
}

function logFailure(error: unknown): void {
  // The message was delivered in this process all the same.
  logError("Cannot reach other processes:", error);
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
