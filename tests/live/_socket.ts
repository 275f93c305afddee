import type { FastHTML } from "../../mod.ts";

/** An application on a free port of this machine. */
export interface Site extends AsyncDisposable {
  /** `http://127.0.0.1:41234`. */
  origin: string;
  /** Opens a socket to a path. */
  open(path: string, headers?: Record<string, string>): Promise<Visitor>;
}

/** Serves an application until it is disposed of. */
export function serveSite(app: FastHTML): Site {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  return {
    origin,
    open: (path, headers) => Visitor.open(`${origin.replace("http", "ws")}${path}`, headers),
    async [Symbol.asyncDispose]() {
      await app.close();
      await server.shutdown();
    },
  };
}

/** Deno's constructor: among types of browsers, which packages of the bench bring, it has no headers. */
type Connect = new (url: string, options: { headers?: Record<string, string> }) => WebSocket;

/** A visitor at a socket, who reads one message after the other. */
export class Visitor implements AsyncDisposable {
  /** How the socket ended. */
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  readonly #messages: string[] = [];
  #wake: (() => void) | undefined;

  /** Connects; rejects when the server refuses. */
  static async open(url: string, headers?: Record<string, string>): Promise<Visitor> {
    const socket = new (WebSocket as unknown as Connect)(url, { headers });
    const visitor = new Visitor(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", (event) => reject((event as ErrorEvent).error));
    });
    return visitor;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    socket.addEventListener("message", ({ data }) => {
      this.#messages.push(data);
      this.#wake?.();
    });
    socket.addEventListener("close", () => this.#wake?.());
  }

  /** Sends a text, bytes, or a value as JSON. */
  send(message: string | Uint8Array<ArrayBuffer> | Record<string, unknown>): void {
    const isRaw = typeof message === "string" || message instanceof Uint8Array;
    this.#socket.send(isRaw ? message : JSON.stringify(message));
  }

  /** The next message, or undefined when the socket has ended. */
  async next(): Promise<string | undefined> {
    while (this.#messages.length === 0 && this.#socket.readyState === WebSocket.OPEN) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.#messages.shift();
  }

  /** The next messages, as many as asked for. */
  async take(count: number): Promise<(string | undefined)[]> {
    const taken = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  /** Leaves. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}
