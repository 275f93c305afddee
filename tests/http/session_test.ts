import { Client, cookie, fastApp } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
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

Deno.test("fastApp() makes a key file that only its owner reads, once", async () => {
  const folder = await Deno.makeTempDir();
  const keyFname = `${folder}/.sesskey`;
  const visit = async () => {
    const { app, rt } = fastApp({ keyFname });
    rt("/", ({ session }) => session.n = (session.n ?? 0) + 1);
    const client = new Client(app);
    await client.get("/");
    return client;
  };
  const first = await visit();
  strictEqual((await Deno.stat(keyFname)).mode! & 0o777, 0o600);
  const second = await visit();
  second.cookies.set("session_", first.cookies.get("session_")!);
  strictEqual(await (await second.get("/")).text(), "2");
  await Deno.writeTextFile(keyFname, "");
  const { app, rt } = fastApp({ keyFname });
  rt("/", ({ session }) => session.n);
  const [line] = await logged(() => read(app.request("/")));
  match(String(line![1]), /has 0 characters, expected at least 32/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("cookie() sets several cookies, and refuses what would add attributes", async () => {
  const { app, rt } = newApp();
  rt("/two", () => [cookie("a", "1"), cookie("b", "x;y=é", { maxAge: 60, secure: true }), "two"]);
  deepStrictEqual((await app.request("/two")).headers.getSetCookie(), [
    "a=1; Path=/; HttpOnly; SameSite=Lax",
    "b=x%3By%3D%C3%A9; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
  ]);
  throws(() => cookie("a b", "1"), TypeError);
  throws(() => cookie("a", "1", { path: "/; Domain=evil.example" }), TypeError);
  throws(() => cookie("a", "1", { domain: "x\r\ny" }), TypeError);
});
