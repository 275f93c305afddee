import { A, fastApp, P, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, read, SECRET } from "../http/_app.ts";

const small = { defaultHdrs: false, secretKey: SECRET, staticPath: "/nowhere" };

Deno.test("app.mount() answers all below a prefix by another application", async () => {
  const { app, rt } = newApp();
  const { app: sub, rt: subRt } = fastApp(small);
  const other = subRt("/other", () => "other");
  subRt("/", ({ url }) => [P(url.pathname), A({ href: other }, "other")]);
  subRt("/away", () => Redirect(other));
  rt("/sub/own", () => "never");
  rt("/", () => "main");
  app.mount("/sub", sub);
  deepStrictEqual(await answer(app.request("/sub/", HTMX)), [
    200,
    '<p>/sub/</p><a href="/sub/other">other</a>',
  ]);
  deepStrictEqual(await answer(app.request("/sub", HTMX)), [
    200,
    '<p>/sub/</p><a href="/sub/other">other</a>',
  ]);
  strictEqual(other.to(), "/sub/other");
  strictEqual((await app.request("/sub/away")).headers.get("location"), "/sub/other");
  strictEqual((await app.request("/sub/own")).status, 404);
  strictEqual((await app.request("/subs")).status, 404);
  deepStrictEqual(await answer(app.request("/")), [200, "main"]);
  throws(
    () => app.mount("/again", sub),
    /an application at "\/sub", expected one that is not mounted/,
  );
  throws(() => app.mount("again", () => new Response()), /expected a path such as "\/shop"/);
});

Deno.test("app.mount() takes any function that answers requests", async () => {
  const { app } = newApp();
  app.mount(
    "/api",
    (request) => new Response(`${request.method} ${new URL(request.url).pathname}`),
  );
  app.mount("/api/deep", { fetch: () => new Response("deep") });
  deepStrictEqual(await answer(app.request("/api/x?y=1")), [200, "GET /x"]);
  deepStrictEqual(await answer(app.request("/api/deep/x")), [200, "deep"]);
  const headers = { "sec-fetch-site": "cross-site" };
  strictEqual((await app.request("/api/x", { method: "POST", headers })).status, 403);
});

Deno.test("app.mount() prefers the longest prefix, whichever came first", async () => {
  const { app } = newApp();
  for (const prefix of ["/a", "/a/b/c", "/a/b"]) {
    app.mount(prefix, (request) => new Response(`${prefix} ${new URL(request.url).pathname}`));
  }
  const ask = async (path: string) => (await answer(app.request(path)))[1];
  deepStrictEqual(await Promise.all(["/a/x", "/a/b/x", "/a/b/c", "/a/b/cc"].map(ask)), [
    "/a /x",
    "/a/b /x",
    "/a/b/c /",
    "/a/b /cc",
  ]);
});

Deno.test("app.mount() hands a function the request with its body, headers and what was told", async () => {
  const { app } = newApp({ basePath: "/shop" });
  app.mount("/api", async (request, info) => {
    const url = new URL(request.url);
    return Response.json({
      method: request.method,
      path: url.pathname + url.search,
      origin: url.origin,
      header: request.headers.get("x-a"),
      body: await request.text(),
      client: (info?.remoteAddr as Deno.NetAddr | undefined)?.hostname,
    });
  });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const init = { method: "POST", headers: { "x-a": "1" }, body: "text" };
  const response = await fetch(`${origin}/shop/api/a%2Fb?q=1`, init);
  deepStrictEqual(await response.json(), {
    method: "POST",
    path: "/a%2Fb?q=1",
    origin,
    header: "1",
    body: "text",
    client: "127.0.0.1",
  });
});

Deno.test("app.mount() gives an application below two others the whole URL, and its own path", async () => {
  const inner = newApp(), middle = newApp();
  const route = inner.rt("/x/{n:int}", ({ url, n }) => `${url.href} ${n}`);
  middle.app.mount("/inner", inner.app);
  const { app } = newApp({ basePath: "/base" });
  app.mount("/middle", middle.app);
  strictEqual(route.to({ n: 1 }), "/base/middle/inner/x/1");
  deepStrictEqual(await answer(app.request("/middle/inner/x/1?q", HTMX)), [
    200,
    "http://localhost/base/middle/inner/x/1?q 1",
  ]);
});

Deno.test("app.mount() keeps the session and the errors of each application its own", async () => {
  const below = newApp({
    sessionCookie: "below_",
    exceptionHandlers: { 404: () => "nothing below" },
  });
  below.rt("/set", ({ session }) => void (session.n = 1));
  const { app, client } = newApp();
  app.mount("/below", below.app);
  await client.get("/below/set");
  deepStrictEqual([...client.cookies.keys()], ["below_"]);
  deepStrictEqual(await answer(client.get("/below/none", HTMX)), [404, "nothing below"]);
});

Deno.test("app.mount() starts an application with its first request, and closes it with its own", async () => {
  const ran: string[] = [];
  const below = newApp({
    onStartup: () => void ran.push("startup"),
    onShutdown: () => void ran.push("shutdown"),
  });
  below.rt("/", () => "below");
  const { app, rt } = newApp({ onShutdown: () => void ran.push("own shutdown") });
  rt("/", () => "own");
  app.mount("/below", below.app);
  await read(app.request("/"));
  deepStrictEqual([...ran], []);
  await read(app.request("/below/"));
  await app.close();
  deepStrictEqual(ran, ["startup", "shutdown", "own shutdown"]);
});

Deno.test("app.mount() rejects a prefix that is none", () => {
  const { app } = newApp();
  for (const prefix of ["/", "a", "/a/", "/{a}", "/a?b"]) {
    throws(() => app.mount(prefix, () => new Response()), /Cannot use a prefix: ".*", expected/);
  }
});
