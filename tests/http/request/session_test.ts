import {
  BackgroundTask,
  EventStream,
  Redirect,
  type Session,
  signIn,
  signOut,
} from "@fasthtml/fasthtml";
import type { ClientRequest, SessionOptions } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { seal } from "../../../lib/http/request/signer.ts";
import { answer, errorsOf, HTMX, logged, newApp, read, SECRET } from "../_app.ts";

/** What a browser sends when it follows a link, beside the site that the link is on. */
const LINK = { "sec-fetch-mode": "navigate" };

Deno.test("Session keeps what a handler puts into it, however deep", async () => {
  const { rt, client } = newApp();
  rt("/add", ({ session }) => {
    session.list ??= [];
    session.list.push(session.list.length);
    return session.list;
  });
  rt("/read", ({ session }) => ({ ...session }));
  await client.get("/add");
  await client.get("/add");
  deepStrictEqual(await (await client.get("/read")).json(), { list: [0, 1] });
});

Deno.test("Session sets its cookie only where it changed", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.a = 1));
  rt("/read", ({ session }) => `${session.a}`);
  rt("/none", () => "");
  const names = async (path: string) => (await client.get(path)).headers.getSetCookie().length;
  deepStrictEqual([await names("/read"), await names("/set"), await names("/set")], [0, 1, 0]);
  deepStrictEqual([await names("/read"), await names("/none")], [0, 0]);
});

Deno.test("Session's cookie is HttpOnly, Lax, two weeks old at most, and Secure on https", async () => {
  const { app, rt } = newApp();
  rt("/set", ({ session }) => void (session.a = 1));
  const [http, https] = await Promise.all(
    ["http://localhost/set", "https://localhost/set"].map(async (url) =>
      (await app.request(url)).headers.getSetCookie()[0]!.replace(/=[^;]+/, "=VALUE")
    ),
  );
  strictEqual(http, "session_=VALUE; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax");
  strictEqual(
    https,
    "__Host-session_=VALUE; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

Deno.test("Session.clear() forgets the cookie", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.a = 1));
  rt("/clear", ({ session }) => session.clear());
  await client.get("/set");
  strictEqual(client.cookies.size, 1);
  await client.get("/clear");
  strictEqual(client.cookies.size, 0);
});

Deno.test("Session that was forged, or is of another key, is empty", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.name = "eve"));
  rt("/read", ({ session }) => ({ ...session }));
  await client.get("/set");
  const good = client.cookies.get("session_")!;
  const [payload, time, signature] = good.split(".");
  const forged = [
    `${btoa('{"name":"admin"}').replaceAll("=", "")}.${time}.${signature}`,
    `${payload}.${(parseInt(time!, 36) + 1).toString(36)}.${signature}`,
    `${payload}.${time}.`,
    `${payload}.${time}`,
    `${payload}.${time}.${signature}.x`,
    "...",
    "x".repeat(5000),
    `${good}A`,
  ];
  for (const value of forged) {
    client.cookies.set("session_", value);
    deepStrictEqual(await answer(client.get("/read")), [200, "{}"], value.slice(0, 60));
  }
  client.cookies.set("session_", good);
  deepStrictEqual(await (await client.get("/read")).json(), { name: "eve" });
  const other = newApp({ secretKey: "another secret of at least 32 characters" });
  other.rt("/read", ({ session }) => ({ ...session }));
  const headers = { cookie: `session_=${good}` };
  deepStrictEqual(await answer(other.app.request("/read", { headers })), [200, "{}"]);
});

Deno.test("Session keys rotate: the first signs, all of them open", async () => {
  const old = newApp({ secretKey: SECRET });
  old.rt("/set", ({ session }) => void (session.n = 1));
  const sent = (await old.app.request("/set")).headers.getSetCookie()[0]!.split(";")[0]!;
  const { app, rt } = newApp({ secretKey: ["a new secret of at least 32 characters", SECRET] });
  rt("/read", ({ session }) => `${session.n}`);
  deepStrictEqual(await answer(app.request("/read", { headers: { cookie: sent } })), [200, "1"]);
});

