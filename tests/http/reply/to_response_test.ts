import { HttpHeader, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, HTMX, newApp, read } from "../_app.ts";

Deno.test("toResponse() varies by htmx's headers, and by Cookie where the session is read", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("hi"));
  rt("/me", ({ session }) => P(session.name ?? "nobody"));
  const vary = async (path: string) => (await app.request(path)).headers.get("vary");
  deepStrictEqual([await vary("/"), await vary("/me")], [
    "HX-Request, HX-History-Restore-Request",
    "HX-Request, HX-History-Restore-Request, Cookie",
  ]);
});

Deno.test("toResponse() varies data by htmx's headers only where the program asks for them", async () => {
  const { app, rt } = newApp({
    before: ({ url, htmx }) => url.pathname === "/guarded" && htmx.request ? "htmx" : undefined,
  });
  const both = "HX-Request, HX-History-Restore-Request";
  const { app: open, rt: on } = newApp();
  on("/data", () => ({ a: 1 }));
  on("/list", () => [{ a: 1 }]);
  on("/bytes", () => new Uint8Array(1));
  on("/mine", ({ session }) => ({ user: session.auth ?? null }));
  on("/cookie", ({ cookies }) => ({ theme: cookies.theme ?? null }));
  on("/asked", ({ htmx }) => htmx.request ? P("hi") : { a: 1 });
  on("/asked-mine", ({ htmx, session }) => ({ htmx: htmx.request, user: session.auth ?? null }));
  rt("/guarded", () => ({ a: 1 }));
  const vary = async (asked: typeof app, path: string) =>
    (await read(asked.request(path))).headers.get("vary");
  for (const path of ["/data", "/list", "/bytes"]) strictEqual(await vary(open, path), null, path);
  deepStrictEqual(
    await Promise.all(["/mine", "/cookie", "/asked", "/asked-mine"].map((at) => vary(open, at))),
    ["Cookie", "Cookie", both, `${both}, Cookie`],
  );
  strictEqual(await vary(app, "/guarded"), both);
});

Deno.test("toResponse() keeps a Response with a session out of shared caches", async () => {
  const { app, rt } = newApp();
  rt("/own", ({ session }) => {
    session.user = "eve";
    return new Response("hers", { headers: { "cache-control": "public, max-age=60" } });
  });

  const { headers } = await read(app.request("/own"));
  strictEqual(headers.get("cache-control"), "private, no-cache");
});

Deno.test("toResponse() lets other sites load nothing that a session was read for", async () => {
  const { app, rt } = newApp();
  rt("/page", ({ session }) => P(session.name ?? ""));
  rt("/own", ({ session }) => new Response(session.name));
  const open = new HttpHeader("Cross-Origin-Resource-Policy", "cross-origin");
  rt("/open", ({ session }) => [P(session.name ?? ""), open]);
  rt("/none", () => P("x"));
  const seen = ["/page", "/own", "/open", "/none"].map(async (path) =>
    (await read(app.request(path))).headers.get("cross-origin-resource-policy")
  );
  deepStrictEqual(await Promise.all(seen), ["same-origin", "same-origin", "cross-origin", null]);
});

Deno.test("toResponse() adds to Set-Cookie, Vary and Link, and replaces each other header", async () => {
  const { app, rt } = newApp();
  const headers = ["Set-Cookie", "Vary", "Link", "X-Frame-Options", "Content-Type"].map((name) =>
    new HttpHeader(name, `own-${name}`)
  );
  rt("/page", ({ session }) => {
    session.n = 1;
    return [P("x"), ...headers, ...headers];
  });
  rt("/response", () => [
    new Response("x", { headers: { vary: "a", link: "b", "x-frame-options": "DENY" } }),
    ...headers,
  ]);
  const seen = async (path: string) => {
    const { headers } = await app.request(path, HTMX);
    return ["vary", "link", "x-frame-options", "content-type"].map((name) => headers.get(name));
  };
  const own = "own-Link", twice = `${own}, ${own}`;
  deepStrictEqual(await seen("/page"), [
    "HX-Request, HX-History-Restore-Request, Cookie, own-Vary, own-Vary",
    twice,
    "own-X-Frame-Options",
    "own-Content-Type",
  ]);
  deepStrictEqual(await seen("/response"), [
    "a, own-Vary",
    `b, ${own}`,
    "own-X-Frame-Options",
    "own-Content-Type",
  ]);
  const cookies = (await app.request("/page")).headers.getSetCookie();
  deepStrictEqual([cookies.length, cookies.slice(1)], [3, ["own-Set-Cookie", "own-Set-Cookie"]]);
});

Deno.test("toResponse() lets a Response with a session depend on the cookie, and keeps the rest", async () => {
  const { app, rt } = newApp();
  const init = { status: 299, statusText: "Odd", headers: { "cache-control": "max-age=60" } };
  rt("/read", ({ session }) => new Response(`${session.n}`, init));
  rt("/none", () => new Response("x", init));
  const seen = async (path: string) => {
    const { status, statusText, headers } = await app.request(path);
    return [status, statusText, headers.get("vary"), headers.get("cache-control")];
  };
  deepStrictEqual(await seen("/read"), [299, "Odd", "Cookie", "max-age=60"]);
  deepStrictEqual(await seen("/none"), [299, "Odd", null, "max-age=60"]);
});

Deno.test("toResponse() writes JSON with big integers as text, however deep", async () => {
  const { app, rt } = newApp();
  rt("/", () => ({ a: [1n, { b: 2n ** 64n }], c: null, d: undefined }));
  deepStrictEqual(await answer(app.request("/")), [
    200,
    '{"a":["1",{"b":"18446744073709551616"}],"c":null}',
  ]);
});
