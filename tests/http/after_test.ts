import { HTTPException, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, detail, HTMX, newApp, read } from "./_app.ts";

Deno.test("runAfter() shows functions the result, and may put another in its place", async () => {
  const { app, rt } = newApp({
    after: [
      ({ resp }) => [resp, P("after")],
      ({ session }) => void (session.seen = 1),
    ],
  });
  rt("/", () => P("handler"));
  const { text, headers } = await read(app.request("/", HTMX));
  strictEqual(text, "<p>handler</p><p>after</p>");
  strictEqual(headers.getSetCookie().length, 1);
});

Deno.test("runAfter() calls functions in turn, each with the result of those before", async () => {
  const seen: unknown[] = [];
  const { app, rt } = newApp({
    before: ({ url }) => url.search === "?stop" ? "stopped" : undefined,
    after: [
      ({ resp }) => {
        seen.push(resp);
        return Promise.resolve(`${resp} one`);
      },
      ({ resp }) => void seen.push(resp),
      ({ resp }) => `${resp} three`,
    ],
  });
  rt("/", () => "handler");
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "handler one three"]);
  deepStrictEqual(await answer(app.request("/?stop", HTMX)), [200, "stopped one three"]);
  deepStrictEqual(seen, ["handler", "handler one", "stopped", "stopped one"]);
});

Deno.test("runAfter() functions that fail are answered as a handler that fails", async () => {
  const { app, rt } = newApp({
    after: () => {
      throw new HTTPException(409, "too late");
    },
  });
  rt("/", () => "handler");
  deepStrictEqual(await detail(app.request("/")), [409, "too late"]);
});
