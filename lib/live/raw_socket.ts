/** WebSockets whose handler reads the messages itself: `app.socket`. */
import { makeOptionCheck } from "../option_check.ts";
import { HTTPException, reportLate } from "../http/errors.ts";
import type { BodyLimits } from "../http/request/body/limits.ts";
import { readJsonValue } from "../http/request/body/read.ts";
import { exchangeOf } from "../http/request/exchange.ts";
import { Route } from "../http/routing/route.ts";
import type { NoParams } from "../http/routing/rt.ts";
import type { Declarations, ParamsOf, PathText, WithParams } from "../http/types.ts";
import { SOCKET_VERB } from "../http/verbs.ts";
import type { Maybe } from "../maybe.ts";
import { MessageContext, type SocketRequest } from "./message.ts";
import { Socket, type SocketHolder, type SocketLimits } from "./socket.ts";
import {
  type AddSocket,
  setupOf,
  type SocketCommon,
  type SocketOptions,
  toCommon,
} from "./socket_route.ts";
import { type OpenedSocket, openSocket, SocketSession } from "./socket_session.ts";

/** What the argument of a handler of `app.socket` has beside the declared parameters. */
export interface RawSocketRequest extends SocketRequest {
  /** The client's WebSocket, whose messages are read by `for await (const text of ws)`. */
  readonly ws: RawSocket;
}

/** The one argument of a handler of `app.socket`. */
export type RawSocketContext<Path extends string = string, D = unknown> = WithParams<
  RawSocketRequest,
  ParamsOf<Path, D>
>;

/** Further options of `app.socket`. */
export type RawSocketOptions = Omit<SocketOptions, "onConnect" | "onDisconnect">;

const checkOptions = makeOptionCheck<RawSocketOptions>("add a socket", {
  name: true,
  before: true,
  crossSite: true,
  host: true,
  limits: true,
});

/** Declares WebSockets whose handler reads the messages itself: `app.socket("/echo", handler)`. */
export interface RawSocketMaker {
  /** Declares a WebSocket by its path. */
  <Path extends string>(
    path: PathText<Path>,
    handler: (context: RawSocketContext<PathText<Path>, NoParams>) => void,
    options?: RawSocketOptions,
  ): Route<Path, NoParams>;
  /** Declares a WebSocket with parameters of the request that opens it. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: RawSocketContext<Path, D>) => void,
    options?: RawSocketOptions,
  ): Route<Path, D>;
}

/** A client's open WebSocket, whose handler reads the messages by itself. */
export class RawSocket extends Socket implements AsyncIterable<string> {
  readonly #inbox: Inbox;
  readonly #limits: BodyLimits;

  /** Takes an upgraded WebSocket, and the session that keeps its messages. */
  constructor(
    ws: WebSocket,
    limits: SocketLimits & BodyLimits,
    session: SocketHolder & { readonly inbox: Inbox },
  ) {
    super(ws, limits, session);
    this.#inbox = session.inbox;
    this.#limits = limits;
  }

  /** Reads texts until either side ends the socket. Bytes end it with code 1003. */
  [Symbol.asyncIterator](): AsyncGenerator<string, void> {
    return this.#read((data) => typeof data === "string" ? data : undefined, "texts");
  }

  /** Reads bytes until either side ends the socket. A text ends it with code 1003. */
  bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const toBytes = (data: Data) => typeof data === "string" ? undefined : new Uint8Array(data);
    return this.#read(toBytes, "bytes");
  }

  /**
   * Reads texts as JSON, within the limits; objects in it have no prototype. Malformed JSON is an
   * error of the client, which ends the socket.
   */
  async *json(): AsyncGenerator<unknown, void> {
    for await (const text of this) yield readJsonValue(text, this.#limits);
  }

  /** Ends the WebSocket, with a code (RFC 6455, 7.4) and a reason. No message is read any more. */
  override close(code?: number, reason?: string): void {
    this.#inbox.clear();
    super.close(code, reason);
  }

  async *#read<T>(read: (data: Data) => T | undefined, kind: string): AsyncGenerator<T, void> {
    for (;;) {
      const data = this.#inbox.take();
      if (data !== undefined) {
        const message = read(data);
        if (message === undefined) return this.close(1003, `Cannot take it: expected ${kind}`);
        yield message;
      } else if (!this.isOpen) return;
      else await this.#inbox.changed;
    }
  }
}

type Data = string | ArrayBuffer;