Deno.test("Session can be encrypted, and then shows the client nothing", async () => {
  const { rt, client } = newApp({ session: { encrypt: true } });
  rt("/set", ({ session }) => void (session.name = "eve"));
  rt("/read", ({ session }) => session.name ?? "none");
  await client.get("/set");
  const value = client.cookies.get("session_")!;
  strictEqual(
    atob(value.split(".")[0]!.replaceAll("-", "+").replaceAll("_", "/")).includes("eve"),
    false,
  );
  deepStrictEqual(await answer(client.get("/read")), [200, "eve"]);
  client.cookies.set("session_", `${value[0] === "A" ? "B" : "A"}${value.slice(1)}`);
  deepStrictEqual(await answer(client.get("/read")), [200, "none"]);
});

Deno.test("Session opens though a sibling domain put other cookies of its name in front", async () => {
  const { app, rt } = newApp();
  rt("/set", ({ session }) => void (session.n = 1));
  rt("/read", ({ session, cookies }) => `${session.n} ${cookies.session_?.slice(0, 4)}`);
  const [own] = (await app.request("/set")).headers.getSetCookie()[0]!.split(";");
  for (const cookie of [`session_=evil; ${own}`, `session_=evil; session_="a.b.c";a=b; ${own}`]) {
    const [, text] = await answer(app.request("/read", { headers: { cookie, ...HTMX.headers } }));
    strictEqual(text, "1 evil");
  }
});

Deno.test("Session that is too large for a cookie is an error that says so", async () => {
  const { app, rt } = newApp();
  rt("/big", ({ session }) => void (session.text = "x".repeat(4000)));
  const [line] = await logged(async () =>
    strictEqual((await read(app.request("/big"))).status, 500)
  );
  match(
    errorsOf([line!])[0]!,
    /^RangeError: Cannot keep the session: \d+ bytes in its cookie, expected/,
  );
});

Deno.test("session.regenerate() forgets what was there, and seals anew", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.evil = 1));
  rt("/login", ({ session }) => {
    session.regenerate();
    session.auth = "eve";
  });
  rt("/again", ({ session }) => {
    const { auth } = session;
    session.regenerate();
    session.auth = auth;
  });
  rt("/read", ({ session }) => ({ ...session }));
  await client.get("/set");
  await client.get("/login");
  deepStrictEqual(await (await client.get("/read")).json(), { auth: "eve" });
  strictEqual((await client.get("/again")).headers.getSetCookie().length, 1);
  const { headers } = await client.get("/read");
  strictEqual(headers.get("cache-control"), "private, no-cache");
});

Deno.test("Session opens under no other name of its cookie", async () => {
  const { rt, client } = newApp({ session: { cookie: "a_" } });
  rt("/in", ({ session }) => void (session.user = "eve"));
  await client.get("/in");

  const other = newApp({ session: { cookie: "admin_" } });
  other.rt("/", ({ session }) => session.user ?? "none");
  other.client.cookies.set("admin_", client.cookies.get("a_")!);
  deepStrictEqual(await answer(other.client.get("/")), [200, "none"]);
});

