import { Beforeware, type BodyWrap, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, logged, newApp, read } from "../_app.ts";

Deno.test("rt() warns of a route that no request reaches, and replaces one of the same name", async () => {
  const { rt, client } = newApp();
  const warnings = await logged(() => {
    rt("/over", function first() {
      return "first";
    });
    rt("/over", function second() {
      return "second";
    });
    rt.get("/bare", () => "bare");
    rt.get("/bare", function third() {});
    rt.get("/over", () => {});
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
    "GET /bare (third) is never reached: /bare was declared before",
    "GET /over is never reached: /over (first) was declared before",
  ]);
});

Deno.test("app.urlFor() finds a route by its name", () => {
  const { app, rt } = newApp();
  rt("/user/{name}", () => "", { name: "user" });
  strictEqual(app.urlFor("user", { name: "jo" }), "/user/jo");
  throws(() => app.urlFor("none"), /no route "none", expected one of user/);
});

Deno.test("app.urlFor() has the base path, the latest route of a name, and the rest as a query", () => {
  const { app, rt } = newApp({ basePath: "/shop" });
  throws(() => app.urlFor("x"), {
    message: 'Cannot make a URL: no route "x", expected one of none',
  });
  rt("/a/{id}", () => "", { name: "item" });
  rt("/b/{id}", () => "", { name: "item" });
  rt("/c", () => "");
  rt("/d", function list() {});
  strictEqual(app.urlFor("item", { id: 1, q: "x" }), "/shop/b/1?q=x");
  throws(() => app.urlFor("item"), /no value for "id"/);
  throws(() => app.urlFor("none"), /no route "none", expected one of item, item, list$/);
});

Deno.test("app.addBefore() guards the routes there are and those that come", async () => {
  const { app, rt } = newApp();
  rt("/early", () => "early");
  rt("/open", () => "open");
  app.addBefore(Beforeware(() => "guarded", { skip: ["/open"] }));
  rt("/late", () => "late");
  const ask = async (path: string) => (await answer(app.request(path)))[1];
  deepStrictEqual(await Promise.all(["/early", "/open", "/late"].map(ask)), [
    "guarded",
    "open",
    "guarded",
  ]);
});

Deno.test("app.routes are the routes in the order of their declaration, with what guards them", () => {
  const guard = Beforeware(() => {}, { skip: ["/open"] });
  const bodyWrap: BodyWrap = (content) => content;
  const { app, rt } = newApp({ before: guard, bodyWrap, defaultHdrs: true });
  const open = rt("/open", () => "");
  const own = rt("/{x}", () => "", { before: () => {} });
  deepStrictEqual(
    app.routes.map(({ route, guards, bodyWrap }) => [route, guards, bodyWrap]),
    [[open, [], bodyWrap], [own, [guard, ...own.before], bodyWrap]],
  );
});

Deno.test("RouteTable warns for each verb and host, and not where the paths differ", async () => {
  const { app, rt } = newApp();
  const warnings = await logged(() => {
    rt.get("/a", () => "one");
    rt.post("/a", () => "two");
    rt.get("/a", () => "host", { host: "a.example" });
    rt("/a/{x}", () => "");
    rt("/a/{y:int}", () => "");
    rt.get("/b", () => "first");
    rt.get("/b", () => "second");
    rt.get("/b", function named() {});
  }, "warn");
  deepStrictEqual(warnings.flat(), [
    "GET /b is never reached: /b was declared before",
    "GET /b (named) is never reached: /b was declared before",
  ]);
  deepStrictEqual(await answer(app.request("/b")), [200, "first"]);
});

Deno.test("RouteTable guards no asset of the application's own", async () => {
  const { app, rt } = newApp({
    defaultHdrs: true,
    before: () => new Response("no", { status: 403 }),
  });
  rt("/", () => "x");
  const { app: open, rt: openRt } = newApp({ defaultHdrs: true });
  openRt("/", () => P("x"));
  const [, url] = /src="([^"]+)"/.exec((await read(open.request("/"))).text)!;
  strictEqual((await read(app.request("/"))).status, 403);
  strictEqual((await read(app.request(url!))).status, 200);
});
