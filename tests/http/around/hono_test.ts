import { fastApp, type Middleware, P } from "@fasthtml/fasthtml";
import { Hono, type MiddlewareHandler } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { timeout } from "hono/timeout";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { serveSite } from "../../live/_socket.ts";
import { answer, HTMX, newApp } from "../_app.ts";

/** The recipe of docs/middleware.md. */
function fromHono(...handlers: MiddlewareHandler[]): Middleware {
  const hono = new Hono<{ Bindings: { next: Parameters<Middleware>[1] } }>();
  hono.use(...handlers);
  hono.all("*", ({ env, req }) => env.next(req.raw));
  return (request, next) => hono.fetch(request, { next });
}

/** What a program behind middleware answers: status, the named headers, text. */
async function ask(middleware: Middleware, names: string[], init?: RequestInit) {
  const { app, rt } = newApp({ middleware });
  rt("/", () => P("Hi"));
  const { headers: { "hx-request": htmx } } = HTMX as { headers: Record<string, string> };
  const headers = { "hx-request": htmx!, ...init?.headers as Record<string, string> };
  const response = await app.request("/", { ...init, headers });
  return [
    response.status,
    ...names.map((name) => response.headers.get(name)),
    await response.text(),
  ];
}

Deno.test("docs/middleware.md: middleware of Hono runs around an application", async () => {
  deepStrictEqual(
    await ask(fromHono(cors({ origin: "https://a.example" })), ["access-control-allow-origin"], {
      headers: { origin: "https://a.example" },
    }),
    [200, "https://a.example", "<p>Hi</p>"],
  );
  deepStrictEqual(
    await ask(fromHono(secureHeaders({ xFrameOptions: "DENY" })), ["x-frame-options"]),
    [200, "DENY", "<p>Hi</p>"],
  );
  const [status, tag, text] = await ask(fromHono(etag()), ["etag"]);
  deepStrictEqual([status, text], [200, "<p>Hi</p>"]);
  deepStrictEqual(
    await ask(fromHono(etag()), [], { headers: { "if-none-match": `${tag}` } }),
    [304, ""],
  );
  deepStrictEqual(await ask(fromHono(timeout(10_000)), []), [200, "<p>Hi</p>"]);
});

Deno.test("docs/middleware.md: middleware of Hono may answer by itself", async () => {
  const guard = fromHono(bearerAuth({ token: "secret" }));
  deepStrictEqual(await ask(guard, []), [401, "Unauthorized"]);
  const headers = { authorization: "Bearer secret" };
  deepStrictEqual(await ask(guard, [], { headers }), [200, "<p>Hi</p>"]);
});

Deno.test("docs/middleware.md: a session, a body and an error pass through middleware of Hono", async () => {
  const { app, rt, client } = newApp({ middleware: fromHono(secureHeaders()) });
  rt.post("/in", { name: String }, ({ name, session }) => {
    session.name = name;
    return "in";
  });
  rt("/who", ({ session }) => P(session.name));
  await client.post("/in", { body: new URLSearchParams({ name: "Ann" }) });
  strictEqual(await (await client.get("/who", HTMX)).text(), "<p>Ann</p>");
  strictEqual((await app.request("/nowhere")).status, 404);
});

Deno.test("docs/middleware.md: a socket opens through middleware of Hono", async () => {
  const { app } = fastApp({ middleware: fromHono(secureHeaders()) });
  app.ws("/echo", { text: String }, ({ text }) => P(text));
  await using site = serveSite(app);
  await using socket = await site.open("/echo");
  socket.send('{"text":"hi"}');
  match((await socket.take(1))[0]!, /<p>hi<\/p>/);
  deepStrictEqual(await answer(fetch(`${site.origin}/none`, HTMX)).then(([status]) => status), 404);
});
