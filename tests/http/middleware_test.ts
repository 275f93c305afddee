import { HTTPException, type Middleware, P, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, errorsOf, headsOf, HTMX, logged, newApp, read } from "./_app.ts";

const TOLD = "<p>Something went wrong on the server. Please try again later.</p>";
const NO_SNIFF = "x-content-type-options";

Deno.test("compose() runs middleware around the application, the first outermost", async () => {
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

Deno.test("compose() runs middleware for a checked host and target alone", async () => {
  const ran: string[] = [];
  const { app } = newApp({
    allowedHosts: ["example.com"],
    middleware: ({ method, url }) => {
      ran.push(`${method} ${url}`);
      return new Response(null, { status: 204 });
    },
  });
  const ask = async (url: string, init?: RequestInit) => (await app.request(url, init)).status;
  deepStrictEqual(
    await Promise.all([
      ask("http://evil.example/"),
      ask("http://example.com/a", { headers: { host: "example.com/b?" } }),
      ask(`http://example.com/${"a".repeat(9000)}`),
      ask("http://example.com/%61", { method: "OPTIONS" }),
    ]),
    [421, 400, 414, 204],
  );
  deepStrictEqual(ran, ["OPTIONS http://example.com/a"]);
});

Deno.test("compose() answers what middleware throws as what a handler throws, for those around it", async () => {
  const errors: Record<string, unknown> = {
    "/error": new Error("secret"),
    "/away": new HTTPException(503, "Back at noon"),
    "/elsewhere": Redirect("/home"),
  };
  const { app } = newApp({
    exceptionHandlers: { 500: () => P("Own page") },
    middleware: [
      async (request, next) => {
        const response = await next(request);
        response.headers.set("x-outer", "ran");
        return response;
      },
      (request) => {
        throw errors[new URL(request.url).pathname];
      },
    ],
  });
  const shown: unknown[] = [];
  const lines = await logged(async () => {
    for (const path of Object.keys(errors)) {
      const { status, headers, text } = await read(app.request(path, HTMX));
      shown.push([path, status, text, headers.get("x-outer"), headers.get(NO_SNIFF)]);
    }
  });
  deepStrictEqual(shown, [
    ["/error", 500, "<p>Own page</p>", "ran", "nosniff"],
    ["/away", 503, "<p>Back at noon</p>", "ran", "nosniff"],
    ["/elsewhere", 200, "", "ran", "nosniff"],
  ]);
  deepStrictEqual(headsOf(lines), ["GET /error: Error: secret"]);
});

Deno.test("compose() says which middleware returned no Response", async () => {
  const wrong: Record<string, unknown> = {
    forgetful: async (...[request, next]: Parameters<Middleware>) => void await next(request),
    wordy: () => "a text",
    empty: () => null,
  };
  const around: Middleware = (request, next) => next(request);
  for (
    const [name, found] of [["forgetful", "undefined"], ["wordy", "string"], ["empty", "null"]]
  ) {
    const { app, rt } = newApp({ middleware: [around, wrong[name!] as Middleware] });
    rt("/", () => "a");
    let status: number | undefined;
    const lines = await logged(async () => void ({ status } = await read(app.request("/"))));
    deepStrictEqual([status, errorsOf(lines)], [500, [
      `TypeError: Cannot answer: middleware ${name} returned ${found}, expected a Response; ` +
      "return next(request)",
    ]]);
  }
});

Deno.test("compose() hands on another request, and what the server knows of the first", async () => {
  const { app, rt } = newApp({
    middleware: (request, next) => {
      const headers = new Headers(request.headers);
      headers.set("x-user", "eve");
      return next(new Request(request, { headers }));
    },
  });
  rt("/", ({ headers, scope }) => ({ user: headers.get("x-user"), client: scope.client }));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const response = fetch(`http://127.0.0.1:${server.addr.port}/`);
  deepStrictEqual(await answer(response), [200, '{"user":"eve","client":"127.0.0.1"}']);
});

Deno.test("compose() checks the target of another request that middleware hands on", async () => {
  const { app, rt } = newApp({
    middleware: (request, next) => next(new Request(new URL("/%62", request.url), request)),
    before: ({ req }) => new URL(req.url).pathname === "/b" ? "guarded" : undefined,
  });
  rt("/b", () => "b");
  deepStrictEqual(await answer(app.request("/a")), [200, "guarded"]);
});

Deno.test("compose() lets middleware ask twice, and change what comes back", async () => {
  const { app, rt } = newApp({
    middleware: async (request, next) => {
      const first = await next(request.clone());
      return first.status === 503 ? await next(request) : first;
    },
  });
  let asked = 0;
  rt("/", () => {
    if (asked++ === 0) throw new HTTPException(503);
    return `asked ${asked} times`;
  });
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "asked 2 times"]);
});

Deno.test("compose() sees the answer to an error of a handler, and reports its own later", async () => {
  const { app, rt } = newApp({
    middleware: async (request, next) => {
      const response = await next(request);
      if (response.status === 418) throw new Error("no tea");
      return response;
    },
  });
  rt("/tea", () => {
    throw new HTTPException(418);
  });
  rt("/none", () => {
    throw new HTTPException(409);
  });
  strictEqual((await app.request("/none")).status, 409);
  const lines = await logged(async () =>
    deepStrictEqual(await answer(app.request("/tea", HTMX)), [500, TOLD])
  );
  deepStrictEqual(headsOf(lines), [
    "GET /tea: Error: no tea",
  ]);
});
