import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import {
  type Broker,
  EventStream,
  type FastHTML,
  type FastHTMLOptions,
  P,
} from "@fasthtml/fasthtml";
import { serveSite, type Site, SocketClient } from "../../live/_socket.ts";
import { within } from "../../_within.ts";
import { logged, newApp } from "../_app.ts";

/** Sockets and a stream that say who their user is, by the query. */
function makeLive(options: FastHTMLOptions = {}): FastHTML {
  const { app, rt } = newApp({
    ...options,
    before: ({ scope, url }) => {
      const name = url.searchParams.get("auth");
      scope.auth = name === "7" ? 7 : name ?? undefined;
    },
  });
  app.ws("/ws", ({ auth }) => P(`${auth}`), { onConnect: ({ auth }) => P(`in ${auth}`) });
  rt.get("/stream", ({ auth }) =>
    EventStream(async function* ({ signal }) {
      yield P(`in ${auth}`);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    }));
  rt.post("/sign-out", ({ auth, app }) => app.disconnect(auth));
  return app;
}

/** Asks for a socket, and reads nothing. */
async function ask({ origin }: Pick<Site, "origin">, headers: Record<string, string> = {}) {
  const { hostname, port, host } = new URL(origin);
  const conn = await Deno.connect({ hostname, port: Number(port) });
  const all = {
    "Host": host,
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await conn.write(new TextEncoder().encode(`GET /ws HTTP/1.1\r\n${lines}\r\n`));
  return conn;
}

/** Asks for a socket, and tells the status. A socket that opens stays open. */
async function shake(site: Site, headers: Record<string, string> = {}) {
  const conn = await ask(site, headers);
  const bytes = new Uint8Array(2000);
  const text = new TextDecoder().decode(bytes.subarray(0, await conn.read(bytes) ?? 0));
  return { conn, status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
}

Deno.test("limits.maxSockets rejects a socket too many with 503, says so in the log once, and counts again", async () => {
  await using site = serveSite(makeLive({ limits: { maxSockets: 2 } }));
  const lines = await logged(async () => {
    const [one, two] = [await shake(site), await shake(site)];
    deepStrictEqual([one.status, two.status], [101, 101]);
    for (let tries = 0; tries < 2; tries++) {
      const three = await shake(site);
      three.conn.close();
      strictEqual(three.status, 503);
      match(three.text, /^retry-after: 60\r$/m);
      match(three.text, /2 are open \(maxSockets\)/);
    }
    one.conn.close();
    let late = await shake(site);
    while (late.status === 503) {
      late.conn.close();
      late = await shake(site);
    }
    strictEqual(late.status, 101);
    late.conn.close();
    two.conn.close();
  });
  deepStrictEqual(lines, [["Cannot open a socket: 2 are open (maxSockets), expected fewer"]]);
});

Deno.test("limits.maxClientSockets rejects with 429 one client too many, by address or IPv6 network", async () => {
  const own = { limits: { maxClientSockets: 1 }, trustProxy: true };
  await using site = serveSite(makeLive(own));
  const conns: Deno.TcpConn[] = [];
  const statuses: Record<string, number> = {};
  const lines = await logged(async () => {
    for (
      const client of [
        "192.0.2.1",
        "192.0.2.2",
        "::ffff:192.0.2.1",
        "::FFFF:C000:0201",
        "2001:db8::1",
        "2001:0DB8::1",
        "2001:db8:0:0:ffff::2",
        "2001:db8:0:1::1",
        "2001:db8:0:1:5:6:7:8",
        "::1",
        "::2",
        "1::",
      ]
    ) {
      const { conn, status } = await shake(site, { "X-Forwarded-For": client });
      conns.push(conn);
      statuses[client] = status;
    }
  });
  for (const conn of conns) conn.close();
  deepStrictEqual(statuses, {
    "192.0.2.1": 101,
    "192.0.2.2": 101,
    "::ffff:192.0.2.1": 429,
    "::FFFF:C000:0201": 429,
    "2001:db8::1": 101,
    "2001:0DB8::1": 429,
    "2001:db8:0:0:ffff::2": 429,
    "2001:db8:0:1::1": 101,
    "2001:db8:0:1:5:6:7:8": 429,
    "::1": 101,
    "::2": 429,
    "1::": 101,
  });
  deepStrictEqual(lines, [[
    "Cannot open a socket: 1 of ::ffff:192.0.2.1 are open (maxClientSockets), expected fewer",
  ]]);
});

Deno.test("limits.maxSockets holds for handshakes at once, and for those of mounted applications", async () => {
  const inner = makeLive(), { app } = newApp({ limits: { maxSockets: 3 } });
  app.mount("/in", inner);
  await using site = serveSite(app);
  await logged(async () => {
    const opens = Array.from({ length: 12 }, () => site.open("/in/ws").catch(() => undefined));
    const clients = (await Promise.all(opens)).filter((client) => client !== undefined);
    // What opened beyond the limit is closed at once, before the handler sees it.
    const firsts = await Promise.all(clients.map((client) => client.next()));
    strictEqual(firsts.filter((text) => text === "<p>in undefined</p>").length, 3);
    for (const client of clients) await client[Symbol.asyncDispose]();
  });
});

Deno.test("limits.maxSockets does not count a client that left before it was answered", async () => {
  const seen = Promise.withResolvers<void>(), gone = Promise.withResolvers<void>();
  const { app } = newApp({
    limits: { maxSockets: 1 },
    middleware: async (request, next) => {
      const response = await next(request);
      if (!request.headers.has("x-slow")) return response;
      seen.resolve();
      await gone.promise;
      return response;
    },
  });
  app.ws("/ws", () => {}, { onConnect: () => P("in") });
  // Deno 2.9 does not end such a request, so this server is not waited for.
  const ended = new AbortController();
  const options = { port: 0, hostname: "127.0.0.1", signal: ended.signal, onListen() {} };
  const server = Deno.serve(options, app.fetch);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const conn = await ask({ origin }, { "X-Slow": "1" });
  await seen.promise;
  conn.close();
  gone.resolve();
  {
    await using client = await SocketClient.open(`${origin.replace("http", "ws")}/ws`);
    strictEqual(await client.next(), "<p>in</p>");
  }
  ended.abort();
});

Deno.test("app.disconnect() ends the user's sockets and streams, and no others", async () => {
  await using site = serveSite(makeLive());
  const eve = [await site.open("/ws?auth=eve"), await site.open("/ws?auth=eve")];
  await using other = await site.open("/ws?auth=7");
  await using guest = await site.open("/ws");
  for (const client of [...eve, other, guest]) await client.next();
  const stream = (await fetch(`${site.origin}/stream?auth=eve`)).body!.getReader();
  const still = (await fetch(`${site.origin}/stream?auth=7`)).body!.getReader();
  for (const reader of [stream, still]) await reader.read();
  await fetch(`${site.origin}/sign-out?auth=eve`, { method: "POST" });
  await fetch(`${site.origin}/sign-out`, { method: "POST" });
  for (const client of eve) strictEqual((await within(30, "the end", client.closed)).code, 1012);
  strictEqual((await within(30, "the end of the stream", stream.read())).done, true);
  other.send("{}");
  guest.send("{}");
  deepStrictEqual([await other.next(), await guest.next()], ["<p>7</p>", "<p>undefined</p>"]);
  await fetch(`${site.origin}/sign-out?auth=7`, { method: "POST" });
  strictEqual((await within(30, "the end", other.closed)).code, 1012);
  strictEqual((await within(30, "the end of the stream", still.read())).done, true);
});

Deno.test("app.disconnect() reaches other processes by the broker, and mounted applications", async () => {
  const [left, right] = makePair();
  const outer = newApp({ broker: right }).app, inner = makeLive();
  outer.mount("/in", inner);
  await using here = serveSite(makeLive({ broker: left }));
  await using there = serveSite(outer);
  await using eve = await there.open("/in/ws?auth=eve");
  await eve.next();
  await fetch(`${here.origin}/sign-out?auth=eve`, { method: "POST" });
  strictEqual((await within(30, "the end", eve.closed)).code, 1012);
});

Deno.test("app.disconnect() reaches workers of the same program without a broker, and keeps nothing open", async () => {
  await using site = serveSite(makeLive()); // As in another worker: it shares only the channel.
  await using eve = await site.open("/ws?auth=eve");
  await eve.next();
  makeLive().disconnect("eve");
  strictEqual((await within(30, "the end", eve.closed)).code, 1012);
});

Deno.test("app.disconnect() takes what a guard may have set as a user's name or number", () => {
  const app = makeLive();
  app.disconnect(undefined);
  app.disconnect("nobody here");
  // @ts-expect-error -- as a program without types could
  throws(() => app.disconnect({ name: "eve" }), {
    name: "TypeError",
    message: "Cannot disconnect a user: found object, expected the text or number in auth",
  });
});

/** Two brokers, each of which carries to the other. */
function makePair(): [Broker, Broker] {
  const hears: ((text: string) => void)[] = [];
  const end = (own: number): Broker => ({
    subscribe: (receive) => void (hears[own] = receive),
    publish: (text) => queueMicrotask(() => hears[1 - own]?.(text)),
    close: () => {},
  });
  return [end(0), end(1)];
}
