import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { Client, fastApp, P } from "../../../mod.ts";
import type { Target } from "../target.ts";
import type { Drivers } from "./types.ts";

/** A socket of a client, with all that came over it. */
interface Visit extends AsyncDisposable {
  readonly ws: WebSocket;
  readonly texts: string[];
  /** Waits for the next text, or for the socket's end: its code. */
  next(): Promise<string | number>;
}

async function visit(port: number, path: string): Promise<Visit> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  const texts: string[] = [], queue: (string | number)[] = [];
  let wake = () => {};
  const add = (item: string | number) => {
    queue.push(item);
    wake();
  };
  ws.onmessage = ({ data }) => {
    texts.push(data);
    add(data);
  };
  const closed = new Promise<void>((resolve) =>
    ws.onclose = ({ code }) => {
      add(code);
      resolve();
    }
  );
  ws.onerror = () => {};
  await new Promise<void>((resolve) => ws.onopen = () => resolve());
  return {
    ws,
    texts,
    async next() {
      while (queue.length === 0) await new Promise<void>((resolve) => wake = resolve);
      return queue.shift()!;
    },
    async [Symbol.asyncDispose]() {
      if (ws.readyState < 2) ws.close();
      await closed;
    },
  };
}

/** Sends a text that is no message, and sees that the socket or the program goes on. */
async function sendsNonsense({ port }: Target, ...texts: (string | Uint8Array<ArrayBuffer>)[]) {
  await using one = await visit(port, "/ws");
  for (const text of texts) {
    one.ws.send(text);
    const answer = await one.next();
    if (typeof answer === "number") ok(answer !== 1006, `closed by ${answer}`);
    else strictEqual(/SyntaxError|JSON at|position|at file/.test(answer), false, answer);
    if (typeof answer === "number") break;
  }
  await using two = await visit(port, "/ws");
  two.ws.send('{"msg":"good"}');
  match(String(await two.next()), /good/);
}

/** Opens a socket by hand, to write frames that no browser would. */
async function rawSocket(
  port: number,
  origin?: string,
): Promise<{ head: string; conn: Deno.TcpConn }> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [
    "GET /ws HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...origin ? [`Origin: ${origin}`] : [],
  ];
  await conn.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const bytes = new Uint8Array(1000);
  const length = await conn.read(bytes);
  return { head: new TextDecoder().decode(bytes.subarray(0, length ?? 0)), conn };
}

/** A masked frame with a mask of zeros (RFC 6455, 5.2), for content of less than 126 bytes. */
function frame(first: number, content: Uint8Array): Uint8Array {
  return Uint8Array.from([first, 0x80 | content.length, 0, 0, 0, 0, ...content]);
}

async function isAlive(target: Target): Promise<void> {
  strictEqual((await target.request({ method: "GET", path: "/ok" })).status, 200);
}

export const SOCKETS: Drivers = {
  "WS-03": async (_, { port }) => {
    const own = await rawSocket(port, `http://127.0.0.1:${port}`);
    match(own.head, /^HTTP\/1\.1 101/);
    own.conn.close();
    const foreign = await rawSocket(port, "https://evil.example");
    match(foreign.head, /^HTTP\/1\.1 403/);
    foreign.conn.close();
  },
  "WS-05": (_, target) => sendsNonsense(target, "{bad"),
  "WS-06": (_, target) => sendsNonsense(target, "[1,2]", "5", "null"),
  "WS-07": (_, target) => sendsNonsense(target, ""),
  "WS-10": async (_, { port }) => {
    await using one = await visit(port, "/wsauth");
    const forged = { Cookie: "session_=x", Host: "h", "X-Forwarded-For": "6.6.6.6", Msg: "x" };
    one.ws.send(JSON.stringify({ HEADERS: forged, msg: "a" }));
    match(String(await one.next()), /auth none host 127\.0\.0\.1:\d+ msg a/);
  },
  "WS-12": (_, target) => sendsNonsense(target, Uint8Array.from([1, 2, 3])),
  "WS-13": async (_, target) => {
    const { conn } = await rawSocket(target.port);
    await conn.write(frame(0x81, Uint8Array.from([0xff, 0xfe])));
    const bytes = new Uint8Array(1000);
    const length = await conn.read(bytes);
    conn.close();
    // A frame that closes (0x88), its code, or an error as data.
    const first = length ? bytes[0] : 0x88;
    ok(first === 0x88 || first === 0x81, `frame ${first}`);
    await isAlive(target);
  },
  "WS-14": async (_, target) => {
    await using one = await visit(target.port, "/ws");
    one.ws.send(JSON.stringify({ msg: "x".repeat(17_000_000) }));
    const code = await one.next();
    ok(code === 1009 || code === 1006, `answer ${String(code).slice(0, 80)}`);
    await isAlive(target);
  },
  "WS-15": async (_, target) => {
    const { conn } = await rawSocket(target.port);
    await conn.write(frame(0x81, new TextEncoder().encode('{"msg":"flood"}')));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const rss = Number(await (await fetch(`http://127.0.0.1:${target.port}/rss`)).text());
    conn.close();
    ok(rss < 500_000_000, `memory ${rss}`);
    await isAlive(target);
  },
  "WS-16": async (_, target) => {
    await using one = await visit(target.port, "/wsslow");
    for (let i = 0; i < 10_000; i++) one.ws.send(`{"msg":"${i}"}`);
    const end = await one.next();
    // Answered in order, or dropped with a reason: never piled up.
    ok(typeof end === "number" || /^<p>0<\/p>$|error/.test(end), String(end));
    await isAlive(target);
  },
  "WS-17": async (_, target) => {
    const { conn } = await rawSocket(target.port);
    await conn.write(frame(0x81, new TextEncoder().encode('{"msg":"slow"}')));
    await new Promise((resolve) => setTimeout(resolve, 50));
    conn.close();
    for (let i = 0; i < 60 && !target.program.printed().includes("gone /ws"); i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    match(target.program.printed(), /gone \/ws/);
    await isAlive(target);
  },
  "WS-19": async (_, target) => {
    const all = await Promise.all(Array.from({ length: 20 }, () => visit(target.port, "/wsroom")));
    await all[0]![Symbol.asyncDispose]();
    all[1]!.ws.send('{"msg":"hello"}');
    const heard = await Promise.all(all.slice(1).map((one) => one.next()));
    deepStrictEqual(new Set(heard), new Set(["<p>hello</p>"]));
    await Promise.all(all.slice(1).map((one) => one[Symbol.asyncDispose]()));
  },
  "WS-22": async (_, { port }) => {
    await using one = await visit(port, "/ws");
    one.ws.send('{"msg":"boom"}');
    const answer = await one.next();
    strictEqual(String(answer).includes("img"), false, String(answer));
  },
  "RED-18": async () => {
    // Two users at once: what a sign-in keeps is in each one's own session.
    const { app, rt } = fastApp({ defaultHdrs: false, secretKey: "x".repeat(32) });
    rt("/as", { name: "" }, async ({ session, name }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      session.regenerate();
      session.auth = name;
      return P(session.auth);
    });
    const names = Array.from({ length: 20 }, (_, i) => `user${i}`);
    await Promise.all(names.map(async (name) => {
      const client = new Client(app);
      strictEqual(
        await (await client.get(`/as?name=${name}`, { htmx: true })).text(),
        `<p>${name}</p>`,
      );
    }));
  },
};