const ATTRIBUTES: [session: SessionOptions, url: string, cookie: string][] = [
  [{}, "http://a/", "session_; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax"],
  [{}, "https://a/", "__Host-session_; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax"],
  [{ maxAge: 60 }, "http://a/", "session_; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"],
  [{ lifetime: 60 }, "http://a/", "session_; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"],
  [
    { path: "/app" },
    "https://a/",
    "session_; Max-Age=1209600; Path=/app; HttpOnly; Secure; SameSite=Lax",
  ],
  [
    { domain: "a.example" },
    "https://a/",
    "session_; Max-Age=1209600; Domain=a.example; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
  [
    { sameSite: "strict" },
    "http://a/",
    "session_; Max-Age=1209600; Path=/; HttpOnly; SameSite=Strict",
  ],
  [
    { secure: true },
    "http://a/",
    "__Host-session_; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
  [{ secure: false }, "https://a/", "session_; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax"],
  [
    { cookie: "__Secure-a" },
    "https://a/",
    "__Secure-a; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
];

Deno.test("Session's cookie has the name and attributes that the application asks for", async () => {
  const made = ATTRIBUTES.map(async ([session, url]) => {
    const { app, rt } = newApp({ session });
    rt("/", ({ session }) => void (session.a = 1));
    const [cookie] = (await app.request(url)).headers.getSetCookie();
    return [session, url, cookie!.replace(/=[\w.-]+; /, "; ")];
  });
  deepStrictEqual(await Promise.all(made), ATTRIBUTES);
});

Deno.test("Session that is cleared has its cookie's attributes, so that browsers forget it", async () => {
  const { rt, client } = newApp({ session: { path: "/app", domain: "a.example" } });
  rt("/app/set", ({ session }) => void (session.a = 1));
  rt("/app/clear", ({ session }) => session.clear());
  const site = "http://a.example/app";
  await client.get(`${site}/set`);
  deepStrictEqual((await client.get(`${site}/clear`)).headers.getSetCookie(), [
    "session_=; Max-Age=0; Domain=a.example; Path=/app; HttpOnly; SameSite=Lax",
  ]);
  deepStrictEqual((await client.get(`${site}/clear`)).headers.getSetCookie(), []);
});

/** A session of a minute, which ends after three, and what it holds at a time. */
function newClock() {
  const { rt, client } = newApp({ session: { maxAge: 60, lifetime: 180 } });
  rt("/set", ({ session }) => void (session.n = (session.n ?? 0) + 1));
  rt("/read", ({ session }) => `${session.n}`);
  rt.post("/in", ({ session }) => signIn(session, "eve", { n: 1 }));
  const own = Date.now, start = Math.floor(own() / 1000) * 1000;
  let kept = "";
  const at = async (seconds: number, path: string, init: ClientRequest = {}) => {
    Date.now = () => start + seconds * 1000;
    try {
      // A copy of the cookie, as a thief has it: a browser would forget an old one by itself.
      const cookie = client.cookies.get("session_") ?? kept;
      const headers = new Headers(init.headers);
      if (cookie) headers.set("cookie", `session_=${cookie}`);
      const response = await read(client.request(path, { ...init, headers }));
      kept = client.cookies.get("session_") ?? cookie;
      return response;
    } finally {
      Date.now = own;
    }
  };
  const textAt = async (seconds: number, path: string) => (await at(seconds, path)).text;
  return { at, textAt, client };
}

Deno.test("Session is forgotten maxAge seconds after its last use", async () => {
  const { at, textAt } = newClock();
  await at(0, "/set");
  strictEqual(await textAt(60, "/read"), "1");
  strictEqual(await textAt(120, "/read"), "1");
  const other = newClock();
  await other.at(0, "/set");
  strictEqual(await other.textAt(61, "/read"), "undefined");
});

Deno.test("Session gets a new cookie when a tenth of maxAge is over, and not before", async () => {
  const { at } = newClock();
  await at(0, "/set");
  const cookies = async (seconds: number, headers: HeadersInit = {}) =>
    (await at(seconds, "/read", { headers })).headers.getSetCookie().length;
  deepStrictEqual([await cookies(0), await cookies(6), await cookies(7)], [0, 0, 1]);
  deepStrictEqual([await cookies(13), await cookies(14)], [0, 1]);
  // What another site makes the browser send keeps no session alive.
  deepStrictEqual(
    [
      await cookies(50, { ...LINK, "sec-fetch-site": "cross-site" }),
      await cookies(50, { ...LINK, "sec-fetch-site": "same-site" }),
      await cookies(50, { ...LINK, "sec-fetch-site": "none" }),
    ],
    [0, 0, 1],
  );
  deepStrictEqual(await cookies(70, { ...LINK, "sec-fetch-site": "same-origin" }), 1);
});

Deno.test("Session ends lifetime seconds after its start, however it is used", async () => {
  const { at, textAt, client } = newClock();
  await at(0, "/set");
  for (const seconds of [50, 100, 150]) await at(seconds, "/set");
  const [cookie] = (await at(160, "/set")).headers.getSetCookie();
  match(cookie!, /; Max-Age=20; /);
  strictEqual(await textAt(179, "/read"), "5");
  const replayed = client.cookies.get("session_")!;
  strictEqual(await textAt(181, "/read"), "undefined");
  client.cookies.set("session_", replayed);
  await at(181, "/set"); // A new one, which knows nothing of the old.
  strictEqual(await textAt(182, "/read"), "1");
});

Deno.test("signIn() starts the time of a session anew", async () => {
  const { at, textAt } = newClock();
  await at(0, "/set");
  for (const seconds of [50, 100, 150]) await at(seconds, "/set");
  await at(170, "/in", { method: "POST" });
  strictEqual(await textAt(220, "/read"), "1");
  for (const seconds of [270, 320]) await at(seconds, "/set");
  strictEqual(await textAt(350, "/read"), "3");
  strictEqual(await textAt(351, "/read"), "undefined");
});

Deno.test("Session fills its cookie to the last byte, and is forgotten where it does not fit", async () => {
  const { rt, client } = newApp({ session: { cookie: "s" } });
  rt("/set/{length:int}", ({ session, length }) => void (session.text = "x".repeat(length)));
  rt("/read", ({ session }) => `${session.text?.length}`);
  const set = async (length: number) => (await read(client.get(`/set/${length}`))).status;
  await set(1);
  // Three bytes of JSON take four of base64url; the rest is time and signature.
  const size = () => "s".length + client.cookies.get("s")!.length;
  const rest = size() - Math.ceil('{"text":"x"}'.length * 4 / 3);
  const most = Math.floor((4096 - rest) * 3 / 4) - '{"text":""}'.length;
  strictEqual(await set(most), 200);
  strictEqual(size(), 4096);
  const lines = await logged(async () => strictEqual(await set(most + 1), 500));
  match(String(lines[0]), /: 4098 bytes in its cookie, expected at most 4096; keep what is/);
  strictEqual((await answer(client.get("/read")))[1], `${most}`);
});

Deno.test("Session takes no more than JSON objects from its own earlier versions", async () => {
  const { app, rt } = newApp();
  rt("/read", ({ session }) => ({ ...session }));
  const texts = ["", "not JSON", "null", "1", '"text"', "[1]", '{"a":1}', '{"a":', "{}"];
  const ask = async (text: string) => {
    const sealed = seal(text, [SECRET], { purpose: "session:session_" });
    const headers = { cookie: `session_=${sealed}` };
    const { text: held, headers: sent } = await read(app.request("/read", { headers }));
    return [text, held, sent.getSetCookie()];
  };
  deepStrictEqual(
    await Promise.all(texts.map(ask)),
    texts.map((text) => [text, text === '{"a":1}' ? text : "{}", []]),
  );
});

Deno.test("Session opens the first good cookie of its name, among as many as a browser keeps", async () => {
  const { app, rt } = newApp();
  rt("/set/{n:int}", ({ session, n }) => void (session.n = n));
  rt("/read", ({ session }) => `${session.n}`);
  const set = async (n: number) =>
    (await app.request(`/set/${n}`)).headers.getSetCookie()[0]!.split(";")[0]!;
  const [one, two] = [await set(1), await set(2)];
  const ask = async (...cookies: string[]) =>
    (await answer(app.request("/read", { headers: { cookie: cookies.join("; ") } })))[1];
  strictEqual(await ask(one, two), "1");
  strictEqual(await ask("session_=x", two, one), "2");
  strictEqual(await ask("session=x", "Session_=x", `x${one}`, two), "2");
  strictEqual(await ask(...Array(179).fill("session_=x"), one), "1");
  strictEqual(await ask(...Array(180).fill("session_=x"), one), "undefined");
});

Deno.test("Session keeps no name from the cookie that objects inherit", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.info = JSON.parse('{"__proto__":{"admin":true}}')));
  rt("/read", ({ session }) => `${session.info.admin} ${Object.keys(session.info)}`);
  await client.get("/set");
  deepStrictEqual(await answer(client.get("/read")), [200, "undefined __proto__"]);
});

