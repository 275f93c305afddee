/** The bench of sockets and event streams. */
import { compare, print, type Ratio, type Subject } from "./rounds.ts";
import { type Server, start } from "./start.ts";

const CLIENTS = 3000, FIRST = 300;

/**
 * Sends to 3,000 sockets and to 3,000 event streams. Measures messages per second of the server's
 * processor time, which does not depend on the clients or on other work, and memory per connection,
 * beside a loop over bare sockets and streams that sends the same bytes.
 */
export async function liveBench({ quick }: { quick: boolean }): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const kind of ["ws", "sse"] as const) {
    const servers = [
      await start("fasthtml", "live_fasthtml.ts"),
      await start("bare", "live_bare.ts"),
    ];
    try {
      const memories: number[] = [], subjects: Subject[] = [];
      for (const server of servers) {
        const crowd = new Crowd(server.origin, kind);
        await crowd.join(FIRST); // What is loaded and compiled once does not belong to a connection.
        const before = await memory(server);
        await crowd.join(CLIENTS - FIRST);
        memories.push((await memory(server) - before) / (CLIENTS - FIRST));
        print(`${kind}-memory ${server.name}`, `${(memories.at(-1)! / 1024).toFixed(1)} kB`);
        const count = quick ? 20 : 70;
        await crowd.hear(20);
        subjects.push({
          name: server.name,
          measure: async () => {
            const before = await work(server);
            await crowd.hear(count);
            return count * CLIENTS / (await work(server) - before);
          },
        });
      }
      ratios.push(
        ...await compare(`${kind}-broadcast`, subjects, {
          rounds: quick ? 3 : 7,
          show: (speed) => `${Math.round(speed).toLocaleString("en")} msg/s`,
        }),
        { name: `${kind}-memory/bare`, value: memories[1]! / memories[0]! },
      );
    } finally {
      for (const { process } of servers) {
        process.kill("SIGKILL");
        await process.status;
      }
    }
  }
  return ratios;
}

/** Clients that count the messages they get, on bare connections so that they are fast. */
class Crowd {
  readonly #url: URL;
  readonly #kind: "ws" | "sse";
  #size = 0;
  #heard = 0;
  #awaited = 0;
  #wake = () => {};

  constructor(origin: string, kind: "ws" | "sse") {
    this.#url = new URL(origin);
    this.#kind = kind;
  }

  async join(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await this.#joinOne();
    this.#size += count;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }

  /** Requests messages, and waits until all clients have all of them. */
  async hear(count: number): Promise<void> {
    this.#heard = 0;
    this.#awaited = count * this.#size;
    const all = new Promise<void>((resolve) => this.#wake = resolve);
    await (await fetch(new URL(`/go?count=${count}`, this.#url))).text();
    await all;
  }

  async #joinOne(): Promise<void> {
    const { hostname, port, host } = this.#url;
    const raw = await Deno.connect({ hostname, port: Number(port) });
    const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const head = `GET /${this.#kind} HTTP/1.1\r\nHost: ${host}\r\n`;
    await raw.write(
      new TextEncoder().encode(`${head}${this.#kind === "ws" ? upgrade : ""}\r\n`),
    );
    const buffer = new Uint8Array(4096);
    await raw.read(buffer); // The head of the response.
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
      if (!(error instanceof Deno.errors.ConnectionReset)) throw error; // The server has ended.
    }
  }

  /** Each message has one slash. */
  #count(bytes: Uint8Array): void {
    for (const byte of bytes) if (byte === 0x2f) this.#heard++;
    if (this.#heard >= this.#awaited) this.#wake();
  }
}

async function memory({ origin }: Server): Promise<number> {
  return (await (await fetch(`${origin}/memory`)).json()).bytes;
}

async function work({ origin }: Server): Promise<number> {
  return (await (await fetch(`${origin}/work`)).json()).seconds;
}
