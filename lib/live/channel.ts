/** Channels: groups of WebSockets and streams that receive the same messages, in every process. */
import { makeOptionCheck } from "../option_check.ts";
import { MISTAKE, type Mistake } from "../result_marks.ts";
import { type Child, render } from "../html/mod.ts";
import type { Maybe } from "../maybe.ts";
import type { Hub, Presence } from "./hub.ts";
import { isKeep } from "./protocol.ts";
import type { Listener, Newcomer } from "./room.ts";
import type { Socket } from "./socket.ts";

/** Options of a channel. */
export interface ChannelOptions {
  /**
   * Renders the members for all of them: the first hundred names, sorted, and what has changed.
   * Joins and leaves of 50 ms are one call.
   */
  presence?: Presence;
  /**
   * How many messages are kept, 10,000 at most: pages that come back get those that they missed, and
   * new ones get all. Default: none.
   */
  keep?: number;
}

const checkOptions = makeOptionCheck<ChannelOptions>("open a channel", {
  presence: true,
  keep: true,
});

/** From where a member of a channel that keeps messages gets them. */
export interface ReplayOptions {
  /**
   * The id of the last message that the page has, as `lastId()` gave it. One that is no longer kept,
   * like none at all, gets all messages. A page that comes back says itself which it had.
   */
  after?: string;
}

const checkReplay = makeOptionCheck<ReplayOptions>("join a channel", { after: true });

/** A group of clients' WebSockets and event streams. `app.channel(name)` returns it. */
export interface Channel {
  /** The channel's name. */
  readonly name: string;
  /** The names of the members in all processes, each once, sorted. */
  readonly members: readonly string[];
  /** How many members there are in all processes: names, each once, and those without a name. */
  readonly size: number;
  /**
   * Adds a WebSocket until it ends or leaves. A name makes it visible in `members`. A promise where
   * a store is asked for the messages that the WebSocket gets first.
   */
  join(socket: Socket, name?: string, options?: ReplayOptions): Maybe<void>;
  /** Removes a socket. */
  leave(socket: Socket): void;
  /**
   * Sends content, rendered once, to every member in every process. Resolves when it is sent here
   * and the broker has it: await it, and a fast sender waits. Rejects when 64 MiB wait.
   */
  send(...content: Child[]): Promise<void>;
  /**
   * Calls a function with each rendered message, and with its id if it is kept, until the returned
   * function is called.
   */
  listen(listener: (html: string, id?: string) => void, options?: ReplayOptions): () => void;
  /**
   * The id of the last message that is kept, or an empty text. A page that shows what the messages
   * have changed asks for it before it reads that, and joins after it.
   */
  lastId(): Promise<string>;
}

/** A channel by its name. Code tests for it by `instanceof`, never by shape. */
export class HubChannel implements Channel {
  readonly name: string;
  readonly #hub: Hub;
  readonly #presence: Presence | undefined;
  readonly #keep: number | undefined;

  constructor(hub: Hub, name: string, options: ChannelOptions = {}) {
    checkOptions(options);
    const { presence, keep } = options;
    if (keep !== undefined && !isKeep(keep)) {
      throw new TypeError(
        `Cannot keep messages of channel "${name}": keep is ${keep}, expected 1 to 10000`,
      );
    }
    this.name = name;
    this.#hub = hub;
    this.#presence = presence;
    this.#keep = keep;
    this.#setUp();
  }

  get members(): readonly string[] {
    return this.#hub.members(this.name);
  }

  get size(): number {
    return this.#hub.size(this.name);
  }

  join(socket: Socket, name?: string, options: ReplayOptions = {}): Maybe<void> {
    checkReplay(options);
    this.#setUp();
    return this.#hub.join(this.name, socket, name, { presence: this.#presence, ...options });
  }

  leave(socket: Socket): void {
    this.#hub.leave(this.name, socket);
  }

  async send(...content: Child[]): Promise<void> {
    const html = await render(content);
    this.#setUp();
    await this.#hub.send(this.name, html);
  }

  listen(listener: Listener, options: ReplayOptions = {}): () => void {
    checkReplay(options);
    return this.follow(listener, options);
  }

  /** Calls a function with each message, and waits before one that was missed until it fits. */
  follow(listener: Listener, options: ReplayOptions & Pick<Newcomer, "untilFit">): () => void {
    this.#setUp();
    return this.#hub.listen(this.name, listener, { presence: this.#presence, ...options });
  }

  async lastId(): Promise<string> {
    this.#setUp();
    return await this.#hub.lastId(this.name);
  }

  get [MISTAKE](): Mistake {
    return { found: `channel "${this.name}"`, expected: "EventStream(channel)" };
  }

  /** Channels that were not used for long may be forgotten, so each use says it. */
  #setUp(): void {
    if (this.#keep !== undefined) this.#hub.keep(this.name, this.#keep);
  }
}