class Point {
  x = 1;
}

const LOST: [value: unknown, found: string][] = [
  [2n, ".v: bigint"],
  [new Date(0), ".v: Date"],
  [new Map(), ".v: Map"],
  [new Point(), ".v: Point"],
  [() => 1, ".v: function"],
  [Symbol("s"), ".v: symbol"],
  [NaN, ".v: NaN"],
  [{ a: [0, Infinity] }, ".v.a[1]: Infinity"],
  [[undefined], ".v[0]: undefined"],
  [{ a: [{ b: new Set() }] }, ".v.a[0].b: Set"],
];

Deno.test("Session that JSON can't hold is an error that names it, and the last good one stays", async () => {
  const { rt, client } = newApp();
  const held = { n: 1, list: [null, { text: "", isOn: false }], not: undefined };
  rt("/good", ({ session }) => void Object.assign(session, held));
  rt("/bad/{i:int}", ({ session, i }) => void (session.v = LOST[i]![0]));
  rt("/circle", ({ session }) => {
    const circle: { in?: unknown } = {};
    session.v = circle.in = circle;
  });
  rt.post("/data", async ({ session, data }) => void (session.data = await data()));
  rt("/read", ({ session }) => ({ ...session }));
  await client.get("/good");
  await client.post("/data", { json: { a: { b: 1 } } });
  const lines = await logged(async () => {
    for (const i of LOST.keys()) strictEqual((await read(client.get(`/bad/${i}`))).status, 500);
    strictEqual((await read(client.get("/circle"))).status, 500);
  });
  const expected = "expected what JSON holds: text, finite numbers, true, false, null, lists and " +
    "plain objects of these";
  deepStrictEqual(
    errorsOf(lines.slice(0, -1)),
    LOST.map(([, found]) => `TypeError: Cannot keep session${found}, ${expected}`),
  );
  match(errorsOf(lines).at(-1)!, /^TypeError: Cannot keep session\.v(?:\.in)+: a circle, /);
  deepStrictEqual(await (await client.get("/read")).json(), {
    n: 1,
    list: [null, { text: "", isOn: false }],
    data: { a: { b: 1 } },
  });
});

