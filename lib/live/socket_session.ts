/**
 * One client's session with a socket route: limits → bind → handler → send, in order of arrival.
 */
import { type Child, render } from "../html/mod.ts";
import { bind, type Signature } from "../http/params/bind.ts";
import type { BodyLimits } from "../http/request/body/limits.ts";
import type { OpenSocket } from "../http/request/connections.ts";
import type { Exchange } from "../http/request/exchange.ts";
import { RequestAt } from "../http/request/target.ts";
import { HTTPException, reportLate } from "../http/errors.ts";
import { attempt, type Maybe, pipe, then } from "../maybe.ts";
import type { RequestContext } from "../http/types.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { countsOf, type LiveCounts } from "./counts.ts";
import { type Message, MessageContext, NO_MESSAGE, readMessage } from "./message.ts";
import { END, LAST_IDS, Socket, type SocketLimits } from "./socket.ts";

/** Calls a function of the program. */
type Step = (message: MessageContext) => unknown;

/** What a route does at each step of a socket's life. */
export interface SocketHandlers {
  readonly handler: Step;
  readonly signature: Signature;
  /** The parameters of the path, which are all that the start and the end of a socket have. */
  readonly pathSignature: Signature;
  readonly onConnect: Step | undefined;
  readonly onDisconnect: Step | undefined;
}

/** What the sockets of a route have of their application. */
export interface SocketSetup {
  readonly limits: SocketLimits & BodyLimits;
  /** Content to add to what the handler returned, such as toasts. */
  readonly extras: (context: RequestContext) => readonly Child[];
}

/** Upgrades a request and handles messages until one side ends the socket. */
export function runSocket(
  exchange: Exchange,
  handlers: SocketHandlers,
  setup: SocketSetup,
): Response {
  return openSocket(exchange, setup, (opened) => new MessageSession(opened, handlers));
}

/** Upgrades a request to a socket, which obeys the limits and ends with the server. */
export function openSocket(
  exchange: Exchange,
  setup: SocketSetup,
  make: (opened: OpenedSocket) => SocketSession,
): Response {
  const { closing, connections, req } = exchange;
  if (closing.aborted) throw new HTTPException(503, RESTART, RETRY);
  const excess = connections.findExcess(clientOf(exchange));
  if (excess) {
    countsOf("socket", exchange)?.limit(toLimit(excess));
    throw excess;
  }
  req.headers.has("host"); // Reads and keeps all: Deno empties a request that becomes a socket
  const { socket: ws, response } = upgradeSocket(exchange, setup.limits);
  ws.binaryType = "arraybuffer";
  const session = make({ ws, exchange, setup });
  session.socket[LAST_IDS] = toLastIds(req.headers.get("last-event-id"));
  ws.addEventListener("open", session, { once: true });
  return response;
}

/** What a session is made of. */
export interface OpenedSocket {
  readonly ws: WebSocket;
  /** The request that was upgraded. */
  readonly exchange: Exchange;
  readonly setup: SocketSetup;
}

/**
 * One socket, from the upgrade to its end. As there may be thousands it is one object, and the
 * listener of all events: functions for each socket's steps took three times the memory.
 */
export abstract class SocketSession implements OpenSocket {
  /** What handlers get. */
  abstract readonly socket: Socket;
  /** Its metrics, which all sockets of the route share. */
  readonly counts: LiveCounts | undefined;
  protected readonly exchange: Exchange;
  protected readonly setup: SocketSetup;
  readonly #ws: WebSocket;
  #unfollow: (() => void) | undefined;
  /** The second of the last message, and how many came in it. */
  #second = -1;
  #count = 0;

  constructor({ ws, exchange, setup }: OpenedSocket) {
    this.#ws = ws;
    this.exchange = exchange;
    this.setup = setup;
    this.counts = countsOf("socket", exchange);
  }

  /** Runs once both sides have the socket open. */
  protected abstract start(): void;

  /** Takes a message that is within the limits. */
  protected abstract take(data: string | ArrayBuffer): void;

  /** The number of messages that wait for the handler. */
  protected abstract get waiting(): number;

  /** Ends when all that has happened is handled: the messages, or the end of the socket. */
  protected abstract drained(): Maybe<void>;

