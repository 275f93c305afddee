import { deepStrictEqual, match, strictEqual } from "node:assert";
import { answer, HTMX, logged, newApp, read, SECRET } from "./_app.ts";

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

Deno.test("Session can be encrypted, and then says nothing to its visitor", async () => {
  const { rt, client } = newApp({ encrypt: true });
  rt("/set", ({ session }) => void (session.name = "eve"));
  rt("/read", ({ session }) => session.name ?? "nobody");
  await client.get("/set");
  const value = client.cookies.get("session_")!;
  strictEqual(
    atob(value.split(".")[0]!.replaceAll("-", "+").replaceAll("_", "/")).includes("eve"),
    false,
  );
  deepStrictEqual(await answer(client.get("/read")), [200, "eve"]);
  client.cookies.set("session_", `A${value.slice(1)}`);
  deepStrictEqual(await answer(client.get("/read")), [200, "nobody"]);
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
  const { rt, client } = newApp({ sessionCookie: "a_" });
  rt("/in", ({ session }) => void (session.user = "eve"));
  await client.get("/in");

  const other = newApp({ sessionCookie: "admin_" });
  other.rt("/", ({ session }) => session.user ?? "nobody");
  other.client.cookies.set("admin_", client.cookies.get("a_")!);
  deepStrictEqual(await answer(other.client.get("/")), [200, "nobody"]);
});
