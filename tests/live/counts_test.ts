import { deepStrictEqual, strictEqual } from "node:assert";
import { type Metrics, metricsOf } from "../_collector.ts";
import { until } from "../_within.ts";
import { toMain } from "../app/_main.ts";
import { SocketClient } from "./_socket.ts";

const main = toMain(`
import { EventStream } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ limits: { maxClientSockets: 2, maxMessage: 40 } });
const inner = fastApp({});
const big = "x".repeat(10_000);
const news = app.channel("news");
app.ws("/talk/{token}", { msg: "" }, ({ msg }) => P(msg));
app.ws("/busy", { msg: "" }, ({ ws }) => new Promise((done) => ws.onEnd(done)), {
  limits: { maxWaiting: 1 },
});
app.ws("/quick", { msg: "" }, () => {}, { limits: { maxRate: 0 } });
app.ws("/flood", { msg: "" }, ({ send }) => { for (let i = 0; i < 9; i++) send(big); }, {
  limits: { maxUnsent: 1000 },
});
inner.app.socket("/raw", async ({ ws }) => { for await (const text of ws) ws.sendText(text); });
app.mount("/shop", inner.app);
rt("/clock/{id}", () => EventStream(async function* ({ signal }) {
  yield P("SECRET");
  yield P("SECRET");
  await new Promise((done) => signal.addEventListener("abort", done));
}));
rt("/news", () => EventStream(news, { maxUnsent: 1000 }));
rt("/slow", async () => {
  const slow = await app.request("/news"); // Nothing is read before all was sent.
  for (let i = 0; i < 9; i++) await news.send(big);
  return P((await slow.text()).length);
});`);

Deno.test("sockets and event streams are counted by route: open, messages, and ended by limits", async () => {
  const { metrics, text } = await metricsOf(main, async (origin, metrics) => {
    const site = origin.replace("http", "ws");
    const sees = (name: string, value: number) =>
      until(60, `${name} is ${value}`, () => metrics()[name] === value);
    const open = (route: string) => `fasthtml.socket.count{http.route=${route}}`;
    {
      await using one = await SocketClient.open(`${site}/talk/SECRET`);
      await using two = await SocketClient.open(`${site}/talk/SECRET2`);
      await sees(open("/talk/{token}"), 2);
      for (
        const { client, text } of [{ client: one, text: "SECRET" }, { client: two, text: "b" }]
      ) {
        client.send(JSON.stringify({ msg: text }));
        await client.next();
      }
      const third = await fetch(`${origin}/talk/SECRET`, UPGRADE);
      strictEqual(third.status, 429);
      await third.body?.cancel();
      one.send("SECRET".repeat(10));
      strictEqual((await one.closed).code, 1009);
    }
    await sees(open("/talk/{token}"), 0);
    const codes: Record<string, number> = {};
    for (const [path, times] of [["/busy", 3], ["/quick", 4], ["/flood", 1]] as const) {
      await using client = await SocketClient.open(site + path);
      for (let i = 0; i < times; i++) client.send(`{"msg":"a"}`);
      codes[path] = (await client.closed).code;
      await sees(open(path), 0);
    }
    deepStrictEqual(codes, { "/busy": 1013, "/quick": 1008, "/flood": 1013 });
    {
      await using raw = await SocketClient.open(`${site}/shop/raw`);
      raw.send("SECRET");
      strictEqual(await raw.next(), "SECRET");
    }
    await sees(open("/shop/raw"), 0);
    const streams = (route: string) => `fasthtml.stream.count{http.route=${route}}`;
    const clock = (await fetch(`${origin}/clock/7`)).body!.getReader();
    await sees(streams("/clock/{id}"), 1);
    await sees(
      "fasthtml.stream.messages{http.route=/clock/{id}, network.io.direction=transmit}",
      2,
    );
    await clock.cancel();
    await sees(streams("/clock/{id}"), 0);
    await (await fetch(`${origin}/slow`)).body?.cancel();
  });
  deepStrictEqual(metrics, EXPECTED);
  strictEqual(text.includes("SECRET"), false);
});

const UPGRADE = {
  headers: {
    "upgrade": "websocket",
    "connection": "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  },
};

const EXPECTED: Metrics = {
  "fasthtml.socket.count{http.route=/busy}": 0,
  "fasthtml.socket.count{http.route=/flood}": 0,
  "fasthtml.socket.count{http.route=/quick}": 0,
  "fasthtml.socket.count{http.route=/shop/raw}": 0,
  "fasthtml.socket.count{http.route=/talk/{token}}": 0,
  "fasthtml.socket.limited{fasthtml.limit=maxClientSockets, http.route=/talk/{token}}": 1,
  "fasthtml.socket.limited{fasthtml.limit=maxMessage, http.route=/talk/{token}}": 1,
  "fasthtml.socket.limited{fasthtml.limit=maxRate, http.route=/quick}": 1,
  "fasthtml.socket.limited{fasthtml.limit=maxUnsent, http.route=/flood}": 1,
  "fasthtml.socket.limited{fasthtml.limit=maxWaiting, http.route=/busy}": 1,
  "fasthtml.socket.messages{http.route=/busy, network.io.direction=receive}": 2,
  "fasthtml.socket.messages{http.route=/flood, network.io.direction=receive}": 1,
  "fasthtml.socket.messages{http.route=/flood, network.io.direction=transmit}": 1,
  "fasthtml.socket.messages{http.route=/quick, network.io.direction=receive}": 1,
  "fasthtml.socket.messages{http.route=/shop/raw, network.io.direction=receive}": 1,
  "fasthtml.socket.messages{http.route=/shop/raw, network.io.direction=transmit}": 1,
  "fasthtml.socket.messages{http.route=/talk/{token}, network.io.direction=receive}": 3,
  "fasthtml.socket.messages{http.route=/talk/{token}, network.io.direction=transmit}": 2,
  "fasthtml.stream.count{http.route=/clock/{id}}": 0,
  "fasthtml.stream.count{http.route=/news}": 0,
  "fasthtml.stream.limited{fasthtml.limit=maxUnsent, http.route=/news}": 1,
  "fasthtml.stream.messages{http.route=/clock/{id}, network.io.direction=transmit}": 2,
  "fasthtml.stream.messages{http.route=/news, network.io.direction=transmit}": 1,
};
