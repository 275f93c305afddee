import { Beforeware, P } from "@fasthtml/fasthtml";
import type { BodyWrap } from "@fasthtml/fasthtml/types";
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
  const first = `/over (first) at ${place('rt("/over", function first')}`;
  const second = `/over (second) at ${place('rt("/over", function second')}`;
  const same = ["{b}", "{a}"].map((name) =>
    `/same/${name} (same) at ${place(`rt("/same/${name}"`)}`
  );
  deepStrictEqual(warnings.flat(), [
    `GET ${second} is never reached: ${first} was declared before`,
    `POST ${second} is never reached: ${first} was declared before`,
    `GET /bare (third) at ${place('rt.get("/bare", function third')} is never reached: ` +
    `/bare at ${place('rt.get("/bare", () =>')} was declared before`,
    `GET /over at ${place('rt.get("/over", () =>')} is never reached: ${first} was declared before`,
    ...["GET", "POST"].map((verb) => `${verb} ${same.join(" replaces ")}, which has the same name`),
  ]);
});

Deno.test("rt.post() answers POST where a plain rt() has the same path, in any order", async () => {
  const { app, rt, client } = newApp();
  const warnings = await logged(() => {
    rt("/books", () => "list");
    rt.post("/books", { title: String }, ({ title }) => `add ${title}`);
    rt.post("/notes", () => "add");
    rt("/notes", () => "list");
    rt("/same", function same() {
      return "page";
    });
    rt.post("/same", function same() {
      return "add";
    });
    // Both say POST, so the first wins.
    rt("/named", function named() {
      return "named";
    }, { methods: ["GET", "POST"] });
    rt.post("/named", () => "late");
  }, "warn");
  app.addBefore(() => {});
  const ask = async (path: string) => [
    (await answer(client.get(path)))[1],
    (await answer(client.post(path, { data: { title: "Emma" } })))[1],
  ];
  deepStrictEqual(await Promise.all(["/books", "/notes", "/same", "/named"].map(ask)), [
    ["list", "add Emma"],
    ["list", "add"],
    ["page", "add"],
    ["named", "named"],
  ]);
  deepStrictEqual(warnings.flat().map((text) => `${text}`.slice(0, 11)), ["POST /named"]);
  deepStrictEqual(
    (await app.request("/books", { method: "PUT" })).headers.get("allow"),
    "HEAD, GET, POST",
  );
});

Deno.test("rt() in a cell of a notebook replaces the route of the cell's last run", async () => {
  const { rt, client } = newApp();
  const cell = (text: string) => new Function("rt", `rt.get("/", () => "${text}")`)(rt);
  const warnings = await logged(() => {
    cell("one");
    cell("two");
    rt.get("/", () => "of a file");
  }, "warn");
  deepStrictEqual(await answer(client.get("/")), [200, "two"]);
  strictEqual(warnings.length, 1);
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
  const first = `/b at ${place('rt.get("/b", () => "first"')}`;
  deepStrictEqual(warnings.flat(), [
    `GET /b at ${
      place('rt.get("/b", () => "second"')
    } is never reached: ${first} was declared before`,
    `GET /b (named) at ${place('rt.get("/b", function named')} is never reached: ${first} ` +
    "was declared before",
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

Deno.test("RouteTable prefers the routes of a host to those of all hosts", async () => {
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

Deno.test("RouteTable gives a handler the parameters of its path and of its host", async () => {
  const { app, rt } = newApp();
  const params = { tenant: String, region: String };
  rt(
    "/{id:int}/{name}",
    params,
    ({ id, name, tenant, region }) => `${id} ${name} ${tenant} ${region}`,
    {
      host: "{tenant}.{region}.example.com",
    },
  );
  rt("/plain", { tenant: String, region: String }, ({ tenant, region }) => `${tenant} ${region}`, {
    host: "{tenant}.{region}.example.com",
  });
  const ask = (path: string) => answer(app.request(`http://acme.eu.example.com:81${path}`));
  deepStrictEqual(await ask("/7/x"), [200, "7 x acme eu"]);
  deepStrictEqual(await ask("/plain"), [200, "acme eu"]);
});

Deno.test("RouteTable tries patterns in the order of their declaration", async () => {
  const { app, rt } = newApp();
  rt("/a", { name: String }, ({ name }) => `first ${name}`, { host: "{name}.example.com" });
  rt("/a", () => "second", { host: "www.example.com" });
  rt("/b", () => "only www", { host: "www.example.com" });
  const ask = (path: string) => answer(app.request(`http://www.example.com${path}`));
  deepStrictEqual([await ask("/a"), await ask("/b")], [[200, "first www"], [200, "only www"]]);
});

Deno.test("RouteTable answers 405 with the verbs of the host's routes and of all hosts'", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "host", { host: "a.example" });
  rt.put("/x", () => "any");
  rt.get("/own", () => "host", { host: "a.example" });
  const ask = async (path: string, method: string) => {
    const { status, headers, text } = await read(
      app.request(`http://a.example${path}`, { method }),
    );
    return [status, headers.get("allow") ?? text];
  };
  deepStrictEqual(await ask("/x", "GET"), [200, "host"]);
  deepStrictEqual(await ask("/x", "PUT"), [200, "any"]);
  deepStrictEqual(await ask("/x", "PATCH"), [405, "HEAD, GET, PUT"]);
  deepStrictEqual(await ask("/own", "PATCH"), [405, "HEAD, GET"]);
  strictEqual((await ask("/none", "PATCH"))[0], 404);
  strictEqual((await app.request("http://b.example/own", { method: "PATCH" })).status, 404);
});

Deno.test("RouteTable knows the application's converters on every host", async () => {
  const { app, rt } = newApp({ converters: { hex: /[0-9a-f]+/ } });
  rt("/{h:hex}", ({ h }) => `any ${h}`);
  deepStrictEqual(await answer(app.request("http://a.example/beef")), [200, "any beef"]);
  rt("/{h:hex}", ({ h }) => `own ${h}`, { host: "a.example" });
  deepStrictEqual(await answer(app.request("http://a.example/beef")), [200, "own beef"]);
  deepStrictEqual(await answer(app.request("http://b.example/beef")), [200, "any beef"]);
});

/** Where this file declares a route, by how its line begins. */
function place(start: string): string {
  const lines = Deno.readTextFileSync(new URL(import.meta.url)).split("\n");
  const at = lines.findIndex((line) => line.trimStart().startsWith(start));
  const column = lines[at]!.search(/(?<=rt\.)get\(|rt\(/) + 1;
  return `${import.meta.url}:${at + 1}:${column}`;
}
