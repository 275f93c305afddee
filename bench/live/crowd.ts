/** Clients that count the messages they get, on bare connections so that they are fast. */
import type { Program } from "../processes.ts";

/** What the clients speak. */
export type Kind = "ws" | "sse";

/** Clients of one server. */
export class Crowd {
  readonly #server: Program;
  readonly #kind: Kind;
  #connections: Deno.TcpConn[] = [];
  #heard = 0;
  #awaited = Infinity;
  #wake = () => {};

  constructor(server: Program, kind: Kind) {
    this.#server = server;
    this.#kind = kind;
  }

  /** Connects some more, one after the other. */
  async join(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await this.#joinOne();
    await new Promise((resolve) => setTimeout(resolve, 300)); // The server may still be at it.
  }

  /** Closes all connections. */
  async leave(): Promise<void> {
    for (const connection of this.#connections.splice(0)) connection.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  /** Requests messages, and waits until all clients have all of them. */
  async hear(count: number): Promise<void> {
    this.#heard = 0;
    this.#awaited = count * this.#connections.length;
    const all = new Promise<void>((resolve) => this.#wake = resolve);
    await this.#server.run("send", count);
    await all;
  }

  async #joinOne(): Promise<void> {
    const { hostname, port, host } = new URL(this.#server.origin);
    const raw = await Deno.connect({ hostname, port: Number(port) });
    this.#connections.push(raw);
    const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const head = `GET /${this.#kind} HTTP/1.1\r\nHost: ${host}\r\n`;
    await raw.write(
      new TextEncoder().encode(`${head}${this.#kind === "ws" ? upgrade : ""}\r\n`),
    );
    const buffer = new Uint8Array(4096);
    const size = await raw.read(buffer);
    const answer = new TextDecoder().decode(buffer.subarray(0, size ?? 0)); // Its head.
    const expected = this.#kind === "ws" ? "HTTP/1.1 101 " : "HTTP/1.1 200 ";
    if (!answer.startsWith(expected)) {
      throw new Error(`Cannot join ${this.#server.name}: ${answer}, expected ${expected}`);
    }
    this.#listen(raw, buffer);
  }

  async #listen(raw: Deno.TcpConn, buffer: Uint8Array): Promise<void> {
    try {
      for (;;) {
        const size = await raw.read(buffer);
        if (size === null) return;
        this.#count(buffer.subarray(0, size));
      }
    } catch (error) {
      const { ConnectionReset, BadResource, Interrupted } = Deno.errors; // One side has closed it.
      const ends = [ConnectionReset, BadResource, Interrupted];
      if (!ends.some((end) => error instanceof end)) throw error;
    }
  }

  /** Each message has one slash. */
  #count(bytes: Uint8Array): void {
    for (const byte of bytes) if (byte === 0x2f) this.#heard++;
    if (this.#heard >= this.#awaited) this.#wake();
  }
}
