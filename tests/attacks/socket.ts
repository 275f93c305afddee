/** Requests written byte by byte onto a socket, as no well-behaved client would. */

/** An answer as it came over the wire. */
export interface Answer {
  /** The status; 0 where no answer came. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** All that came, as Latin-1. */
  readonly raw: string;
  /** Whether the server ended the connection before the patience did. */
  readonly isClosed: boolean;
}

/** Options of {@linkcode send}. */
export interface SendOptions {
  /** Milliseconds to wait for bytes. */
  readonly patience?: number;
  /** Ends the connection when it is aborted. */
  readonly signal?: AbortSignal;
  /** Called when the first bytes of the answer are there. */
  readonly begun?: () => void;
}

const LATIN1 = new TextDecoder("latin1"), UTF8 = new TextDecoder();
const MAX_ANSWER = 4_000_000;

/** Sends bytes to a port of this machine, and reads until the server closes or says no more. */
export async function send(
  port: number,
  bytes: Uint8Array,
  { patience = 15_000, signal, begun }: SendOptions = {},
): Promise<Answer> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  const chunks: Uint8Array[] = [];
  let size = 0, isOpen = true, isClosed = false;
  const close = () => {
    if (isOpen) socket.close();
    isOpen = false;
  };
  const timer = setTimeout(close, patience);
  signal?.addEventListener("abort", close);
  const writing = write(socket, bytes);
  try {
    while (size < MAX_ANSWER) {
      const chunk = new Uint8Array(65_536);
      const length = await socket.read(chunk);
      if (length === null) {
        isClosed = true;
        break;
      }
      begun?.();
      chunks.push(chunk.subarray(0, length));
      size += length;
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  clearTimeout(timer);
  close();
  await writing;
  return toAnswer(chunks, isClosed);
}

/** A server that has answered need not read the rest. */
async function write(socket: Deno.Conn, bytes: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) at += await socket.write(bytes.subarray(at, at + 65_536));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

export function isGone(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe ||
    error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.NotConnected;
}

export function toAnswer(chunks: readonly Uint8Array[], isClosed: boolean): Answer {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const raw = LATIN1.decode(bytes);
  const end = raw.indexOf("\r\n\r\n");
  const [first = "", ...lines] = (end < 0 ? raw : raw.slice(0, end)).split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const isChunked = headers.some(([name, value]) =>
    name === "transfer-encoding" && value === "chunked"
  );
  const body = bytes.subarray(end < 0 ? bytes.length : end + 4);
  return {
    status: first.startsWith("HTTP/") ? Number(first.split(" ")[1]) : 0,
    headers,
    body: UTF8.decode(isChunked ? unchunk(body) : body),
    raw,
    isClosed,
  };
}

/** RFC 9112, 7.1, without trailers. */
function unchunk(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf(10, at);
    const size = parseInt(LATIN1.decode(bytes.subarray(at, line)), 16);
    if (!(size > 0)) break;
    for (const byte of bytes.subarray(line + 1, line + 1 + size)) parts.push(byte);
    at = line + 1 + size + 2;
  }
  return Uint8Array.from(parts);
}
