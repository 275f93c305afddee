import {
  ConnectionError,
  database,
  type FastHTMLOptions,
  FtResponse,
  HTTPException,
  HttpHeader,
  P,
  Redirect,
  Titled,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { answer, headsOf, HTMX, logged, newApp, read } from "../http/_app.ts";

Deno.test("ErrorHandlers answers an unknown error with a plain 500, and reports it", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/boom", () => {
    throw new Error("secret detail");
  });
  let found: Awaited<ReturnType<typeof read>> | undefined;
  const lines = await logged(async () => found = await read(app.request("/boom")));
  const id = found!.headers.get("x-request-id")!;
  match(id, /^[\w-]{36}$/);
  strictEqual(
    found!.text,
    '<!doctype html><html lang="en"><head><title>500 Internal Server Error</title></head>' +
      '<body><main class="container"><h1>500 Internal Server Error</h1>' +
      "<p>Something went wrong on the server. Please try again later.</p>" +
      `<p><small>If you ask for help, please name this number: ${id}</small></p>` +
      "</main></body></html>",
  );
  deepStrictEqual(headsOf(lines), [
    "GET /boom: Error: secret detail",
  ]);
});

Deno.test("ErrorHandlers answers that a database is away with a 503, and reports it", async () => {
  const lose = () => {
    throw new ConnectionError("Cannot reach it");
  };
  const { app, rt } = newApp({ exceptionHandlers: {} });
  rt("/", lose);
  const other = newApp({
    exceptionHandlers: { 500: () => "bug", 503: (_, { detail }: HTTPException) => P(detail) },
  });
  other.rt("/", lose);
  const dev = newApp({ debug: true });
  dev.rt("/", lose);
  const lines = await logged(async () => {
    const { status, headers, text } = await read(app.request("/"));
    deepStrictEqual([status, headers.get("retry-after")], [503, "5"]);
    match(text, /<h1>503 Service Unavailable<\/h1><p>The server is busy\. /);
    strictEqual(text.includes("Cannot reach"), false);
    const own = await read(other.app.request("/", HTMX));
    deepStrictEqual([own.status, own.headers.get("retry-after"), own.text], [
      503,
      "5",
      "<p>The server is busy. Please try again in a moment.</p>",
    ]);
    // A page of the developer, as for every error that the program did not foresee.
    const shown = await read(dev.app.request("/"));
    strictEqual(shown.status, 503);
    match(shown.text, /Cannot reach it/);
  });
  deepStrictEqual(headsOf(lines), Array(3).fill("GET / (lose): ConnectionError: Cannot reach it"));
});

Deno.test("exceptionHandlers answer by status, and keep it", async () => {
  const { app, rt } = newApp({
    exceptionHandlers: {
      404: ({ url }) => Titled("Lost", P(url.pathname)),
      403: (_, error: HTTPException) => [P(error.detail), new HttpHeader("X-E", "1")],
      401: () => Response.redirect("http://localhost/login", 303),
    },
  });
  rt("/403", () => {
    throw new HTTPException(403, "no");
  });
  rt("/401", () => {
    throw new HTTPException(401);
  });
  match((await answer(app.request("/nowhere")))[1], /<p>\/nowhere<\/p>/);
  strictEqual((await app.request("/nowhere")).status, 404);
  const { status, headers, text } = await read(app.request("/403", HTMX));
  deepStrictEqual([status, headers.get("x-e"), text], [403, "1", "<p>no</p>"]);
  strictEqual((await app.request("/401")).status, 303);
});

Deno.test("addExceptionHandler() answers errors of a class and those that extend it", async () => {
  class Mine extends Error {}
  class Yours extends Mine {}
  const { app, rt } = newApp();
  app.addExceptionHandler(Mine, (_, error: Mine) => new Response(error.message, { status: 409 }));
  rt("/yours", () => {
    throw new Yours("y");
  });
  rt("/late", async () => {
    await Promise.resolve();
    throw new Mine("m");
  });
  deepStrictEqual(await answer(app.request("/yours")), [409, "y"]);
  deepStrictEqual(await answer(app.request("/late")), [409, "m"]);
});

