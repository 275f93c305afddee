import {
  A,
  Beforeware,
  fastApp,
  HTTPException,
  P,
  Redirect,
  StaticFiles,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { serveSite } from "../live/_socket.ts";
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

/** What is skipped, and which mounted applications strangers see then. */
const SKIPS: [skip: (string | RegExp)[], open: string[]][] = [
  [[], []],
  [["/ours/.*"], ["/ours/x.css"]],
  [["/ours"], []],
  [["/ours/x\\.css"], []],
  [[/\/(ours|other)\/.*/], ["/ours/x.css", "/other/x.css"]],
  [[/.*\.css/], ["/folder/x.css"]],
  [["/folder/x\\.css"], ["/folder/x.css"]],
];

Deno.test("app.mount() has the guards of the outer application before each mounted one", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/x.css`, "open");
  for (const [skip, open] of SKIPS) {
    const { app } = newApp({ before: Beforeware(() => "guarded", { skip }) });
    const ours = newApp();
    ours.rt("/{name}", () => "open");
    app.mount("/ours", ours.app);
    app.mount("/other", () => new Response("open"));
    app.mount("/folder", StaticFiles(folder.path));
    const seen = ["/ours/x.css", "/other/x.css", "/folder/x.css"].map(async (path) => {
      const [, text] = await answer(app.request(path));
      return text === "open" ? [path] : [];
    });
    deepStrictEqual((await Promise.all(seen)).flat(), open, `${skip}`);
  }
});

/** `Cache-Control` of a mounted application, and what it is behind a guard. */
const CACHED: [sent: string | undefined, behind: string | null][] = [
  [undefined, null],
  ["no-store", "no-store"],
  ["private, max-age=9", "private, max-age=9"],
  ["Public, max-age=9", "private, max-age=9"],
  ["max-age=1,s-maxage=9", "private, max-age=1, s-maxage=9"],
];

Deno.test("app.mount() keeps what guards let through out of shared caches", async () => {
  for (const [sent, behind] of CACHED) {
    const headers = new Headers(sent === undefined ? [] : [["cache-control", sent]]);
    const ask = async (before: () => undefined, skip: string[]) => {
      const { app } = newApp({ before: Beforeware(before, { skip }) });
      app.mount("/other", () => new Response("", { headers }));
      return (await read(app.request("/other"))).headers.get("cache-control");
    };
    deepStrictEqual([await ask(() => {}, []), await ask(() => {}, ["/other/.*"])], [
      behind,
      sent ?? null,
    ]);
  }
});

Deno.test("app.mount() guards sockets of a mounted application", async () => {
  const inner = newApp();
  inner.app.ws("/ws", { msg: "" }, ({ msg, auth }) => `${auth}: ${msg}`);
  const { app } = newApp({
    before: ({ url, scope }) => {
      scope.auth = url.searchParams.get("as");
      if (!scope.auth) throw new HTTPException(403);
    },
  });
  app.mount("/inner", inner.app);
  await using site = serveSite(app);
  await rejects(site.open("/inner/ws"));
  await using socket = await site.open("/inner/ws?as=ada");
  socket.send({ msg: "hi" });
  strictEqual(await socket.next(), "ada: hi");
});

Deno.test("app.mount() lets a mounted application know what the guards found out", async () => {
  const innermost = newApp({ before: ({ scope }) => void (scope.seen = `${scope.seen}!`) });
  innermost.rt("/", ({ auth, scope }) => `${auth} ${scope.seen} ${scope.client}`);
  const inner = newApp();
  inner.rt("/", ({ auth }) => String(auth));
  inner.app.mount("/most", innermost.app);
  const { app, rt } = newApp({
    trustProxy: true,
    before: ({ scope }) => void Object.assign(scope, { auth: "ada", seen: "yes" }),
  });
  rt("/", ({ auth }) => auth);
  app.mount("/in", inner.app);
  const headers = { "x-forwarded-for": "1.2.3.4" };
  deepStrictEqual(
    await Promise.all(
      ["/", "/in", "/in/most"].map((path) => answer(app.request(path, { headers }))),
    ),
    [[200, "ada"], [200, "ada"], [200, "ada yes! 1.2.3.4"]],
  );
});

Deno.test("app.mount() keeps what a mounted application does to the session after the guards", async () => {
  const inner = newApp();
  inner.rt("/in", ({ session }) => void (session.auth = "ada"));
  inner.rt("/", ({ session }) => ({ ...session }));
  const { app, client } = newApp({ before: ({ session }) => void (session.seen = Math.random()) });
  app.mount("/inner", inner.app);
  const { headers } = await read(client.get("/inner/in"));
  strictEqual(headers.getSetCookie().length, 1);
  strictEqual(JSON.parse((await answer(client.get("/inner")))[1]).auth, "ada");
  const [, seen] = await answer(client.get("/inner"));
  deepStrictEqual(Object.keys(JSON.parse(seen)), ["auth", "seen"]);
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
