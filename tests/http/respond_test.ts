import { P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { newApp, read } from "./_app.ts";

Deno.test("toResponse() varies by htmx's headers, and by Cookie where the session is read", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("hi"));
  rt("/me", ({ session }) => P(session.name ?? "nobody"));
  const vary = async (path: string) => (await app.request(path)).headers.get("vary");
  deepStrictEqual([await vary("/"), await vary("/me")], [
    "HX-Request, HX-History-Restore-Request",
    "HX-Request, HX-History-Restore-Request, Cookie",
  ]);
});

Deno.test("toResponse() has the headers by which a browser guards a page", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("x"));
  const { headers } = await app.request("/");
  deepStrictEqual(
    ["x-content-type-options", "referrer-policy", "x-frame-options"].map((name) =>
      headers.get(name)
    ),
    ["nosniff", "strict-origin-when-cross-origin", "SAMEORIGIN"],
  );
});

Deno.test("toResponse() keeps a Response with a session out of shared caches", async () => {
  const { app, rt } = newApp();
  rt("/own", ({ session }) => {
    session.user = "eve";
    return new Response("hers", { headers: { "cache-control": "public, max-age=60" } });
  });

  const { headers } = await read(app.request("/own"));
  strictEqual(headers.get("cache-control"), "private, no-cache");
});