Deno.test("A row that is not found is a 404", async () => {
  class Todo {
    id = 0;
    title = "";
  }
  using db = database(":memory:");
  const todos = db.create(Todo);
  const { app, rt } = newApp({ exceptionHandlers: {} });
  rt("/todo/{id:int}", ({ id }) => P(todos.get(id).title));
  const init = { headers: { accept: "application/json" } };
  deepStrictEqual(await answer(app.request("/todo/1", init)), [
    404,
    '{"type":"about:blank","title":"Not Found","status":404,' +
    '"detail":"This does not exist. It may have been moved or removed."}',
  ]);
});

Deno.test("A row that is not found is named to the developer alone", async () => {
  class Todo {
    id = 0;
  }
  using db = database(":memory:");
  const todos = db.create(Todo);
  const exceptionHandlers = {
    404: (_: unknown, error: Error) => `${(error.cause as Error).message}`,
  };
  for (const options of [{ debug: true }, { exceptionHandlers }]) {
    const { app, rt } = newApp(options);
    rt("/", () => todos.get(1));
    match((await answer(app.request("/", HTMX)))[1], /Cannot find 1 in ("|&quot;)todo/);
  }
});

Deno.test("A Redirect or a Response that is thrown is the answer", async () => {
  const { app, rt } = newApp();
  rt("/helper", () => {
    throw Redirect("/login");
  });
  rt("/response", () => {
    throw new Response("no", { status: 403 });
  });

  const redirect = await app.request("/helper");
  deepStrictEqual([redirect.status, redirect.headers.get("location")], [303, "/login"]);
  deepStrictEqual(await answer(app.request("/response")), [403, "no"]);
});

Deno.test("Errors are problems for a program, with the error's message in development", async () => {
  const ask = async (path: string, debug: boolean) => {
    const { app, rt } = newApp({ debug, exceptionHandlers: {} });
    rt("/boom", () => {
      throw new TypeError("a mistake");
    });
    let found: unknown[] = [];
    await logged(async () => {
      const { headers, text } = await read(app.request(path, { headers: { accept: "*/*" } }));
      const { id, ...problem } = JSON.parse(text);
      strictEqual(id ?? null, headers.get("x-request-id"));
      found = [headers.get("content-type"), headers.get("vary"), problem];
    });
    return found;
  };
  const vary = "HX-Request, HX-History-Restore-Request, Accept";
  const problem = (status: number, title: string, detail: string, more = {}) => [
    "application/problem+json",
    vary,
    { type: "about:blank", title, status, detail, ...more },
  ];
  const failed = "Something went wrong on the server. Please try again later.";
  const missing = "This does not exist. It may have been moved or removed.";
  deepStrictEqual(await ask("/nowhere", false), problem(404, "Not Found", missing));
  deepStrictEqual(await ask("/boom", false), problem(500, "Internal Server Error", failed));
  deepStrictEqual(
    await ask("/boom", true),
    problem(500, "Internal Server Error", failed, { debug: "TypeError: a mistake" }),
  );
});

Deno.test("An error that no handler answers is a sentence for htmx, marked for its page", async () => {
  const { app, rt } = newApp({
    exceptionHandlers: { 410: () => P("own") },
    limits: { maxBody: 10 },
  });
  const fail = (path: string, error: Error) =>
    rt(path, () => {
      throw error;
    });
  fail("/detail", new HTTPException(409, "<b>Taken</b>"));
  fail("/own", new HTTPException(410));
  fail("/boom", new Error("secret detail"));
  fail("/placed", new HTTPException(422, "Too long", { headers: { "HX-Retarget": "#errors" } }));
  fail("/event", new HTTPException(422, "Late", { headers: { "HX-Trigger": "late" } }));
  rt("/age", { age: Number }, ({ age }) => P(age));
  rt("/status", () => FtResponse(P("form"), { status: 422 }));
  rt.post("/body", { text: String }, ({ text }) => P(text));
  const answers: Record<string, unknown> = {};
  const ask = async (path: string, init: RequestInit = HTMX) => {
    const { status, headers, text } = await read(app.request(path, init));
    answers[path] = [status, headers.get("fasthtml-error"), text];
  };
  const paths = ["/detail", "/nowhere", "/placed", "/event", "/age?age=x", "/own", "/status"];
  for (const path of paths) await ask(path);
  await logged(() => ask("/boom"));
  const body = new URLSearchParams({ text: "more than ten" });
  await ask("/body", { ...HTMX, method: "POST", body });
  const headers = { ...HTMX.headers, "sec-fetch-site": "cross-site" };
  await ask("/body?cross", { method: "POST", body, headers });

  deepStrictEqual(answers, {
    "/detail": [409, "toast", "<p>&lt;b&gt;Taken&lt;/b&gt;</p>"],
    "/nowhere": [404, "toast", "<p>This does not exist. It may have been moved or removed.</p>"],
    "/placed": [422, null, "<p>Too long</p>"],
    "/event": [422, "toast", "<p>Late</p>"],
    "/age?age=x": [
      400,
      "toast",
      "<p>age: Please enter a number.</p>",
    ],
    "/own": [410, null, "<p>own</p>"],
    "/status": [422, null, "<p>form</p>"],
    "/boom": [
      500,
      "toast",
      "<p>Something went wrong on the server. Please try again later.</p>",
    ],
    "/body": [413, "toast", "<p>This is too large: 10 bytes at most.</p>"],
    "/body?cross": [
      403,
      "toast",
      "<p>This came from another site, and was not accepted.</p>",
    ],
  });
});

Deno.test("A developer's page gets the stack of an unexpected error, and of no other", async () => {
  const ask = async (options: FastHTMLOptions) => {
    const { app, rt } = newApp({ exceptionHandlers: {}, ...options });
    rt("/boom", () => {
      throw new Error("a mistake");
    });
    rt("/foreseen", () => {
      throw new HTTPException(403, "Not you");
    });
    let found: unknown[] = [];
    await logged(async () => {
      const { headers, text } = await read(app.request("/boom", HTMX));
      found = [headers.get("fasthtml-error"), /error_handlers_test\.ts:\d+/.test(text)];
      if (found[1]) match(text, /<h1>a mistake<\/h1>/);
    });
    const { headers, text } = await read(app.request("/foreseen", HTMX));
    return [...found, headers.get("fasthtml-error"), text];
  };
  const foreseen = ["toast", "<p>Not you</p>"], overlay = ["overlay", true, ...foreseen];
  deepStrictEqual(await ask({ debug: true }), overlay);
  deepStrictEqual(await ask({ live: true }), overlay);
  deepStrictEqual(await ask({ live: true, debug: false }), ["toast", false, ...foreseen]);
  deepStrictEqual(await ask({}), ["toast", false, ...foreseen]);
});

Deno.test("In development, no page of the program hides what it did not foresee", async () => {
  const exceptionHandlers = { 500: () => P("Sorry"), 404: () => P("Lost") };
  const ask = async (options: FastHTMLOptions) => {
    const { app, rt } = newApp({ exceptionHandlers, ...options });
    rt("/boom", () => {
      throw new Error("a mistake");
    });
    rt("/foreseen", () => {
      throw new HTTPException(500, "Broken");
    });
    const shown: boolean[] = [];
    await logged(async () => {
      for (const path of ["/boom", "/foreseen", "/nowhere"]) {
        shown.push(/<p>(Sorry|Lost)<\/p>/.test((await answer(app.request(path)))[1]));
      }
    });
    return shown;
  };
  deepStrictEqual(await ask({ debug: true }), [false, true, true]);
  deepStrictEqual(await ask({}), [true, true, true]);
});
