import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { exchangeOf } from "../../../lib/http/request/exchange.ts";
import { tempFolder } from "../../_temp.ts";
import { answer, HTMX, newApp, read } from "../_app.ts";

const INTERNAL = ("target info params context query closing usedSession sealSession stopWatch " +
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

Deno.test("Exchange answers Vary: Cookie only where the session was read", async () => {
  const { app, rt } = newApp();
  rt("/read", ({ session }) => `${session.n}`);
  rt("/cookies", ({ cookies }) => `${cookies.n}`);
  const ask = async (path: string) => {
    const { headers } = await read(app.request(path, HTMX));
    return [headers.get("vary")?.includes("Cookie"), headers.get("cache-control")];
  };
  deepStrictEqual(await ask("/read"), [true, "private, no-cache"]);
  deepStrictEqual(await ask("/cookies"), [false, null]);
});

/** An application that answers with the client's IP address. */
function whoAsks(trustProxy: number) {
  const { app, rt } = newApp({ trustProxy });
  rt("/", ({ scope }) => ({ client: scope.client }));
  return app;
}

const FORWARDED: [header: string | undefined, proxies: number, client: string | undefined][] = [
  [undefined, 0, undefined],
  [undefined, 1, undefined],
  ["1.1.1.1", 0, undefined],
  ["1.1.1.1", 1, "1.1.1.1"],
  ["6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
  ["6.6.6.6,2.2.2.2 , 1.1.1.1", 2, "2.2.2.2"],
  ["1.1.1.1", 2, "1.1.1.1"],
  ["::1", 1, "::1"],
];

Deno.test("scope.client is what the outermost trusted proxy saw", async () => {
  const seen = FORWARDED.map(async ([header, proxies]) => {
    const headers = { ...header !== undefined && { "x-forwarded-for": header } };
    const { client } = await (await whoAsks(proxies).request("/", { headers })).json();
    return [header, proxies, client];
  });
  deepStrictEqual(await Promise.all(seen), FORWARDED);
});

Deno.test("scope.client is the other end of the socket, whatever a header claims", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    whoAsks(0).fetch,
  );
  const headers = { "x-forwarded-for": "6.6.6.6" };
  const response = fetch(`http://127.0.0.1:${server.addr.port}/`, { headers });
  deepStrictEqual(await answer(response), [200, '{"client":"127.0.0.1"}']);
});

Deno.test("scope.client is undefined where the socket is a file", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/socket`;
  await using _server = Deno.serve({ path, onListen() {} }, whoAsks(0).fetch);
  using client = Deno.createHttpClient({ proxy: { transport: "unix", path } });
  deepStrictEqual(await answer(fetch("http://localhost/", { client })), [200, "{}"]);
});

Deno.test("scope carries notes through one request and keeps none for the next", async () => {
  const { app, rt } = newApp({ before: ({ scope, url }) => void (scope.note = url.search) });
  rt("/", ({ scope, auth }) => ({ ...scope, note: scope.note, auth: auth ?? null }));
  rt("/auth", ({ scope, auth }) => [scope.auth, auth].map(String), {
    before: ({ scope }) => void (scope.auth = "eve"),
  });
  const ask = (path: string) => answer(app.request(path, { headers: { "hx-request": "true" } }));
  deepStrictEqual(await Promise.all(["/?a", "/?b"].map(ask)), [
    [200, '{"note":"?a","auth":null}'],
    [200, '{"note":"?b","auth":null}'],
  ]);
  deepStrictEqual(await ask("/auth"), [200, "eveeve"]);
});

Deno.test("scope.client is set by no handler", async () => {
  const { app, rt } = newApp();
  rt("/", ({ scope }) => {
    // @ts-expect-error Programs without types must fail, too.
    throws(() => (scope.client = "1.1.1.1"), TypeError);
    return { client: scope.client };
  });
  deepStrictEqual(await answer(app.request("/")), [200, "{}"]);
});