  /** Takes an event of the platform's socket. */
  handleEvent(event: Event): void {
    if (event instanceof MessageEvent) this.#hear(event.data);
    else if (event.type === "open") this.#open();
    else this.#close();
  }

  /** Runs when either side has ended the socket. */
  stop(): void {
    this.#unfollow?.();
    // Not yet: what follows the end is added by who overrides this.
    this.exchange.connections.track(Promise.resolve().then(() => this.drained()));
  }

  /** Notes for the log why the socket ends. */
  note(why: unknown): void {
    const { record } = this.exchange;
    if (record) record.late = why;
  }

  /** Ends with the server: what has arrived is answered before. */
  async end(): Promise<void> {
    await this.drained();
    this.socket.close(1012, RESTART); // Pages of htmx 2 come back after this code
    await Promise.all([this.drained(), untilClosed(this.#ws)]);
  }

  /** Counts only now: a client that leaves before it is answered causes no event, so not its end. */
  #open(): void {
    const { exchange, socket } = this, { closing, connections } = exchange;
    const client = clientOf(exchange);
    if (closing.aborted) return this.#ws.close(1012, RESTART);
    const excess = connections.findExcess(client);
    if (excess) {
      this.counts?.limit(toLimit(excess));
      return this.#ws.close(1013, excess.message);
    }
    connections.add(this, client);
    this.counts?.open();
    if (exchange.auth !== undefined || exchange.sessionId !== undefined) {
      const signOut = () => socket.close(1012, "Signed out, or in elsewhere: connect again");
      this.#unfollow = connections.follow(exchange, signOut);
    }
    this.#ws.addEventListener("message", this);
    this.#ws.addEventListener("close", this);
    this.start();
  }

  #hear(data: string | ArrayBuffer): void {
    if (this.exchange.closing.aborted) return;
    if (this.socket.isOpen) this.counts?.receive();
    const violation = this.#findViolation(data);
    if (!violation) return this.take(data);
    this.note(violation.reason);
    // Once, though a client may send more before it hears of it.
    if (this.socket.isOpen) this.counts?.limit(violation.limit);
    this.socket.close(violation.code, violation.reason);
  }

  #close(): void {
    this.socket[END]();
    this.exchange.connections.remove(this, clientOf(this.exchange));
    this.counts?.close();
    this.exchange.record?.end();
  }

  /** Says which limit a client's message exceeds, if any. */
  #findViolation(data: string | ArrayBuffer): Violation | undefined {
    const { maxMessage, maxRate, maxWaiting } = this.setup.limits;
    if (isLonger(data, maxMessage)) {
      return toViolation(1009, "maxMessage", `take more than ${maxMessage} bytes`);
    }
    const now = Math.floor(performance.now() / 1000);
    if (now !== this.#second) this.#second = now, this.#count = 0;
    if (++this.#count > maxRate) {
      return toViolation(1008, "maxRate", `take more than ${maxRate} messages a second`);
    }
    if (this.waiting >= maxWaiting) {
      return toViolation(1013, "maxWaiting", `keep more than ${maxWaiting} messages`);
    }
  }
}

/** A socket whose route has a function for each message. */
class MessageSession extends SocketSession {
  readonly socket: Socket;
  readonly #handlers: SocketHandlers;
  // Messages run in the async context of the request, so tables stay narrowed.
  readonly #inside = AsyncLocalStorage.snapshot();
  #waiting = 0;
  #tail: Maybe<void> = undefined;

  constructor(opened: OpenedSocket, handlers: SocketHandlers) {
    super(opened);
    this.socket = new Socket(opened.ws, opened.setup.limits, this);
    this.#handlers = handlers;
  }

  override stop(): void {
    super.stop();
    this.#enqueue(() => this.#call(this.#handlers.onDisconnect));
  }

