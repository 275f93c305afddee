import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { P } from "@fasthtml/fasthtml";
import { limit, limiter, type LimitStore } from "@fasthtml/fasthtml/ext/ratelimit";
import { serveSite } from "../live/_socket.ts";
import { answer, newApp, read } from "../http/_app.ts";

/** A clock that goes on when it is told. */
function newClock() {
  let now = 1_790_000_000_000;
  return { clock: () => now, pass: (seconds: number) => now += seconds * 1000 };
}

Deno.test("limit() tells clients what is left, and when there is more", async () => {
  const { clock, pass } = newClock();
  const { app, rt } = newApp();
  rt("/", () => P("Hi"), { before: limit("2/m", { clock }) });
  const found = [];
  for (const seconds of [0, 10, 0, 19.2, 0.8, 3600]) {
    pass(seconds);
    const { status, headers } = await app.request("/");
    const names = ["ratelimit-policy", "ratelimit", "retry-after"];
    found.push([status, ...names.map((name) => headers.get(name))].join(" "));
  }
  deepStrictEqual(found, [
    '200 "client 2/60s";q=2;w=60 "client 2/60s";r=1;t=30 ',
    '200 "client 2/60s";q=2;w=60 "client 2/60s";r=0;t=20 ',
    '429 "client 2/60s";q=2;w=60 "client 2/60s";r=0;t=20 20',
    '429 "client 2/60s";q=2;w=60 "client 2/60s";r=0;t=1 1',
    '200 "client 2/60s";q=2;w=60 "client 2/60s";r=0;t=30 ',
    '200 "client 2/60s";q=2;w=60 "client 2/60s";r=1;t=30 ',
  ]);
});

Deno.test("limit() rejects in the house's own way: a page, a problem, a sentence in their language", async () => {
  const messages = { de: { tooManyRequests: "Zu viele Anfragen." } };
  const { app, rt } = newApp({ messages });
  const { clock } = newClock();
  rt("/", () => P("Hi"), { before: limit("1/h", { headers: false, clock }) });
  const ask = (headers: HeadersInit) => read(app.request("/", { headers }));
  deepStrictEqual((await ask({})).headers.has("ratelimit"), false);
  const page = await ask({ accept: "text/html", "accept-language": "de" });
  deepStrictEqual([page.status, page.headers.get("ratelimit")], [429, null]);
  match(page.text, /<p>Zu viele Anfragen\.<\/p>/);
  const problem = await ask({ accept: "application/json", "accept-language": "en" });
  strictEqual(problem.headers.get("content-type"), "application/problem+json");
  match(problem.text, /"These were too many requests\. Please wait a moment and try again\."/);
  strictEqual(problem.headers.get("retry-after"), "3600");
});

Deno.test("onLimit makes the response, with the status and the header, and can't let a request pass", async () => {
  const { clock } = newClock();
  const { app, rt } = newApp();
  const results: Record<string, (seconds: number) => unknown> = {
    element: (seconds) => P(`Wait ${seconds} s`),
    promise: (seconds) => Promise.resolve(P(`Wait ${seconds} s`)),
    response: () => new Response("own", { status: 503 }),
    nothing: () => undefined,
  };
  const found: Record<string, unknown> = {};
  for (const [name, onLimit] of Object.entries(results)) {
    rt(`/${name}`, () => "passed", { before: limit("1/m", { onLimit, clock, name }) });
    await app.request(`/${name}`);
    const { status, headers, text } = await read(
      app.request(`/${name}`, { headers: { "hx-request": "true", accept: "text/html" } }),
    );
    found[name] = [
      status,
      headers.get("retry-after"),
      /Wait 60 s|own|passed|too many/.exec(text)?.[0],
    ];
  }
  deepStrictEqual(found, {
    element: [429, "60", "Wait 60 s"],
    promise: [429, "60", "Wait 60 s"],
    response: [503, "60", "own"],
    nothing: [429, "60", "too many"],
  });
});

Deno.test("limit() counts a client by its network, and no header that it forges", async () => {
  const { app, rt } = newApp();
  rt("/", () => "ok", { before: limit("2/h") });
  await using site = serveSite(app);
  const get = async (origin: string, forwarded: string) => {
    const response = await fetch(origin, { headers: { "x-forwarded-for": forwarded } });
    await response.body?.cancel();
    return response.status;
  };
  const forged = [];
  for (let i = 0; i < 4; i++) forged.push(await get(site.origin, `192.0.2.${i}`));
  deepStrictEqual(forged, [200, 200, 429, 429]);

  const proxied = newApp({ trustProxy: true });
  proxied.rt("/", () => "ok", { before: limit("1/h") });
  await using behind = serveSite(proxied.app);
  const clients = {
    "203.0.113.9, 192.0.2.1": 200,
    "203.0.113.8, 192.0.2.1": 429,
    "192.0.2.1:50123": 429,
    "::ffff:192.0.2.1": 429,
    "::FFFF:C000:0201": 429,
    "192.0.2.2": 200,
    "2001:db8::1": 200,
    "2001:0DB8:0:0:ffff::2": 429,
    "[2001:db8::3]:443": 429,
    "2001:db8:0:1::1": 200,
  };
  const found: Record<string, number> = {};
  for (const client of Object.keys(clients)) found[client] = await get(behind.origin, client);
  deepStrictEqual(found, clients);
});