Deno.test("Session says what changed too late for its response: in a stream, an event stream or a task", async () => {
  const { rt, client } = newApp();
  const late = (session: Session) => void Object.assign(session, { cart: [1], n: 2 });
  rt("/page", async function* ({ session }) {
    yield "a";
    late(session);
  });
  rt("/opened/later", async function* (context) {
    yield "a";
    late(context.session);
  });
  rt("/events", ({ session }) =>
    EventStream(async function* () {
      session.pop("n");
      yield "a";
      late(session);
    }));
  rt("/task", ({ session }) => {
    session.n = 2;
    return ["a", new BackgroundTask(late, session)];
  });
  rt("/bad", ({ session }) => ["a", new BackgroundTask(() => void (session.n = 5n))]);
  rt("/fine", ({ session }) => {
    late(session);
    return ["a", new BackgroundTask(() => Object.assign(session, { n: 2, cart: [1] }))];
  });
  rt("/left", async function* ({ session }) {
    try {
      yield "a";
    } finally {
      late(session);
    }
  });
  const lines = await logged(async () => {
    const reader = (await client.get("/left")).body!.getReader();
    for (let part = 0; part < 2; part++) await reader.read(); // the head, and "a"
    await reader.cancel();
    for (const path of ["/page", "/opened/later", "/events", "/task", "/bad", "/fine"]) {
      strictEqual((await read(client.get(path))).status, 200);
      await delay(0);
    }
  });
  const after = "changed after the response began, expected before";
  deepStrictEqual(errorsOf(lines), [
    `Error: Cannot keep session.cart, session.n: ${after}`,
    `Error: Cannot keep session.cart, session.n: ${after}`,
    `Error: Cannot keep session.cart, session.n: ${after}`,
    `Error: Cannot keep session.cart, session.n: ${after}`,
    `Error: Cannot keep session.cart: ${after}`,
    "TypeError: Cannot keep session.n: bigint, expected what JSON holds: text, finite numbers, " +
    "true, false, null, lists and plain objects of these",
  ]);
});

Deno.test("session.regenerate() of an empty session forgets the cookie", async () => {
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void (session.a = 1));
  rt("/new", ({ session }) => session.regenerate());
  await client.get("/set");
  await client.get("/new");
  strictEqual(client.cookies.size, 0);
});

Deno.test("Session is signed, and not encrypted, where encrypt is off, and the other way round", async () => {
  const open = newApp(), closed = newApp({ session: { encrypt: true } });
  for (const { rt } of [open, closed]) {
    rt("/set", ({ session }) => void (session.name = "eve"));
    rt("/read", ({ session }) => session.name ?? "none");
  }
  await Promise.all([open.client.get("/set"), closed.client.get("/set")]);
  const [payload] = open.client.cookies.get("session_")!.split(".");
  match(atob(payload!), /^[\da-z]+\{"name":"eve"\}$/);
  const value = open.client.cookies.get("session_")!;
  open.client.cookies.set("session_", closed.client.cookies.get("session_")!);
  closed.client.cookies.set("session_", value);
  deepStrictEqual(await answer(open.client.get("/read")), [200, "none"]);
  deepStrictEqual(await answer(closed.client.get("/read")), [200, "none"]);
});

