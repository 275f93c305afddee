import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { A } from "../../../mod.ts";
import { crawlSite } from "../../../ext/export.ts";
import { bare, problemsOf } from "./_site.ts";

Deno.test("a response that never ends, and links that never end, stop the export", async () => {
  const { app, rt } = bare();
  let cancelled = 0;
  const endless = () => new ReadableStream({ cancel: () => void cancelled++ });
  rt("/", () => [A("x", { href: "/endless" }), A("y", { href: "/waits" })]);
  rt("/endless", () => new Response(endless(), { headers: { "content-type": "text/plain" } }));
  rt("/waits", () => new Promise<string>(() => {}));
  deepStrictEqual(await problemsOf(app, { timeout: 2 }), [
    "timeout /endless (/) the response takes more than 2 seconds",
    "timeout /waits (/) the response takes more than 2 seconds",
  ]);
  strictEqual(cancelled, 1);
  const { app: calendar, rt: days } = bare();
  days("/{day:int}", ({ day }) => A("next", { href: `/${day + 1}` }));
  await rejects(crawlSite(calendar, { from: ["/1"], limit: 20 }), {
    name: "RangeError",
    message: "Cannot export the site: more than 20 URLs, expected fewer, or a higher limit",
  });
});
