/** Clients that go on through restarts of a server: each connects again, and notes what it knows. */
import { setTimeout as delay } from "node:timers/promises";
import { within } from "../_within.ts";

/** Writes again and again, each time another text, until it is told to end. */
export interface Writer {
  /** The texts that the server has acknowledged, in order. */
  readonly acknowledged: string[];
  /** How many texts got no answer, as the connection broke or could not be made. */
  failed: number;
  /** Answers that no restart explains. */
  readonly odd: string[];
  /** Ends it; resolves when nothing of it is under way. */
  end(): Promise<void>;
}

/** Sends one text. Resolves with what the server answered, rejects when the connection breaks. */
type Send = (text: string) => Promise<string>;

/** Writes `name:0`, `name:1`, …, each once, and each after the answer to the one before. */
function startWriter(name: string, makeSend: () => Promise<Send>): Writer {
  const writer = { acknowledged: [] as string[], failed: 0, odd: [] as string[], end };
  let isOver = false;
  const running = (async () => {
    let send: Send | undefined;
    for (let n = 0; !isOver; n++) {
      const text = `${name}:${n}`;
      try {
        send ??= await within(30, "a socket", makeSend());
        const answer = await within(30, "an answer", send(text));
        if (answer === text) writer.acknowledged.push(text);
        else if (/^(408|503) /.test(answer)) writer.failed++;
        else writer.odd.push(answer);
      } catch (error) {
        // The line broke: the text may be stored or not, and is not written again.
        send = undefined;
        writer.failed++;
        if (/not within/.test(`${error}`)) writer.odd.push(`${text}: ${error}`);
      }
      await delay(20);
    }
  })();
  async function end(): Promise<void> {
    isOver = true;
    await running;
  }
  return writer;
}

/** Writes by requests. */
export function postWriter(name: string, origin: string): Writer {
  return startWriter(name, () => Promise.resolve((text) => post(`${origin}/write`, { text })));
}

/** Writes by uploads that come in pieces. */
export function uploader(name: string, origin: string): Writer {
  return startWriter(name, () =>
    Promise.resolve((text) => {
      const form = new FormData();
      form.set("text", text);
      form.set("file", new File([new Uint8Array(200_000)], "a.bin"));
      return upload(`${origin}/upload`, form);
    }));
}

/** Writes by messages of a socket. */
export function socketWriter(name: string, origin: string): Writer {
  return startWriter(name, async () => {
    const socket = await open(`${origin}/write`);
    return (text) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const fail = () => reject(new Error("The socket is closed"));
      socket.onmessage = ({ data }) => resolve(data);
      socket.onclose = fail;
      // A closed socket sends nothing, and says nothing.
      if (socket.readyState !== WebSocket.OPEN) fail();
      else socket.send(JSON.stringify({ text }));
      return promise;
    };
  });
}

/**
 * The answer is a fragment, and not a page. No connection is used again: where one breaks at its
 * second request, Deno's client (as browsers do) sends that again, which may then be stored twice.
 */
const HEADERS = { "hx-request": "true", connection: "close" };

async function post(url: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields);
  return await read(await fetch(url, { method: "POST", body, headers: HEADERS }));
}

/** Sends a form in ten pieces, each a moment after the one before. */
async function upload(url: string, form: FormData): Promise<string> {
  const whole = new Response(form);
  const bytes = await whole.bytes(), size = Math.ceil(bytes.length / 10);
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: () => {},
    async pull(controller) {
      const sent = bytes.length - left;
      if (left === 0) return controller.close();
      await delay(10);
      const piece = bytes.slice(sent, sent + size);
      left -= piece.length;
      controller.enqueue(piece);
    },
  });
  let left = bytes.length;
  const headers = { ...HEADERS, "content-type": whole.headers.get("content-type")! };
  return await read(await fetch(url, { method: "POST", body, headers }));
}

async function read(response: Response): Promise<string> {
  const text = await response.text();
  return response.ok ? text : `${response.status} ${text}`;
}