/** An application over https, and what its session holds for the cookies of a browser. */
function newHttps() {
  const { app, rt } = newApp();
  rt("/set/{n:int}", ({ session, n }) => void (session.n = n));
  rt("/clear", ({ session }) => session.clear());
  rt("/read", ({ session }) => `${session.n}`);
  const ask = async (path: string, cookie: string, scheme = "https") => {
    const { headers, text } = await read(
      app.request(`${scheme}://a${path}`, { headers: { cookie } }),
    );
    return { text, sent: headers.getSetCookie().map((line) => line.split(/; (?=Path)/)[0]!) };
  };
  const make = async (n: number, scheme: string) => (await ask(`/set/${n}`, "", scheme)).sent[0]!;
  const old = (n: number) =>
    `session_=${seal(JSON.stringify({ n }), [SECRET], { purpose: "session:session_" })}`;
  return { ask, make, old };
}

Deno.test("Session over https is that of __Host-session_, whatever else a sibling domain sets", async () => {
  const { ask, make } = newHttps();
  const [own, evil] = [await make(1, "https"), await make(2, "https")].map((cookie) =>
    cookie.split(";")[0]!
  );
  const renamed = evil!.replace("__Host-", "");
  const byHttp = (await make(3, "http")).split(";")[0]!;
  const texts = [own!, `${renamed}; ${own}`, `${own}; ${byHttp}`, renamed, byHttp]
    .map(async (cookies) => (await ask("/read", cookies)).text);
  deepStrictEqual(await Promise.all(texts), ["1", "1", "1", "undefined", "undefined"]);
  strictEqual((await ask("/read", `${own}; ${byHttp}`, "http")).text, "3");
});

Deno.test("Session from before names had a prefix moves, once, and does not come back", async () => {
  const { ask, old } = newHttps();
  const moved = await ask("/read", old(1));
  strictEqual(moved.text, "1");
  match(moved.sent[0]!, /^__Host-session_=[\w.-]+; Max-Age=1209600$/);
  const own = moved.sent[0]!.split(";")[0]!;
  deepStrictEqual(await ask("/read", `${old(2)}; ${own}`), { text: "1", sent: [] });
  const { sent: [out] } = await ask("/clear", `${old(2)}; ${own}`);
  strictEqual(out, "__Host-session_=none; Max-Age=1209600");
  strictEqual((await ask("/read", `${old(2)}; ${out!.split(";")[0]}`)).text, "undefined");
  deepStrictEqual((await ask("/clear", own)).sent, ["__Host-session_=; Max-Age=0"]);
  strictEqual((await ask("/read", `${old(2)}; __Host-session_=forged`)).text, "undefined");
});

Deno.test("signIn() starts a session with the user and the data alone, signOut() ends it", async () => {
  const { rt, client } = newApp();
  rt.post("/evil", ({ session }) => void (session.evil = 1));
  rt.post("/in", ({ session }) => signIn(session, "eve", { name: "Eve", auth: "other" }));
  rt.post("/out", ({ session }) => signOut(session));
  rt("/read", ({ session }) => ({ ...session }));
  await client.post("/evil");
  await client.post("/in");
  deepStrictEqual(await (await client.get("/read")).json(), { name: "Eve", auth: "eve" });
  await client.post("/out");
  strictEqual(client.cookies.size, 0);
});

Deno.test("signIn() takes a text or a number alone, so that no guard lets null in", async () => {
  const { app, rt } = newApp();
  const users = [null, undefined, "", NaN, Infinity, true, {}, ["eve"]];
  rt.post("/in/{i:int}", ({ session, i }) => signIn(session, users[i] as string));
  rt.post("/zero", ({ session }) => signIn(session, 0));
  const lines = await logged(async () => {
    for (const i of users.keys()) {
      const { status, headers } = await read(app.request(`/in/${i}`, { method: "POST" }));
      deepStrictEqual([status, headers.getSetCookie()], [500, []]);
    }
  });
  match(String(lines[0]), /: Cannot sign in: the user is null, expected a text or a number$/m);
  strictEqual(lines.length, users.length);
  strictEqual((await read(app.request("/zero", { method: "POST" }))).status, 200);
});

