import { strictEqual } from "node:assert";
import { fastApp } from "../../mod.ts";
import { sidScr, withSid } from "../../compat.ts";

// What the script does is seen in tests/browser/compat_test.ts.
Deno.test("withSid() adds a page that loads another by htmx", async () => {
  const { app } = fastApp({ hdrs: [sidScr] });
  withSid(app, "/home", "/start");
  const answer = await app.request("/start", { headers: { "hx-request": "true" } });
  strictEqual(
    await answer.text(),
    '<div hx-get="/home" hx-trigger="load delay:0.001s" hx-swap="outerHTML"></div>',
  );
  strictEqual((await app.request("/")).status, 404);
});
