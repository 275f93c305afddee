import { strictEqual } from "node:assert";
import { newApp, read } from "./_app.ts";

Deno.test("toResponse() keeps a Response with a session out of shared caches", async () => {
  const { app, rt } = newApp();
  rt("/own", ({ session }) => {
    session.user = "eve";
    return new Response("hers", { headers: { "cache-control": "public, max-age=60" } });
  });

  const { headers } = await read(app.request("/own"));
  strictEqual(headers.get("cache-control"), "private, no-cache");
});
