import { fromCookie, optional, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { exchangeOf } from "../../../lib/http/request/exchange.ts";
import { answer, HTMX, newApp, read } from "../_app.ts";

const INTERNAL =
  ("target info params context query closing usedSession usedCookies sealSession stopWatch " +
    "readText readData spool pageParts openPageParts source exchange").split(" ");

Deno.test("Exchange is out of reach of a parameter, whatever its name", async () => {
  const { app, rt } = newApp({ before: ({ session }) => void (session.n = 1) });
  const path = INTERNAL.map((name) => `{${name}}`).join("/");
  rt(`/path/${path}`, (context) => {
    const values = context as unknown as Record<string, unknown>;
    context.hdrs.push("");
    return [context.url.pathname.length, ...INTERNAL.map((name) => values[name])].join();
  });
  const evil = INTERNAL.map(() => "http:%2F%2Fevil");
  const asked = `/path/${evil.join("/")}`;
  const { status, headers, text } = await read(app.request(asked, HTMX));
  deepStrictEqual([status, text], [200, [asked.length, ...evil.map(decodeURIComponent)].join()]);
  strictEqual(headers.getSetCookie().length, 1);

  const declared = Object.fromEntries(INTERNAL.map((name) => [name, "none"]));
  rt.post("/body", declared, (context) => [context.url.pathname, context.target].join());
  const body = new URLSearchParams(INTERNAL.map((name) => [name, "evil"]));
  const response = app.request("/body", { method: "POST", body, ...HTMX });
  deepStrictEqual(await answer(response), [200, "/body,evil"]);
});

Deno.test("Exchange shows none of its members on a handler's context", async () => {
  const { app, rt } = newApp();
  rt("/", (context) => INTERNAL.filter((name) => name in context).join());
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, ""]);
});

Deno.test("exchangeOf() finds the exchange of a request's context, and of nothing else", async () => {
  const { app, rt } = newApp();
  rt("/{id}", (context) => {
    const { context: own, params, target } = exchangeOf(context);
    return [Object.is(own, context), params.id, target.path].join();
  });
  deepStrictEqual(await answer(app.request("/7?q", HTMX)), [200, "true,7,/7"]);
  throws(() => exchangeOf({} as Parameters<typeof exchangeOf>[0]), TypeError);
});

Deno.test("Exchange aborts its signal when the application closes", async () => {
  const { app, rt } = newApp();
  const begun = Promise.withResolvers<void>();
  rt("/", async ({ signal }) => {
    const closed = new Promise((done) => signal.addEventListener("abort", done));
    begun.resolve();
    await closed;
    return `${signal.reason}`;
  });
  const response = answer(app.request("/", HTMX));
  await begun.promise;
  await app.close();
  deepStrictEqual(await response, [200, "AbortError: The server closes"]);
});

Deno.test("Exchange answers Vary: Cookie only where the session or a cookie was read", async () => {
  const { app, rt } = newApp();
  rt("/read", ({ session }) => `${session.n}`);
  rt("/cookies", ({ cookies }) => `${cookies.n}`);
  rt("/cookie", { n: fromCookie("n", optional(String)) }, ({ n }) => P(n));
  rt("/none", () => "none");
  const ask = async (path: string) => {
    const { headers } = await read(app.request(path, HTMX));
    return [headers.get("vary")?.split(", ").includes("Cookie"), headers.get("cache-control")];
  };
  deepStrictEqual(await ask("/read"), [true, "private, no-cache"]);
  deepStrictEqual(await ask("/cookies"), [true, null]);
  deepStrictEqual(await ask("/cookie"), [true, null]);
  deepStrictEqual(await ask("/none"), [false, null]);
});
