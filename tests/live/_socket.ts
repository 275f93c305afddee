import type { FastHTML } from "../../mod.ts";
import { within } from "../_within.ts";

/** An application on a free port of this machine. */
export interface Site extends AsyncDisposable {
  /** `http://127.0.0.1:41234`. */
  origin: string;
  /** Opens a socket to a path. */
  open(path: string, headers?: Record<string, string>): Promise<SocketClient>;
  /** Opens a socket to a path by hand, for a client that then reads nothing and answers nothing. */
  openSilent(path: string): Promise<Deno.TcpConn>;
}

/** Serves an application until it is disposed of. */
export function serveSite(app: FastHTML): Site {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  return {
    origin,
    open: (path, headers) => SocketClient.open(`${origin.replace("http", "ws")}${path}`, headers),
    async openSilent(path) {
      const { hostname, port, host } = new URL(origin);
      const client = await Deno.connect({ hostname, port: Number(port) });
      await client.write(new TextEncoder().encode([
        `GET ${path} HTTP/1.1`,
        `Host: ${host}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "\r\n",
      ].join("\r\n")));
      return client;
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await server.shutdown();
    },
  };
}

/**
 * Waits until the server has what its clients have sent, though it answers none of it: requests that
 * were sent later are answered. Until a socket's first message is answered, its client's kernel may
 * keep the next one back (Nagle's algorithm).
 */
export async function arrival(origin: string): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await (await fetch(origin, { headers: { connection: "close" } })).body?.cancel();
  }
}

/** Deno's constructor: among types of browsers, which packages of the bench bring, it has no headers. */
type Connect = new (url: string, options: { headers?: Record<string, string> }) => WebSocket;

/** A client at a socket, which reads one message after the other. */
export class SocketClient implements AsyncDisposable {
  /** How the socket ended. */
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  readonly #messages: string[] = [];
  #wake: (() => void) | undefined;

  /** Connects; rejects when the server does. */
  static async open(url: string, headers?: Record<string, string>): Promise<SocketClient> {
    const socket = new (WebSocket as unknown as Connect)(url, { headers });
    const client = new SocketClient(socket);
    const opened = new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", (event) => reject((event as ErrorEvent).error));
    });
    await within(60, `a socket at ${url}`, opened);
    return client;
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

  /** The next message, or undefined when the socket has ended; rejects when none comes for long. */
  next(): Promise<string | undefined> {
    return within(30, "the next message", this.#next());
  }

  /** The next messages, as many as asked for. */
  async take(count: number): Promise<(string | undefined)[]> {
    const taken = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  async #next(): Promise<string | undefined> {
    while (this.#messages.length === 0 && this.#socket.readyState === WebSocket.OPEN) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.#messages.shift();
  }

  /** Leaves. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await within(60, "the close of a socket", this.closed);
  }
}