Deno.test("limit({ key }) counts what a handler may read, however it is written and wherever it is", async () => {
  class Login {
    name = "";
    password = "";
  }
  const { app, rt, client } = newApp();
  const before = () => limit("1/h", { key: "name" });
  rt.post("/field", { name: String }, ({ name }) => name, { before: before() });
  rt.post("/class", { login: Login }, ({ login }) => login.name, { before: before() });
  const post = async (path: string, body: BodyInit, headers: HeadersInit = {}) =>
    await answer(app.request(path, { method: "POST", body, headers }));
  const form = (text: string) => new URLSearchParams(text);
  deepStrictEqual(await post("/field", form("name=ada")), [200, "ada"]);
  const spellings = ["name=Ada", "name=%20ada%20", "name=bob&name=ada", "name=%EF%BD%81da"];
  for (const text of spellings) deepStrictEqual((await post("/field", form(text)))[0], 429, text);
  const json = { "content-type": "application/json" };
  deepStrictEqual((await post("/field", '{"name":"ada"}', json))[0], 429);
  deepStrictEqual((await post("/field?name=ada", form("name=eve")))[0], 429);
  deepStrictEqual(await post("/field", form("name=carl")), [200, "carl"]);
  // A class reads the body alone, and a field the query first.
  deepStrictEqual(await post("/class?name=1", form("name=ada")), [200, "ada"]);
  deepStrictEqual((await post("/class?name=2", form("name=ada")))[0], 429);
  // What is not there, and what is no text, has one count.
  const nothing = ["", "name[]=1", "other=1"];
  const found = [];
  for (const text of nothing) found.push((await post("/class", form(text)))[0]);
  deepStrictEqual(found, [200, 429, 429]);

  rt.get("/user/{id:int}", ({ id }) => id, { before: limit("1/h", { key: "id" }) });
  rt.get("/item", { id: Number }, ({ id }) => id, { before: limit("1/h", { key: "id" }) });
  const get = async (path: string) => await answer(client.get(path, { htmx: true }));
  deepStrictEqual(await get("/user/7"), [200, "7"]); // Still a number for the handler.
  deepStrictEqual((await get("/user/07"))[0], 429);
  deepStrictEqual(await get("/item?id=7"), [200, "7"]);
  for (const id of ["07", "7.0", "7e0", "%207"]) strictEqual((await get(`/item?id=${id}`))[0], 429);
});

Deno.test("limit() runs before files, mounts and sockets, and shares its count between routes", async () => {
  const { app, rt } = newApp({ before: limit("3/h") });
  const inner = newApp();
  inner.rt("/", () => "inner");
  rt("/", () => "ok");
  app.mount("/inner", inner.app);
  const found = [];
  for (const path of ["/", "/nothing", "/inner/", "/", "/nothing", "/inner/"]) {
    found.push((await app.request(path)).status);
  }
  deepStrictEqual(found, [200, 404, 200, 429, 429, 429]);

  const live = newApp({ before: limit("1/h") });
  live.app.ws("/ws", { msg: String }, ({ msg }) => P(msg));
  await using site = serveSite(live.app);
  const shake = async () => {
    const headers = {
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
    };
    const { hostname, port, host } = new URL(site.origin);
    using conn = await Deno.connect({ hostname, port: Number(port) });
    const lines = Object.entries({ host, ...headers }).map(([n, v]) => `${n}: ${v}\r\n`).join("");
    await conn.write(new TextEncoder().encode(`GET /ws HTTP/1.1\r\n${lines}\r\n`));
    const bytes = new Uint8Array(100);
    await conn.read(bytes);
    return Number(new TextDecoder().decode(bytes.subarray(9, 12)));
  };
  deepStrictEqual([await shake(), await shake()], [101, 429]);
});

Deno.test("limit() of two on one route counts in their order, and tells of both", async () => {
  const { app, rt } = newApp();
  const { clock } = newClock();
  const before = [
    limit("3/m", { name: "ip", clock }),
    limit("1/m", { key: "user", name: "user", clock }),
  ];
  rt("/", { user: String }, ({ user }) => user, { before });
  const { headers } = await app.request("/?user=a");
  strictEqual(headers.get("ratelimit-policy"), '"ip";q=3;w=60, "user";q=1;w=60');
  strictEqual(headers.get("ratelimit"), '"ip";r=2;t=20, "user";r=0;t=60');
});

Deno.test("limit().take() counts without a request, at once where counts are in memory", () => {
  const mails = limit("2/h");
  deepStrictEqual(["a@x.org", "A@X.org ", "a@x.org", "b@x.org"].map(mails.take), [
    true,
    true,
    false,
    true,
  ]);
  strictEqual(limiter, limit);
});

Deno.test("limit() takes no options that can't be meant", () => {
  const store: LimitStore = {
    take: () => ({ ok: true, left: 1, wait: 1 }),
    giveBack: () => {},
  };
  throws(() => limit("1/m", { store }), {
    name: "TypeError",
    message: "Cannot limit: a store without a name, expected the name of its counts",
  });
  for (const name of ["", 'a"b', "ü", "a\r\nb", "x".repeat(65)]) {
    throws(() => limit("1/m", { name }), {
      name: "TypeError",
      message: `Cannot limit: name ${
        JSON.stringify(name)
      }, expected 1 to 64 of A-Z a-z 0-9 _ . / -`,
    });
  }
});
