import { addToast, APIRouter, HTTPException, P, setupToasts } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { answer, newApp, read } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

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

Deno.test("APIRouter() runs its own before functions after those of the application", async () => {
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(name);
  const api = APIRouter({ before: [note("router"), note("router too")] });
  api("/x", () => "x", { before: note("route") });
  api("/y", () => "y");
  const { app } = newApp({ before: note("application") });
  api.toApp(app);
  deepStrictEqual(await answer(app.request("/x")), [200, "x"]);
  deepStrictEqual(ran.splice(0), ["application", "router", "router too", "route"]);
  deepStrictEqual(await answer(app.request("/y")), [200, "y"]);
  deepStrictEqual(ran, ["application", "router", "router too"]);
});

Deno.test("APIRouter() gives several applications its routes, each with its own secret", async () => {
  const api = APIRouter();
  api("/title", ({ app }) => app.title);
  const one = newApp({ title: "one" }), two = newApp({ title: "two" });
  api.toApp(one.app);
  api.toApp(two.app);
  api.post("/late", ({ app }) => `late ${app.title}`);
  for (const { app, title } of [{ ...one, title: "one" }, { ...two, title: "two" }]) {
    deepStrictEqual(await answer(app.request("/title")), [200, title]);
    deepStrictEqual(await answer(app.request("/late", { method: "POST" })), [200, `late ${title}`]);
    strictEqual((await app.request("/late")).status, 405);
  }
});

Deno.test("APIRouter() lets a route have a wrap of its own", async () => {
  const api = APIRouter({ bodyWrap: (content) => P("router", ...content) });
  api("/a", () => P("a"));
  api("/b", () => P("b"), { bodyWrap: (content) => P("own", ...content) });
  const { app } = newApp();
  api.toApp(app);
  match((await read(app.request("/a"))).text, /<body><p>router<p>a<\/p><\/p><\/body>/);
  match((await read(app.request("/b"))).text, /<body><p>own<p>b<\/p><\/p><\/body>/);
});

Deno.test("APIRouter() rejects a prefix that is none, at once", () => {
  for (const prefix of ["api", "/api/", "/"]) {
    throws(() => APIRouter({ prefix }), {
      message: `Cannot use a prefix: "${prefix}", expected a path such as "/shop"`,
    });
  }
});

Deno.test("APIRouter() declares sockets, of the application that they are added to", async () => {
  const live = APIRouter({
    prefix: "/live",
    before: ({ url }) => {
      if (url.searchParams.has("out")) throw new HTTPException(401);
    },
  });
  const chat = live.ws("/chat/{room}", { msg: String }, ({ room, msg, session }) => {
    addToast(session, "sent");
    return P(`${room}: ${msg}`);
  });
  const { app } = newApp({ limits: { maxMessage: 30 } });
  setupToasts(app);
  live.toApp(app);
  live.socket("/echo", async ({ ws }) => {
    for await (const text of ws) ws.sendText(text);
  }, { limits: { maxMessage: 3 } });
  const other = newApp({ basePath: "/other" }).app;
  live.toApp(other);
  await using site = serveSite(app);
  const path = chat.to({ room: "a" });
  strictEqual(path, "/other/live/chat/a");
  await using client = await site.open("/live/chat/a");
  client.send({ msg: "hi" });
  match((await client.next())!, /^<p>a: hi<\/p>.*sent/);
  client.send({ msg: "x".repeat(30) });
  strictEqual((await client.closed).code, 1009);
  await using echo = await site.open("/live/echo");
  echo.send("abc");
  strictEqual(await echo.next(), "abc");
  echo.send("abcd");
  strictEqual((await echo.closed).code, 1009);
  await rejects(site.open("/live/echo?out"));
  await using second = serveSite(other);
  await using there = await second.open("/live/chat/b");
  there.send({ msg: "x".repeat(30) });
  strictEqual(await there.next(), `<p>b: ${"x".repeat(30)}</p>`);
});

Deno.test("APIRouter() rejects limits of a socket that cannot be, once it has an application", () => {
  const live = APIRouter();
  live.ws("/a", () => {}, { limits: { maxRate: -1 } });
  const message = "Cannot set limits: limits.maxRate is -1, " +
    "expected a whole number of messages from 0, or Infinity";
  throws(() => live.toApp(newApp().app), { message });
  throws(() => newApp().app.ws("/a", () => {}, { limits: { maxRate: -1 } }), { message });
  throws(() => newApp().app.socket("/a", () => {}, { limits: { maxRate: -1 } }), { message });
});
