import type { Middleware } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, logged, newApp } from "./_app.ts";

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

Deno.test("compose() answers a bare 500 where middleware throws", async () => {
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
