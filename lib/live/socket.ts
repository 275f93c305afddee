/** One socket: messages are sent in order and within limits. */
import { type Child, render } from "../html/mod.ts";
import { logError } from "../http/log.ts";
import { attempt } from "../maybe.ts";
import type { LiveCounts } from "./counts.ts";

/** How much one client may send through a WebSocket, and how long the server waits for it. */
export interface SocketLimits {
  /** Bytes of one message from the client. Default: 1 MiB. */
  readonly maxMessage: number;
  /** Messages from the client per second. Default: 100. */
  readonly maxRate: number;
  /** Messages from the client that may wait for the handler. Default: 100. */
  readonly maxWaiting: number;
  /** Bytes that may wait for a client that reads too slowly. Default: 1 MiB. */
  readonly maxUnsent: number;
  /**
   * Seconds of silence until a ping is sent, and again until the client counts as gone; 0 for no
   * pings. Default: 30.
   */
  readonly idleTimeout: number;
}

/** The limits of an application that sets none. */
export const SOCKET_LIMITS: SocketLimits = {
  maxMessage: 1 << 20,
  maxRate: 100,
  maxWaiting: 100,
  maxUnsent: 1 << 20,
  idleTimeout: 30,
};

/** The key of the method that tells a WebSocket that the platform's has closed. */
export const END: unique symbol = Symbol("end");

/** Milliseconds between two looks at how much a client has read. */
const FIT_MS = 20;

/** The key of the ids of channels that the page of a WebSocket had before, by channel. */
export const LAST_IDS: unique symbol = Symbol("last ids");

/** What a WebSocket tells its session. */
export interface SocketHolder {
  /** Its metrics, where there is a collector. */
  readonly counts: LiveCounts | undefined;
  /** It has ended. */
  stop(): void;
  /** Why it ends, for the log. */
  note(why: unknown): void;
}

/** A client's open WebSocket, as handlers get it: `ws`. */
export class Socket {
  /** @internal The last ids of a page that connects again. */
  [LAST_IDS]: Map<string, string> | undefined;
  readonly #ws: WebSocket;
  readonly #maxUnsent: number;
  readonly #session: SocketHolder;
  #ends: Set<() => void> | undefined;
  #signal: AbortSignal | undefined;
  #pending: Promise<void> | undefined;
  #isOpen = true;
  #unchecked = 0;

  /**
   * Takes an upgraded WebSocket, and who is told last of its end: its rooms have let it go then.
   */
  constructor(
    ws: WebSocket,
    { maxUnsent }: Pick<SocketLimits, "maxUnsent">,
    session: SocketHolder,
  ) {
    this.#ws = ws;
    this.#maxUnsent = maxUnsent;
    this.#session = session;
  }

  /** Whether both sides have the WebSocket open. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Aborted when either side ends the socket. */
  get signal(): AbortSignal {
    if (this.#signal) return this.#signal;
    const end = new AbortController();
    if (this.#isOpen) this.onEnd(() => end.abort());
    else end.abort();
    return this.#signal = end.signal;
  }

  /**
   * Calls a function once the WebSocket has ended, unless the returned function is called before.
   */
  onEnd(step: () => void): () => void {
    (this.#ends ??= new Set()).add(step);
    return () => this.#ends?.delete(step);
  }

  /**
   * Renders and sends content, in the order of the calls. Does nothing once the WebSocket has
   * ended.
   */
  send(...content: Child[]): Promise<void> {
    const text = render(content);
    if (typeof text === "string" && !this.#pending) return Promise.resolve(this.sendText(text));
    const sent: Promise<void> = Promise.all([text, this.#pending]).then(([text]) => {
      this.sendText(text);
      if (this.#pending === kept) this.#pending = undefined;
    });
    // A rendering error rejects this call, not the next one.
    const kept = this.#pending = sent.catch(() => {});
    return sent;
  }

  /** Sends a text as it is. A client that reads too slowly is disconnected. */
  sendText(text: string): void {
    this.#sendData(text, text.length);
  }

  /**
   * @internal Waits until the client has read so much that so many characters can be sent to it;
   * undefined where they can now.
   */
  untilFit(length: number): Promise<void> | undefined {
    if (this.#unchecked + length <= this.#maxUnsent / 16 || !this.#isFull) return;
    return whileFull(() => this.#isFull);
  }

  /** Sends bytes. A client that reads too slowly is disconnected. */
  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#sendData(bytes, bytes.length);
  }

  #sendData(data: string | Uint8Array<ArrayBuffer>, length: number): void {
    if (!this.#isOpen || this.#ws.readyState !== WebSocket.OPEN) return;
    this.#unchecked += length;
    // A check at every message would cost a fifth of a broadcast.
    if (this.#unchecked > this.#maxUnsent / 16) {
      this.#unchecked = 0;
      const unsent = this.#ws.bufferedAmount;
      if (unsent > this.#maxUnsent) {
        const why = `Too slow: ${unsent} bytes wait, expected ${this.#maxUnsent} at most`;
        this.#session.note(why);
        this.#session.counts?.limit("maxUnsent");
        return this.close(1013, why);
      }
    }
    this.#session.counts?.send();
    this.#ws.send(data);
  }

  /** Ends the WebSocket, with a code (RFC 6455, 7.4) and a reason of at most 123 bytes. */
  close(code = 1000, reason = ""): void {
    // A stalled peer sends no close frame for as long as TCP waits; handlers see the end at once.
    this[END]();
    // Deno 2.9 sends no close frame while received messages wait for their event.
    setTimeout(() => {
      if (this.#ws.readyState === WebSocket.OPEN) this.#ws.close(code, reason);
    });
  }

  /** @internal Runs what follows the end, once. */
  [END](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const step of this.#ends ?? []) {
      // What one step throws would end the process, and keep the others from their turn.
      void attempt(step, (error) => logError("Error at the end of a socket:", error));
    }
    this.#ends = undefined;
    this.#session.stop();
  }

  get #isFull(): boolean {
    return this.#isOpen && this.#ws.bufferedAmount > this.#maxUnsent / 2;
  }
}

/** Looks now and then until a client has read enough. */
export function whileFull(isFull: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isFull()) return;
      clearInterval(timer);
      resolve();
    }, FIT_MS);
  });
}

/** The id that a page had when its WebSocket ended, which its first join alone goes on with. */
export function takeLastId(socket: Socket, tag: string): string | undefined {
  const ids = socket[LAST_IDS], id = ids?.get(tag);
  ids?.delete(tag);
  return id;
}
