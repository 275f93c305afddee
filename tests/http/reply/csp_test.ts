import { type FastHTMLOptions, P, Safe, Script, Style } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Csp } from "../../../lib/http/reply/csp.ts";
import { newApp, read } from "../_app.ts";

Deno.test("csp gives scripts and styles of each answer a nonce of its own", async () => {
  const { app, rt } = newApp({ csp: { "img-src": "*" }, hdrs: Script("head()"), title: "T" });
  rt("/", () => [Style("a{}"), Script(Promise.resolve("late()")), P("x")]);
  rt("/stream", async function* () {
    yield await Promise.resolve(Script("part()"));
  });
  const ask = async (path: string) => {
    const { headers, text } = await read(app.request(path));
    const policy = headers.get("content-security-policy")!;
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1]!;
    match(policy, /; img-src \*/);
    const own = [...text.matchAll(/<(?:script|style) nonce="([^"]+)">/g)].map(([, value]) => value);
    return { nonce, isOwn: own.every((value) => value === nonce), count: own.length };
  };
  const [one, two, stream] = [await ask("/"), await ask("/"), await ask("/stream")];
  deepStrictEqual([one.isOwn, one.count, two.isOwn, two.count], [true, 3, true, 3]);
  deepStrictEqual([stream.isOwn, stream.count], [true, 2]);
  strictEqual(one.nonce === two.nonce, false);
});

const STRICT: Record<string, string> = {
  "default-src": "'self'",
  "script-src": "'self' 'nonce-N'",
  "style-src": "'self' 'nonce-N'",
  "style-src-attr": "'unsafe-inline'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'",
  "frame-ancestors": "'self'",
};

/** The directives of a page's policy, its nonce as `N`. */
async function policyOf(options: FastHTMLOptions, path = "/"): Promise<Record<string, string>> {
  const { app, rt } = newApp(options);
  rt("/", () => P("x"));
  const header = (await app.request(path)).headers.get("content-security-policy") ?? "";
  const directives = header.replaceAll(/'nonce-[\w+/]{22}=='/g, "'nonce-N'").split("; ");
  return Object.fromEntries(directives.map((text) => {
    const at = text.indexOf(" ");
    return [text.slice(0, at), text.slice(at + 1)];
  }));
}

Deno.test("Csp is strict, and its directives are replaced or added by name", async () => {
  deepStrictEqual(await policyOf({ csp: true }), STRICT);
  deepStrictEqual(await policyOf({ csp: {} }), STRICT);
  const csp = { "script-src": "'self' 'nonce-NONCE' https:", "connect-src": "'self'" };
  deepStrictEqual(await policyOf({ csp }), {
    ...STRICT,
    "script-src": "'self' 'nonce-N' https:",
    "connect-src": "'self'",
  });
  deepStrictEqual(await policyOf({}), { "": "" });
});

Deno.test("Csp guards error pages too", async () => {
  deepStrictEqual(await policyOf({ csp: true }, "/nowhere"), STRICT);
});

Deno.test("Csp gives no script of a handler's text the nonce", async () => {
  const { app, rt } = newApp({ csp: true });
  rt("/", ({ url }) => P(Safe(url.searchParams.get("raw") ?? "")));
  const raw = '<script nonce="NONCE">alert(1)</script><script>alert(2)</script>';
  const { text } = await read(app.request(`/?${new URLSearchParams({ raw })}`));
  match(text, /<p><script nonce="NONCE">alert\(1\)<\/script><script>alert\(2\)<\/script><\/p>/);
});

Deno.test("Csp issues nonces of 128 random bits, and never its placeholder", () => {
  const csp = new Csp({});
  const nonces = Array.from({ length: 100 }, () => csp.issue().fill(csp.placeholder));
  deepStrictEqual([...new Set(nonces)], nonces);
  deepStrictEqual(nonces.map((nonce) => Uint8Array.fromBase64(nonce).length), Array(100).fill(16));
  strictEqual(csp.placeholder === new Csp({}).placeholder, false);
});