Deno.test("A link of another site signs no user in, and none out", async () => {
  const { rt, client } = newApp({
    before: ({ session, url }) => {
      if (url.pathname !== "/gone") return;
      session.clear(); // as where the user was deleted
      return Redirect("/login");
    },
  });
  rt("/in", ({ session }) => signIn(session, "mallory"));
  rt("/out", ({ session }) => signOut(session));
  rt("/byhand", ({ session }) => void (session.auth = "mallory"));
  rt("/clear", ({ session }) => session.clear());
  rt("/visits", ({ session }) => `${session.n = (session.n ?? 0) + 1}`);
  rt("/gone", () => "");
  rt("/read", ({ session }) => `${session.auth} ${session.n}`);
  rt.get("/callback", ({ session }) => signIn(session, "eve"));
  const link = { headers: { ...LINK, "sec-fetch-site": "cross-site" } };
  const follow = async (path: string) => (await read(client.get(path, link))).status;
  strictEqual(await follow("/callback"), 200);
  const lines = await logged(async () => {
    deepStrictEqual([await follow("/in"), await follow("/out")], [403, 403]);
    deepStrictEqual([await follow("/byhand"), await follow("/clear")], [200, 200]);
    strictEqual(await follow("/gone"), 303);
  }, "warn");
  deepStrictEqual(
    lines.map(([line]) =>
      /Cannot (.*): a link of another site led to (.*), expected/.exec(`${line}`)!.slice(1)
    ),
    [
      ["sign in", 'rt("/in")'],
      ["sign out", 'rt("/out")'],
      ["change session.auth", 'rt("/byhand")'],
      ["change session.auth", 'rt("/clear")'],
      ["change session.auth", 'rt("/gone")'],
    ],
  );
  strictEqual(await follow("/visits"), 200);
  strictEqual((await read(client.get("/read"))).text, "eve 1");
  strictEqual(await follow("/visits"), 200);
  await client.get("/out");
  strictEqual((await read(client.get("/read"))).text, "undefined undefined");
});

Deno.test("session.get(), pop() and setdefault() read, take and complete what it holds alone", async () => {
  const { rt, client } = newApp();
  rt("/", ({ session }) => {
    session.n = session.get("n", 0) + 1;
    session.setdefault("list", []).push(session.n);
    const own = [session.get("n"), session.pop("gone"), session.pop("gone", 7)];
    const inherited = ["constructor", "toString", "get", "__proto__"].map((name) =>
      [session.get(name, "none"), session.pop(name, "none")].join()
    );
    return { own, inherited, names: Object.keys(session), list: session.list };
  });
  rt("/take", ({ session }) => [session.pop("n"), session.pop("n", "none")].join());
  const inherited = Array(4).fill("none,none");
  deepStrictEqual(await (await client.get("/")).json(), {
    own: [1, null, 7],
    inherited,
    names: ["n", "list"],
    list: [1],
  });
  deepStrictEqual((await (await client.get("/")).json()).list, [1, 2]);
  deepStrictEqual(client.session, { n: 2, list: [1, 2] });
  strictEqual(await (await client.get("/take")).text(), "2,none");
  deepStrictEqual(client.session, { list: [1, 2] });
});

Deno.test("Session may hold values of its methods' names, and a user still signs in and out", async () => {
  const names = { get: 1, pop: 2, setdefault: 3, clear: 4, regenerate: 5, toJSON: 6 };
  const { rt, client } = newApp();
  rt("/set", ({ session }) => void Object.assign(session, names));
  rt("/get", ({ session }) => ({ ...session }));
  rt.post("/in", ({ session }) => signIn(session, "eve", names));
  rt.post("/out", ({ session }) => signOut(session));
  await client.get("/set");
  deepStrictEqual(await (await client.get("/get")).json(), names);
  await client.post("/in");
  deepStrictEqual(client.session, { ...names, auth: "eve" });
  await client.post("/in");
  strictEqual((await client.post("/out")).status, 200);
  deepStrictEqual(client.session, {});
});
