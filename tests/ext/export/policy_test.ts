import { ok, strictEqual } from "node:assert";
import { createHash } from "node:crypto";
import { P, Safe, Script, Style, Title } from "../../../mod.ts";
import { bare, textsOf } from "./_site.ts";

Deno.test("a policy with nonces becomes a meta element with hashes", async () => {
  const { app, rt } = bare({
    csp: { "script-src": "'self' 'unsafe-inline' 'nonce-NONCE'", "report-uri": "/reports" },
  });
  rt("/", () => [
    Title("Home"),
    Style("p { color: red }"),
    Script("alert(1 < 2)"),
    Script('{"a":1}', { type: "application/json" }),
    Script({ src: "https://cdn.example/a;b.js?x" }),
    Safe("<script nonce=guessed>alert('injected')</script><script>alert('bare')</script>"),
    P("Hello"),
  ]);
  const html = (await textsOf(app))["index.html"]!;
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${hash("alert(1 < 2)")} https://cdn.example/a%3Bb.js`,
    `style-src 'self' ${hash("p { color: red }")}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
  const [sent] = /(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*/.exec(html)!;
  strictEqual(sent, policy);
  strictEqual(html.match(/nonce/g)?.length, 1, html); // the one that the policy never allowed
  ok(html.indexOf("Content-Security-Policy") < html.indexOf("<style"), html);
  ok(html.indexOf("<meta charset") < html.indexOf("Content-Security-Policy"), html);
});

Deno.test("without an inline script, nothing may run that a nonce would have stopped", async () => {
  const { app, rt } = bare();
  rt("/", () =>
    new Response("<!doctype html><p>Hi", {
      headers: {
        "content-type": "text/html",
        "content-security-policy": "script-src 'unsafe-inline' 'nonce-abc', frame-ancestors 'none'",
      },
    }));
  const html = (await textsOf(app))["index.html"]!;
  strictEqual(
    html,
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'none'"><p>Hi`,
  );
});
