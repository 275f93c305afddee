import { cookie, P } from "@fasthtml/fasthtml";
import type { CookieOptions } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { readCookie } from "../../lib/http/cookies.ts";
import { answer, errorsOf, logged, newApp } from "./_app.ts";

Deno.test("cookie() sets several cookies, and rejects what would add attributes", async () => {
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

const WRITTEN: [value: string | number, options: CookieOptions, header: string][] = [
  ["", {}, "n=; Path=/; HttpOnly; SameSite=Lax"],
  [0, {}, "n=0; Path=/; HttpOnly; SameSite=Lax"],
  [1.5, { httpOnly: false }, "n=1.5; Path=/; SameSite=Lax"],
  ["v", { maxAge: 0, path: "/a" }, "n=v; Max-Age=0; Path=/a; HttpOnly; SameSite=Lax"],
  ["v", { domain: "a.example" }, "n=v; Domain=a.example; Path=/; HttpOnly; SameSite=Lax"],
  [
    "v",
    { expires: new Date("2026-11-21T10:00:00Z") },
    "n=v; Path=/; Expires=Sat, 21 Nov 2026 10:00:00 GMT; HttpOnly; SameSite=Lax",
  ],
  [
    "v",
    { sameSite: "none", secure: true, partitioned: true },
    "n=v; Path=/; HttpOnly; Secure; Partitioned; SameSite=None",
  ],
  ["v", { sameSite: "strict" }, "n=v; Path=/; HttpOnly; SameSite=Strict"],
  ['a b,c"d\\e;=\r\n', {}, "n=a%20b%2Cc%22d%5Ce%3B%3D%0D%0A; Path=/; HttpOnly; SameSite=Lax"],
];

Deno.test("cookie() writes each attribute, HttpOnly and Lax unless told otherwise", () => {
  const written = WRITTEN.map(([value, options]) => {
    const { name, value: header } = cookie("n", value, options);
    return [value, options, `${name}: ${header}`];
  });
  deepStrictEqual(
    written,
    WRITTEN.map(([value, options, header]) => [value, options, `set-cookie: ${header}`]),
  );
});

Deno.test("cookie() writes what a request's cookies hold again", async () => {
  const { app, rt } = newApp();
  rt("/", ({ cookies }) => new Response(cookies.n));
  for (const text of ["plain", "a b;c=d,e", "é\u{1f600}", '"', "%41", "+", "=", " x "]) {
    const [sent] = cookie("n", text).value.split(";");
    deepStrictEqual(await answer(app.request("/", { headers: { cookie: sent! } })), [200, text]);
  }
});

const READ: [header: string | undefined, cookies: Record<string, string>][] = [
  [undefined, {}],
  ["", {}],
  ["a=1", { a: "1" }],
  ["a=1; b=2;c=3", { a: "1", b: "2", c: "3" }],
  ["a=1; a=2", { a: "1" }],
  ["a=; b", { a: "" }],
  ['a="quoted"', { a: '"quoted"' }],
  ["a=b=c", { a: "b=c" }],
  ["a=%C3%A9", { a: "é" }],
  ["a=%zz; b=1", { a: "%zz", b: "1" }],
  ["=x; ;;b=1", { "": "x", b: "1" }],
  ["__proto__=1; constructor=2", JSON.parse('{"__proto__":"1","constructor":"2"}')],
];

Deno.test("readCookies() reads what a browser sent, and what no browser would send", async () => {
  const { app, rt } = newApp();
  rt(
    "/",
    ({ cookies }) => new Response(`${"toString" in cookies} ${JSON.stringify(cookies)}`),
  );
  const seen = READ.map(async ([cookie]) => {
    const headers: HeadersInit = cookie === undefined ? {} : { cookie };
    return [cookie, ...await answer(app.request("/", { headers }))];
  });
  deepStrictEqual(
    await Promise.all(seen),
    READ.map(([cookie, cookies]) => [cookie, 200, `false ${JSON.stringify(cookies)}`]),
  );
});

Deno.test("readCookie() reads all cookies of a name, in their order", () => {
  deepStrictEqual(readCookie("a=1; b=2;a=%33; aa=4; A=5; a; a=", "a"), ["1", "3", ""]);
  deepStrictEqual(readCookie("", "a"), []);
  deepStrictEqual(readCookie("b=2", "toString"), []);
});

Deno.test("checkCookies() rejects more cookies than a browser keeps, once for each request", async () => {
  const { app, rt } = newApp({ exceptionHandlers: { 431: ({ session }) => `431 ${session.n}` } });
  app.addExtra(({ session }) => P(`extra ${session.n}`));
  rt("/cookies", ({ cookies }) => `${Object.keys(cookies).length}`);
  rt("/session", ({ session }) => `${session.n}`);
  const ask = (path: string, cookie: string) =>
    answer(app.request(path, { headers: { cookie, "hx-request": "true" } }));
  const most = Array.from({ length: 300 }, (_, i) => `a${i}=1`).join(";");
  deepStrictEqual(await ask("/cookies", most), [200, "300<p>extra undefined</p>"]);
  deepStrictEqual(await ask("/session", ";".repeat(299)), [200, "undefined<p>extra undefined</p>"]);
  for (const path of ["/cookies", "/session"]) {
    for (const cookie of [`${most};b=1`, ";".repeat(300)]) {
      strictEqual((await ask(path, cookie))[0], 431);
    }
  }
});

const NAMES = new Map<unknown, string>([
  [undefined, "undefined"],
  [null, "null"],
  [true, "boolean"],
  [["a"], "Array"],
  [{ a: 1 }, "Object"],
]);

Deno.test("cookie() rejects a value that is missing, and names the cookie", async () => {
  for (const [value, found] of NAMES) {
    throws(() => cookie("theme", value as string), {
      name: "TypeError",
      message: `Cannot set cookie "theme": ${found}, expected text or a number`,
    });
  }
  const { app, rt } = newApp();
  rt("/", ({ session }) => [P("Hi"), cookie("theme", session.theme)]);
  const errors = await logged(async () => {
    strictEqual((await app.request("/")).status, 500);
  });
  deepStrictEqual(errorsOf(errors), [
    'TypeError: Cannot set cookie "theme": undefined, expected text or a number',
  ]);
});
