import { database, HTTPException, HttpHeader, P, Redirect, Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { answer, headsOf, HTMX, logged, newApp, read } from "../http/_app.ts";

Deno.test("ErrorHandlers answers an unknown error with a plain 500, and reports it", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/boom", () => {
    throw new Error("secret detail");
  });
  let html = "";
  const lines = await logged(async () => [, html] = await answer(app.request("/boom")));
  strictEqual(
    html,
    "<!doctype html><html><head><title>500 Internal Server Error</title></head>" +
      '<body><main class="container"><h1>500 Internal Server Error</h1></main></body></html>',
  );
  deepStrictEqual(headsOf(lines), [
    "GET http://localhost/boom: Error: secret detail",
  ]);
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
  const { app, rt } = newApp();
  rt("/todo/{id:int}", ({ id }) => P(todos.get(id).title));
  const init = { headers: { accept: "application/json" } };
  deepStrictEqual(await answer(app.request("/todo/1", init)), [404, '{"detail":"Not Found"}']);
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

Deno.test("Errors are JSON for a program that accepts JSON and no pages", async () => {
  const { app, rt } = newApp();
  rt("/item", { id: Number }, ({ id }) => ({ id }));
  const init = { headers: { accept: "application/json" } };

  deepStrictEqual(await answer(app.request("/item", init)), [
    400,
    '{"detail":"Cannot read \\"id\\": nothing was sent, expected a number"}',
  ]);
  deepStrictEqual(await answer(app.request("/nowhere", init)), [404, '{"detail":"Not Found"}']);
});