/** Opens a socket; rejects when the server does. Messages may come before this resolves. */
async function open(url: string, take?: (event: MessageEvent) => void): Promise<WebSocket> {
  const socket = new WebSocket(url.replace("http", "ws"));
  if (take) socket.onmessage = take;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = (event) => reject((event as ErrorEvent).error);
    socket.onclose = () => reject(new Error("It is closed"));
  });
  return socket;
}

/** Reads what is sent to all, until it is told to end. */
export interface Reader {
  /** The texts that it got, in order. */
  readonly texts: string[];
  /** Milliseconds from the end of each connection to the next one. */
  readonly gaps: number[];
  end(): Promise<void>;
}

/** Reads one connection to its end, beginning after the id that was read last. */
type ReadConnection = (reading: Reading) => Promise<void>;

interface Reading {
  readonly signal: AbortSignal;
  /** The id of the last message. */
  last: string | undefined;
  opened(): void;
  take(html: string): void;
}

function startReader(readConnection: ReadConnection): Reader {
  const over = new AbortController();
  const reader = { texts: [] as string[], gaps: [] as number[], end };
  let closed: number | undefined;
  const reading: Reading = {
    signal: over.signal,
    last: undefined,
    opened() {
      if (closed !== undefined) reader.gaps.push(performance.now() - closed);
      closed = undefined;
    },
    take: (html) =>
      reader.texts.push(...html.matchAll(/<li>(.*?)<\/li>/g).map(([, text]) => text!)),
  };
  const running = (async () => {
    while (!over.signal.aborted) {
      try {
        await readConnection(reading);
      } catch {
        // The line broke, or could not be made: it tries again.
      }
      closed ??= performance.now();
      await delay(20);
    }
  })();
  async function end(): Promise<void> {
    over.abort();
    await running;
  }
  return reader;
}

/** Reads a socket. */
export function socketReader(origin: string): Reader {
  return startReader(async (reading) => {
    const query = reading.last === undefined
      ? ""
      : `?${new URLSearchParams({ "last-event-id": reading.last })}`;
    const socket = await open(`${origin}/read${query}`, ({ data }) => {
      const [, name, id] = /^<!--last (\S+) (\S+)-->/.exec(data) ?? [];
      if (id !== undefined) reading.last = `${name}:${id}`;
      reading.take(data);
    });
    reading.opened();
    const leave = () => socket.close();
    reading.signal.addEventListener("abort", leave);
    if (reading.signal.aborted) leave();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    socket.onclose = () => resolve();
    if (socket.readyState !== WebSocket.CLOSED) await closed;
    reading.signal.removeEventListener("abort", leave);
  });
}

/** Reads an event stream. */
export function streamReader(origin: string): Reader {
  return startReader(async (reading) => {
    const headers = new Headers(HEADERS);
    if (reading.last !== undefined) headers.set("last-event-id", reading.last);
    const response = await fetch(`${origin}/read`, { headers, signal: reading.signal });
    if (!response.ok) return void await response.body?.cancel();
    reading.opened();
    const reader = response.body!.getReader(), decoder = new TextDecoder();
    // Deno's fetch() forgets its signal at a garbage collection after the head.
    const leave = () => reader.cancel().catch(() => {}); // it may have broken before
    reading.signal.addEventListener("abort", leave);
    if (reading.signal.aborted) void leave();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop()!;
      for (const event of events) {
        reading.last = /^id: (.*)$/m.exec(event)?.[1] ?? reading.last;
        reading.take(event);
      }
    }
  });
}

/** Asks every 20 ms, and notes for how long there was no answer. */
export interface Watcher {
  /** The longest time between two answers since it was asked last. */
  takeLongest(): number;
  end(): Promise<void>;
}

/** Watches whether a server answers. */
export function startWatcher(origin: string): Watcher {
  let isOver = false, longest = 0, answered = performance.now();
  const running = (async () => {
    while (!isOver) {
      try {
        await read(
          await fetch(`${origin}/ping`, { headers: HEADERS, signal: AbortSignal.timeout(30_000) }),
        );
        longest = Math.max(longest, performance.now() - answered);
        answered = performance.now();
      } catch {
        // Down, for a moment.
      }
      await delay(20);
    }
  })();
  return {
    takeLongest() {
      const taken = longest;
      longest = 0;
      return taken;
    },
    async end() {
      isOver = true;
      await running;
    },
  };
}
