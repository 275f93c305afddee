import {
  A,
  APIRouter,
  Client,
  fastApp,
  type Middleware,
  P,
  Redirect,
  Titled,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { answer, HTMX, logged, newApp, read, SECRET } from "./_app.ts";

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
  throws(() => app.mount("/again", sub), /the application is mounted at "\/sub"/);
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

Deno.test("APIRouter() keeps routes in another file, below a prefix", async () => {
  const api = APIRouter({ prefix: "/api", bodyWrap: (content) => P({ id: "api" }, ...content) });
  const thing = api("/thing/{id:int}", ({ id }) => ({ id }));
  api(function index() {
    return "index";
  });
  api.get("/page", () => P("x"));
  const { app } = newApp({ title: "T" });
  api.toApp(app);
  api("/late", () => "late");
  strictEqual(thing.to({ id: 3 }), "/api/thing/3");
  deepStrictEqual(await answer(app.request("/api/thing/3")), [200, '{"id":3}']);
  deepStrictEqual(await answer(app.request("/api/")), [200, "index"]);
  deepStrictEqual(await answer(app.request("/api/late")), [200, "late"]);
  match((await read(app.request("/api/page"))).text, /<body><p id="api"><p>x<\/p><\/p><\/body>/);
});

Deno.test("A route of a host comes before one of all hosts", async () => {
  const { app, rt } = newApp();
  rt("/h", () => "any");
  rt("/h", () => "admin", { host: "admin.example.com" });
  rt("/t", { tenant: String }, ({ tenant }) => tenant, { host: "{tenant}.ex.org" });
  const text = async (url: string) => (await answer(app.request(url)))[1];
  strictEqual(await text("http://admin.example.com/h"), "admin");
  strictEqual(await text("http://ADMIN.example.com:8080/h"), "admin");
  strictEqual(await text("http://other.example.com/h"), "any");
  strictEqual(await text("http://acme.ex.org/t"), "acme");
  strictEqual((await app.request("http://a.b.ex.org/t")).status, 404);
  strictEqual((await app.request("http://ex.org/t")).status, 404);
  throws(() => rt("/x", () => "", { host: "a b" }), /expected one such as/);
});

Deno.test("basePath stands before every address, and a proxy may leave it or take it off", async () => {
  const { app, rt } = newApp({ basePath: "/shop" });
  const cart = rt("/cart/{id:int}", ({ url }) => url.pathname);
  rt("/go", () => Redirect(cart.to({ id: 1 })));
  rt("/slash/", () => "slash");
  strictEqual(cart.to({ id: 1 }), "/shop/cart/1");
  deepStrictEqual(await answer(app.request("/shop/cart/1")), [200, "/shop/cart/1"]);
  deepStrictEqual(await answer(app.request("/cart/1")), [200, "/shop/cart/1"]);
  strictEqual((await app.request("/go")).headers.get("location"), "/shop/cart/1");
  strictEqual((await app.request("/shop/slash")).headers.get("location"), "/shop/slash/");
});

Deno.test("basePath stands before the addresses of assets", async () => {
  const { app, rt } = newApp({ basePath: "/shop", defaultHdrs: true });
  rt("/", () => Titled("x"));
  const { text } = await read(app.request("/shop/"));
  const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  strictEqual(urls.every((url) => url.startsWith("/shop/_fasthtml/")), true, text);
  strictEqual((await read(app.request(urls[0]!))).status, 200);
});

Deno.test("trustProxy takes host, scheme and address from the last proxies", async () => {
  const headers = {
    "x-forwarded-for": "6.6.6.6, 1.2.3.4",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "shop.example.com",
  };
  const ask = async (trustProxy: boolean | number) => {
    const { app, rt } = newApp({ trustProxy });
    rt("/", ({ url, scope }) => [url.href, scope.client ?? "nobody"].join(" "));
    return (await answer(app.request("/", { headers })))[1];
  };
  deepStrictEqual([await ask(false), await ask(true), await ask(2)], [
    "http://localhost/ nobody",
    "https://shop.example.com/ 1.2.3.4",
    "https://shop.example.com/ 6.6.6.6",
  ]);
  const { app } = newApp({ trustProxy: true });
  const bad = { "x-forwarded-host": "evil.example/login?" };
  strictEqual((await app.request("/", { headers: bad })).status, 400);
});

Deno.test("middleware stands around the application, the first outermost", async () => {
  const ran: string[] = [];
  const note = (name: string): Middleware => async (request, next) => {
    ran.push(`${name} in`);
    const response = await next(request);
    ran.push(`${name} out`);
    return response;
  };
  const door: Middleware = (request, next) =>
    request.headers.has("x-stop") ? new Response("stopped", { status: 403 }) : next(request);
  const { app, rt } = newApp({ middleware: [note("a"), door, note("b")] });
  rt("/", () => "ok");
  deepStrictEqual(await answer(app.request("/")), [200, "ok"]);
  deepStrictEqual(await answer(app.request("/", { headers: { "x-stop": "1" } })), [403, "stopped"]);
  deepStrictEqual(ran, ["a in", "b in", "b out", "a out", "a in", "a out"]);
});

Deno.test("middleware that throws is a bare 500", async () => {
  const { app } = newApp({
    middleware: () => {
      throw new Error("secret");
    },
  });
  const lines = await logged(async () =>
    deepStrictEqual(await answer(app.request("/")), [500, "500 Internal Server Error"])
  );
  strictEqual(lines.length, 1);
});

Deno.test("onStartup, lifespan and onShutdown run once, around all requests", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({
    onStartup: async () => {
      await Promise.resolve();
      ran.push("startup");
    },
    onShutdown: () => void ran.push("shutdown"),
    *lifespan() {
      ran.push("begin");
      yield;
      ran.push("end");
    },
  });
  rt("/", () => ran.join());
  const texts = await Promise.all([answer(app.request("/")), answer(app.request("/"))]);
  deepStrictEqual(texts, [[200, "begin,startup"], [200, "begin,startup"]]);
  await app.close();
  deepStrictEqual(ran, ["begin", "startup", "shutdown", "end"]);
});

