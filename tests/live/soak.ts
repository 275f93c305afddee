/**
 * Soaks a server: clients come and go at random, stall, send garbage, and die without a close.
 * `deno run -A tests/live/soak.ts 600` takes ten minutes and prints what it cost.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { startProgram } from "../_program.ts";

/** What a server costs at one time. */
export interface Cost {
  rss: number;
  heapUsed: number;
  files: number;
  timers: number;
}

/** What a soak found: costs before, under load and after, and how many visits of each kind. */
export interface Soak {
  before: Cost;
  during: Cost;
  after: Cost;
  visits: Record<string, number>;
}

const server = fileURLToPath(new URL("../fixtures/live/soak_server.ts", import.meta.url));

/** Lets clients come for some seconds, and compares what the server costs with what it cost. */
export async function soak(seconds: number, visitors = 60): Promise<Soak> {
  await using program = await startProgram(["run", "-A", "--v8-flags=--expose-gc", server]);
  const cost = async (): Promise<Cost> => await (await fetch(`${program.origin}/cost`)).json();
  const visits: Record<string, number> = {};
  const run = async (until: number, least: number) => {
    const isKnown = () => VISITS.every(([name]) => (visits[name] ?? 0) >= least);
    while (performance.now() < until || !isKnown()) {
      const [name, visit] = pick(VISITS);
      visits[name] = (visits[name] ?? 0) + 1;
      // Deno's own client forgets, once in some ten thousand times, to say that a socket has ended.
      await Promise.race([visit(new URL(program.origin)), wait(20_000)]);
    }
  };
  const load = (ms: number, least = 0) =>
    Promise.all(Array.from({ length: visitors }, () => run(performance.now() + ms, least)));
  const idle = await cost();
  await load(seconds * 100, 5); // what is compiled and cached once
  const before = await settled(cost, idle);
  const loaded = load(seconds * 900);
  await wait(seconds * 700);
  const during = await cost();
  await loaded;
  const after = await settled(cost, idle);
  return { before, during, after, visits };
}

/** The cost once the server has noticed who is gone; what it never notices is in it after a minute. */
async function settled(cost: () => Promise<Cost>, idle: Cost): Promise<Cost> {
  for (let seconds = 0;; seconds++) {
    const now = await cost();
    const isIdle = now.files === idle.files && now.timers === idle.timers;
    if (isIdle || seconds === 60) return now;
    await wait(1000);
  }
}

type Visit = (url: URL) => Promise<void>;

const VISITS: [name: string, visit: Visit][] = [
  ["talks and leaves", async (url) => {
    const socket = await connect(url);
    for (let i = 0; i < 5; i++) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ msg: `hello ${i}` }));
      await wait(Math.random() * 200);
    }
    await end(socket);
  }],
  ["sends garbage", async (url) => {
    const socket = await connect(url);
    for (const message of ["{]", "[]", "\0", '{"__proto__":{"msg":1}}', '{"msg":{"a":1}}']) {
      socket.send(message);
    }
    socket.send(crypto.getRandomValues(new Uint8Array(500)));
    await wait(Math.random() * 200);
    await end(socket);
  }],
  ["sends too much", async (url) => {
    const socket = await connect(url);
    socket.send("x".repeat(20_000));
    await ended(socket);
  }],
  ["breaks the protocol", async (url) => {
    const raw = await upgrade(url);
    await raw.write(crypto.getRandomValues(new Uint8Array(200)));
    await wait(Math.random() * 200);
    raw.close();
  }],
  ["dies without a word", async (url) => {
    const raw = await upgrade(url);
    await wait(Math.random() * 500);
    raw.close();
  }],
  ["stalls", async (url) => {
    const raw = await upgrade(url);
    await wait(2000 + Math.random() * 3000);
    raw.close();
  }],
  ["listens to a stream", async (url) => {
    const reader = (await fetch(new URL(`/stream/${room()}`, url))).body!.getReader();
    for (let i = 0; i < 10; i++) await reader.read();
    await reader.cancel();
  }],
  ["stalls at a stream", async (url) => {
    const raw = await request(url, `GET /stream/${room()} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
    await wait(1000 + Math.random() * 2000);
    raw.close();
  }],
];

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)];
}

function room(): string {
  return `room${Math.floor(Math.random() * 5)}`;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function connect(url: URL): Promise<WebSocket> {
  const socket = new WebSocket(new URL(`/talk/${room()}`, url).href.replace("http", "ws"));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", (event) => reject((event as ErrorEvent).error));
  });
  return socket;
}

async function end(socket: WebSocket): Promise<void> {
  socket.close();
  await ended(socket);
}

async function ended(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  await new Promise((resolve) => socket.addEventListener("close", resolve));
}

function upgrade(url: URL): Promise<Deno.TcpConn> {
  return request(
    url,
    [
      `GET /talk/${room()} HTTP/1.1`,
      `Host: ${url.host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      "\r\n",
    ].join("\r\n"),
  );
}

async function request({ hostname, port }: URL, text: string): Promise<Deno.TcpConn> {
  const raw = await Deno.connect({ hostname, port: Number(port) });
  await raw.write(new TextEncoder().encode(text));
  return raw;
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- printing is what it is run for
  console.log(JSON.stringify(await soak(Number(Deno.args[0] ?? 20)), undefined, 2));
}