  protected start(): void {
    this.#enqueue(() => {
      // The page shows toasts from before the upgrade; here they are rendered and dropped.
      const before = render(this.setup.extras(this.#toContext()));
      return then(before, () => this.#call(this.#handlers.onConnect));
    });
  }

  protected take(data: string | ArrayBuffer): void {
    const { handler, signature } = this.#handlers;
    this.#enqueue(() => {
      if (!this.socket.isOpen) return;
      return this.#answer(readMessage(data, signature, this.setup.limits), signature, handler);
    });
  }

  protected get waiting(): number {
    return this.#waiting;
  }

  protected drained(): Maybe<void> {
    return this.#tail;
  }

  #enqueue(step: () => Maybe<void>): void {
    this.#waiting++;
    const run = () =>
      then(
        attempt(() => this.#inside(step), (error) => this.#fail(error)),
        () => void this.#waiting--,
      );
    this.#tail = then(this.#tail, run);
  }

  #call(step: Step = () => {}): Maybe<void> {
    return this.#answer(NO_MESSAGE, this.#handlers.pathSignature, step);
  }

  #answer(message: Message, signature: Signature, step: Step): Maybe<void> {
    const { exchange } = this, { params: path } = exchange;
    const context = this.#toContext(message);
    const own = signature.shadows ? this.#toContext(message) : context;
    const source = () => ({ path, query: exchange.query, body: message.fields, context });
    const bound = signature.slots.length > 0 ? bind(signature, source(), own) : undefined;
    return pipe(bound, () => step(own), (result) => {
      const content = [result as Child ?? [], this.setup.extras(context)].flat();
      if (content.length > 0) return this.socket.send(...content);
    });
  }

  #toContext(message?: Message): MessageContext {
    return new MessageContext(this.exchange, this.socket, message);
  }

  #fail(error: unknown): void {
    if (error instanceof HTTPException) {
      HTTPException.translate(error, this.exchange.language);
      this.exchange.record?.reject(error);
      // Sent as JSON, so that htmx does not swap it in for the page.
      return this.socket.sendText(JSON.stringify({ error: error.detail }));
    }
    reportLate(error, this.exchange);
    this.socket.close(1011, "Internal error");
  }
}

/** Upgrades a request; throws 400 for a malformed one, 426 for another WebSocket version. */
export function upgradeSocket(
  { req }: { readonly req: Request },
  options: Deno.UpgradeWebSocketOptions = {},
): Deno.WebSocketUpgrade {
  if (req.headers.get("sec-websocket-version") !== "13") {
    throw new HTTPException(426, undefined, { headers: { "sec-websocket-version": "13" } });
  }
  try {
    return Deno.upgradeWebSocket(req instanceof RequestAt ? req.original : req, options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HTTPException(400, `Cannot open a socket: ${error.message}`, {
      tell: { key: "badRequest" },
      cause: error,
    });
  }
}

const RESTART = "The server restarts";

const RETRY = { tell: { key: "restarting" }, headers: { "retry-after": "1" } } as const;

/** Milliseconds that a client gets to answer a close frame. */
const CLOSE_MS = 1000;

async function untilClosed(ws: WebSocket): Promise<void> {
  if (ws.readyState === WebSocket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  ws.addEventListener("close", () => resolve());
  const timer = setTimeout(resolve, CLOSE_MS);
  await promise;
  clearTimeout(timer);
}

/** What a page had of each channel before its socket ended: `news:12, chat%20room:7`. */
function toLastIds(header: string | null): Map<string, string> | undefined {
  if (header === null) return;
  return new Map(
    header.split(", ").map((pair) => {
      const [channel = "", id = ""] = pair.split(":");
      return [channel, id];
    }),
  );
}

/** What a client has done that a limit does not let pass. */
interface Violation {
  readonly code: number;
  readonly limit: string;
  readonly reason: string;
}

/** Whether a message has more bytes than a limit, in UTF-8. */
function isLonger(data: string | ArrayBuffer, limit: number): boolean {
  if (typeof data !== "string") return data.byteLength > limit;
  // A character is one to three bytes.
  if (data.length * 3 <= limit || data.length > limit) return data.length > limit;
  return new TextEncoder().encode(data).length > limit;
}

function toViolation(code: number, limit: string, what: string): Violation {
  return { code, limit, reason: `Cannot ${what} (${limit})` };
}

/** The limit that keeps a socket from being opened. */
function toLimit({ status }: HTTPException): string {
  return status === 429 ? "maxClientSockets" : "maxSockets";
}

function clientOf({ scope }: Exchange): string | undefined {
  return scope.client as string | undefined;
}
