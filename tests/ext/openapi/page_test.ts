import { deepStrictEqual, match, strictEqual } from "node:assert";
import { openapi } from "../../../ext/openapi.ts";
import { fastApp, FastHTML } from "../../../mod.ts";
import { toPage } from "../../../ext/openapi/page.ts";

Deno.test("the page loads its script and its style from the application, below its base", async () => {
  const app = new FastHTML(), outer = new FastHTML();
  openapi(app, { page: "/docs/" });
  outer.mount("/inner", app);
  const html = await (await outer.request("/inner/docs/")).text();
  const urls = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  deepStrictEqual(urls, [
    "/inner/docs/swagger-ui.5.35.0.css",
    "/inner/docs/swagger-ui.5.35.0.js",
  ]);
  match(html, /"url":"\/inner\/openapi.json"/);
  for (const url of urls) {
    const { status, headers, body } = await outer.request(url);
    await body?.cancel();
    deepStrictEqual(
      [status, headers.get("cache-control"), headers.get("x-content-type-options")],
      [200, "public, max-age=31536000, immutable", "nosniff"],
    );
  }
});

Deno.test("no other file of the package is served", async () => {
  const { app } = fastApp();
  openapi(app, { page: "/docs" });
  for (const path of ["index.html", "swagger-initializer.js", "oauth2-redirect.html"]) {
    strictEqual((await app.request(`/docs/${path}`)).status, 404);
  }
});

Deno.test("the page's script runs under a strict policy by its nonce", async () => {
  const { app } = fastApp({ csp: true });
  openapi(app, { page: "/docs" });
  const response = await app.request("/docs"), html = await response.text();
  const [, nonce] = /script-src 'self' 'nonce-([^']+)'/.exec(
    response.headers.get("content-security-policy")!,
  )!;
  strictEqual(html.split(`<script nonce="${nonce}">SwaggerUIBundle`).length, 2);
});

Deno.test("a title and a path can't end the page's script", () => {
  const html = `${toPage("</title><script>", "/a</script><script>alert(1)//", "")}`;
  strictEqual(html.includes("<script>alert"), false);
  strictEqual(html.includes("</title><script>"), false);
});
