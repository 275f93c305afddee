/** A socket's frames written by hand (RFC 6455), as no browser would. */
import { type Answer, isGone, toAnswer } from "../socket.ts";

/** What comes over a socket: a text, or the code that ended it. */
export type Heard = string | number;

/** A socket of a client. It reads when it is asked to, so the server may be left waiting. */
export class WebSocketByHand implements Disposable {
  readonly #conn: Deno.Conn;
  #bytes: Uint8Array<ArrayBuffer>;

  private constructor(conn: Deno.Conn, bytes: Uint8Array<ArrayBuffer>) {
    this.#conn = conn;
    this.#bytes = bytes;
  }

  /** Opens a socket; without one where the handshake was not answered with 101. */
  static async open(
    port: number,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ answer: Answer; socket?: WebSocketByHand }> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    const all = {
      Host: `127.0.0.1:${port}`,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = new WebSocketByHand(conn, new Uint8Array());
    await socket.#write(new TextEncoder().encode(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`));
    const patience = setTimeout(() => socket[Symbol.dispose](), PATIENCE);
    let end = -1;
    while (end < 0 && await socket.#read()) end = indexOfBlankLine(socket.#bytes);
    clearTimeout(patience);
    const answer = toAnswer([socket.#bytes], false);
    if (answer.status === 101) {
      socket.#bytes = socket.#bytes.slice(end + 4);
      return { answer, socket };
    }
    socket[Symbol.dispose]();
    return { answer };
  }

  /** Sends one frame, masked with zeros, and says whether the server still took it. */
  send(first: number, content: Uint8Array): Promise<boolean> {
    const { length } = content;
    const size = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const head = new Uint8Array(6 + size);
    head[0] = first;
    head[1] = 0x80 | (size === 0 ? length : size === 2 ? 126 : 127);
    for (let i = 0; i < size; i++) head[2 + i] = Math.floor(length / 256 ** (size - 1 - i)) % 256;
    return this.#write(head).then((isOpen) => isOpen && this.#write(content));
  }

  /** The next text, or the code that ended the socket. */
  async next(): Promise<Heard> {
    let text = new Uint8Array();
    while (true) {
      const frame = await this.#nextFrame();
      if (!frame) return 1006;
      const { first, content } = frame;
      const opcode = first & 15;
      if (opcode === 8) return content.length < 2 ? 1005 : content[0]! * 256 + content[1]!;
      if (opcode === 9) await this.send(0x8a, content);
      if (opcode > 2) continue;
      text = Uint8Array.from([...text, ...content]);
      if (first & 128) return new TextDecoder().decode(text);
    }
  }

  [Symbol.dispose](): void {
    try {
      this.#conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #nextFrame(): Promise<{ first: number; content: Uint8Array } | undefined> {
    const has = async (length: number) => {
      while (this.#bytes.length < length) if (!await this.#read()) return false;
      return true;
    };
    if (!await has(2)) return;
    const short = this.#bytes[1]!;
    const at = 2 + (short < 126 ? 0 : short === 126 ? 2 : 8);
    if (!await has(at)) return;
    const length = short < 126
      ? short
      : this.#bytes.subarray(2, at).reduce((n, b) => n * 256 + b, 0);
    if (!await has(at + length)) return;
    const frame = { first: this.#bytes[0]!, content: this.#bytes.slice(at, at + length) };
    this.#bytes = this.#bytes.slice(at + length);
    return frame;
  }

  /** Reads what is there; false at the end of the connection. */
  async #read(): Promise<boolean> {
    const chunk = new Uint8Array(65_536);
    const length = await this.#conn.read(chunk).catch(ifGone(null));
    if (length === null) return false;
    const bytes = new Uint8Array(this.#bytes.length + length);
    bytes.set(this.#bytes);
    bytes.set(chunk.subarray(0, length), this.#bytes.length);
    this.#bytes = bytes;
    return true;
  }

  async #write(bytes: Uint8Array): Promise<boolean> {
    for (let at = 0; at < bytes.length;) {
      const length = await this.#conn.write(bytes.subarray(at, at + 65_536)).catch(ifGone(0));
      if (length === 0) return false;
      at += length;
    }
    return true;
  }
}

/** A server may end a connection at any time. */
function ifGone<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (isGone(error)) return value;
    throw error;
  };
}

function indexOfBlankLine(bytes: Uint8Array): number {
  return new TextDecoder("latin1").decode(bytes).indexOf("\r\n\r\n");
}

/** Milliseconds for the answer to a handshake. */
const PATIENCE = 15_000;
