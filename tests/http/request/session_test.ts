import type { SessionOptions } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { seal } from "../../../lib/http/request/signer.ts";
import { answer, HTMX, logged, newApp, read, SECRET } from "../_app.ts";

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
  strictEqual(https, "session_=VALUE; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax");
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
  client.cookies.set("session_", `A${value.slice(1)}`);
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
    String(line![1]),
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

const ATTRIBUTES: [session: SessionOptions, url: string, attributes: string][] = [
  [{}, "http://a/", "Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax"],
  [{}, "https://a/", "Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax"],
  [{ maxAge: 60 }, "http://a/", "Max-Age=60; Path=/; HttpOnly; SameSite=Lax"],
  [{ path: "/app" }, "http://a/", "Max-Age=1209600; Path=/app; HttpOnly; SameSite=Lax"],
  [
    { domain: "a.example" },
    "http://a/",
    "Max-Age=1209600; Domain=a.example; Path=/; HttpOnly; SameSite=Lax",
  ],
  [{ sameSite: "strict" }, "http://a/", "Max-Age=1209600; Path=/; HttpOnly; SameSite=Strict"],
  [
    { secure: true },
    "http://a/",
    "Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
  [{ secure: false }, "https://a/", "Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax"],
];

Deno.test("Session's cookie has the attributes that the application asks for", async () => {
  const made = ATTRIBUTES.map(async ([session, url]) => {
    const { app, rt } = newApp({ session });
    rt("/", ({ session }) => void (session.a = 1));
    const [cookie] = (await app.request(url)).headers.getSetCookie();
    return [session, url, cookie!.replace(/^session_=[\w.-]+; /, "")];
  });
  deepStrictEqual(await Promise.all(made), ATTRIBUTES);
});

Deno.test("Session that is cleared has its cookie's attributes, so that browsers forget it", async () => {
  const { rt, client } = newApp({ session: { path: "/app", domain: "a.example" } });
  rt("/app/set", ({ session }) => void (session.a = 1));
  rt("/app/clear", ({ session }) => session.clear());
  await client.get("/app/set");
  deepStrictEqual((await client.get("/app/clear")).headers.getSetCookie(), [
    "session_=; Max-Age=0; Domain=a.example; Path=/app; HttpOnly; SameSite=Lax",
  ]);
  deepStrictEqual((await client.get("/app/clear")).headers.getSetCookie(), []);
});

Deno.test("Session is forgotten maxAge seconds after its last change", async () => {
  const { rt, client } = newApp({ session: { maxAge: 60 } });
  rt("/set", ({ session }) => void (session.n = (session.n ?? 0) + 1));
  rt("/read", ({ session }) => `${session.n}`);
  const own = Date.now, start = own();
  const at = async (seconds: number, path: string) => {
    Date.now = () => start + seconds * 1000;
    try {
      return (await answer(client.get(path)))[1];
    } finally {
      Date.now = own;
    }
  };
  await at(0, "/set");
  strictEqual(await at(59, "/read"), "1");
  strictEqual(await at(62, "/read"), "undefined");
  await at(50, "/set");
  strictEqual(await at(109, "/read"), "2");
  strictEqual(await at(112, "/read"), "undefined");
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
  match(String(lines[0]![1]), /: 4098 bytes in its cookie, expected at most 4096; keep what is/);
  strictEqual((await answer(client.get("/read")))[1], `${most}`);
});

Deno.test("Session takes no more than JSON objects from its own earlier versions", async () => {
  const { app, rt } = newApp();
  rt("/read", ({ session }) => ({ ...session }));
  const texts = ["", "not JSON", "null", "1", '"text"', "[1]", '{"a":1}', '{"a":', "{}"];
  const ask = async (text: string) => {
    const sealed = seal(text, [SECRET], { purpose: "session:session_" });
    const headers = { cookie: `session_=${sealed}` };
    return [text, ...await answer(app.request("/read", { headers }))];
  };
  deepStrictEqual(
    await Promise.all(texts.map(ask)),
    texts.map((text) => [text, 200, text === '{"a":1}' ? text : "{}"]),
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

Deno.test("Session that JSON can't hold is an error, and the next request has the last good one", async () => {
  const { rt, client } = newApp();
  rt("/good", ({ session }) => void (session.n = 1));
  rt("/bigint", ({ session }) => void (session.n = 2n));
  rt("/cycle", ({ session }) => void (session.n = session));
  rt("/read", ({ session }) => `${session.n}`);
  await client.get("/good");
  const lines = await logged(async () => {
    for (const path of ["/bigint", "/cycle"]) {
      strictEqual((await read(client.get(path))).status, 500);
    }
  });
  deepStrictEqual(lines.map(([, error]) => (error as Error).name), ["TypeError", "TypeError"]);
  deepStrictEqual(await answer(client.get("/read")), [200, "1"]);
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
  strictEqual(atob(payload!), '{"name":"eve"}');
  const value = open.client.cookies.get("session_")!;
  open.client.cookies.set("session_", closed.client.cookies.get("session_")!);
  closed.client.cookies.set("session_", value);
  deepStrictEqual(await answer(open.client.get("/read")), [200, "none"]);
  deepStrictEqual(await answer(closed.client.get("/read")), [200, "none"]);
});