/** The messages of a WebSocket that its handler has not read yet. */
class Inbox {
  #messages: Data[] = [];
  #change = Promise.withResolvers<void>();
  #idle: PromiseWithResolvers<void> | undefined;
  #isIdle = true;

  /** Resolves when the handler has asked for a message more than there are. */
  get idle(): Promise<void> {
    return this.#isIdle ? Promise.resolve() : (this.#idle ??= Promise.withResolvers()).promise;
  }

  get size(): number {
    return this.#messages.length;
  }

  /** Resolves when a message has come, or the WebSocket has ended. */
  get changed(): Promise<void> {
    return this.#change.promise;
  }

  add(data: Data): void {
    this.#messages.push(data);
    this.#isIdle = false;
    this.wake();
  }

  take(): Data | undefined {
    const message = this.#messages.shift();
    this.#isIdle = message === undefined;
    if (this.#isIdle) this.#idle?.resolve();
    return message;
  }

  clear(): void {
    this.#messages = [];
  }

  wake(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}

/** Makes an `app.socket` that passes each route to `add`. */
export function makeSocket(add: AddSocket, common: SocketCommon = {}): RawSocketMaker {
  return (path: string, ...args: unknown[]) => {
    const hasParams = typeof args[0] === "object";
    const [params, handler, given = {}] = (hasParams ? args : [{}, ...args]) as [
      Declarations,
      RawHandler,
      RawSocketOptions | undefined,
    ];
    checkOptions(given);
    const { limits, ...options } = given;
    const route: Route = new Route({
      name: handler.name,
      ...options,
      ...toCommon(path, options, common),
      verbs: [SOCKET_VERB],
      params,
      // By now the parameters are bound, as those of any request.
      handler: (context) => {
        const bound = route.signature.slots.map(({ name }) => [name, toProperty(context, name)]);
        const params = Object.fromEntries(bound), exchange = exchangeOf(context);
        const run: RawHandler = (own) => handler(Object.defineProperties(own, params));
        const setup = setupOf(exchange, limits);
        return openSocket(exchange, setup, (opened) => new RawSession(opened, run));
      },
    });
    add(route, limits);
    return route as Route<never, never>;
  };
}

/** Milliseconds that a handler gets for the messages that it has not read yet. */
const BUSY_MS = 1000;

const busy = () => new Promise<void>((resolve) => setTimeout(resolve, BUSY_MS));

type RawHandler = (context: RawSocketRequest) => unknown;

function toProperty(context: object, name: string): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(context, name)!;
}

/** A WebSocket whose handler runs once, and which ends with it. */
class RawSession extends SocketSession {
  readonly socket: RawSocket;
  readonly inbox = new Inbox();
  readonly #handler: RawHandler;
  #running: Promise<void> | undefined;

  constructor(opened: OpenedSocket, handler: RawHandler) {
    super(opened);
    this.socket = new RawSocket(opened.ws, opened.setup.limits, this);
    this.#handler = handler;
  }

  override stop(): void {
    super.stop();
    this.inbox.wake();
  }

  protected start(): void {
    this.#running = this.#run();
  }

  protected take(data: Data): void {
    this.inbox.add(data);
  }

  protected get waiting(): number {
    return this.inbox.size;
  }

  /** A handler that has read a message may be busy with it, or do something else for hours. */
  protected drained(): Maybe<void> {
    return this.socket.isOpen ? Promise.race([this.inbox.idle, busy()]) : this.#running;
  }

  async #run(): Promise<void> {
    const { exchange, socket } = this;
    try {
      const own: unknown = new MessageContext(exchange, socket);
      await this.#handler(own as RawSocketRequest);
      socket.close();
    } catch (error) {
      if (error instanceof HTTPException) {
        this.note(error);
        return socket.close(1008, toReason(error.detail));
      }
      // What waited for the socket's signal ends so when the client leaves.
      const isEnd = !socket.isOpen && error instanceof Error && error.name === "AbortError";
      if (!isEnd) reportLate(error, exchange);
      socket.close(1011, "Internal error");
    }
  }
}

/** The largest number of bytes of a close reason (RFC 6455, 5.5). */
const MAX_REASON = 123;

function toReason(text: string): string {
  const bytes = new TextEncoder().encode(text).subarray(0, MAX_REASON);
  // The stream form of a decoder leaves out a character that is cut in two.
  return new TextDecoder().decode(bytes, { stream: true });
}