Deno.test("onStartup that fails is tried again, and answers 500 until it works", async () => {
  let tries = 0;
  const { app, rt } = newApp({
    onStartup: () => {
      if (++tries === 1) throw new Error("no database yet");
    },
  });
  rt("/", () => "ok");
  await logged(async () => strictEqual((await app.request("/")).status, 500));
  deepStrictEqual(await answer(app.request("/")), [200, "ok"]);
  await rejects(async () => {
    const { app } = newApp({ onStartup: () => Promise.reject(new Error("never")) });
    await app.start();
  }, /never/);
});

Deno.test("rt() warns of a route that no request reaches, and replaces one of the same name", async () => {
  const { rt, client } = newApp();
  const warnings = await logged(() => {
    rt("/over", function first() {
      return "first";
    });
    rt("/over", function second() {
      return "second";
    });
    rt("/same/{a}", function same() {
      return "old";
    });
    rt("/same/{b}", function same() {
      return "new";
    });
  }, "warn");
  deepStrictEqual(await answer(client.get("/over")), [200, "first"]);
  deepStrictEqual(await answer(client.get("/same/x")), [200, "new"]);
  deepStrictEqual(warnings.flat(), [
    "GET /over (second) is never reached: /over (first) was declared before",
    "POST /over (second) is never reached: /over (first) was declared before",
  ]);
});

Deno.test("methods names the verbs of a route", async () => {
  const { app, rt } = newApp();
  rt("/m", ({ req }) => req.method, { methods: ["get", "PATCH"] });
  deepStrictEqual(await answer(app.request("/m", { method: "PATCH" })), [200, "PATCH"]);
  strictEqual((await app.request("/m", { method: "POST" })).status, 405);
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

Deno.test("Client keeps cookies apart for each visitor", async () => {
  const { app, rt } = newApp();
  rt("/n", ({ session }) => session.n = (session.n ?? 0) + 1);
  const [a, b] = [new Client(app), new Client(app)];
  await a.get("/n");
  deepStrictEqual([await answer(a.get("/n")), await answer(b.get("/n"))], [[200, "2"], [200, "1"]]);
});
