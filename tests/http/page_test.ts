import {
  Base,
  Footer,
  Link,
  Main,
  Meta,
  P,
  Script,
  Style,
  Title,
  Titled,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { answer, HTMX, newApp, read } from "./_app.ts";

Deno.test("PageMaker puts a page around elements for a browser, and none for htmx", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/", () => P("hi"));
  deepStrictEqual(await answer(app.request("/")), [
    200,
    "<!doctype html><html><head><title>T</title></head><body><p>hi</p></body></html>",
  ]);
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>hi</p>"]);
  const restore = { headers: { "hx-request": "true", "hx-history-restore-request": "true" } };
  match((await answer(app.request("/", restore)))[1], /^<!doctype html>/);
});

Deno.test("PageMaker answers differ by htmx's headers, and by Cookie where the session is read", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("hi"));
  rt("/me", ({ session }) => P(session.name ?? "nobody"));
  const vary = async (path: string) => (await app.request(path)).headers.get("vary");
  deepStrictEqual([await vary("/"), await vary("/me")], [
    "HX-Request, HX-History-Restore-Request",
    "HX-Request, HX-History-Restore-Request, Cookie",
  ]);
});

Deno.test("PageMaker hoists what belongs into the head", async () => {
  const { app, rt } = newApp({ title: "T", hdrs: Script({ src: "/a.js" }) });
  rt("/", () => [
    Title("Own"),
    Meta({ name: "d", content: "c" }),
    Link({ rel: "x", href: "/y" }),
    Style("a{}"),
    Base({ href: "/b" }),
    P("body"),
  ]);
  const [, html] = await answer(app.request("/"));
  strictEqual(
    html,
    '<!doctype html><html><head><script src="/a.js"></script><title>Own</title>' +
      '<meta name="d" content="c"><link rel="x" href="/y"><style>a{}</style><base href="/b">' +
      "</head><body><p>body</p></body></html>",
  );
});

Deno.test("PageMaker has the application's attributes, footers and wrap", async () => {
  const { app, rt } = newApp({
    title: "T",
    ftrs: [Footer("foot")],
    htmlAttrs: { lang: "en" },
    bodyAttrs: { cls: "b" },
    bodyWrap: (content, { url }) => Main({ id: url.pathname }, ...content),
  });
  rt("/x", () => P("x"));
  rt("/own", () => P("x"), { bodyWrap: (content) => content });
  const start = '<!doctype html><html lang="en"><head><title>T</title></head><body class="b">';
  const end = "<footer>foot</footer></body></html>";
  deepStrictEqual(await answer(app.request("/x")), [
    200,
    `${start}<main id="/x"><p>x</p></main>${end}`,
  ]);
  deepStrictEqual(await answer(app.request("/own")), [200, `${start}<p>x</p>${end}`]);
});

Deno.test("A handler adds to its own page alone", async () => {
  const { app, rt } = newApp({ title: "T", htmlAttrs: { lang: "en" } });
  rt("/own", ({ hdrs, ftrs, htmlAttrs, bodyAttrs }) => {
    hdrs.push(Meta({ name: "late" }));
    ftrs.push(Footer("f"));
    htmlAttrs.lang = "de";
    bodyAttrs.id = "b";
    return P("x");
  });
  rt("/other", () => P("y"));
  deepStrictEqual(await answer(app.request("/own")), [
    200,
    '<!doctype html><html lang="de"><head><title>T</title><meta name="late"></head>' +
    '<body id="b"><p>x</p><footer>f</footer></body></html>',
  ]);
  deepStrictEqual(await answer(app.request("/other")), [
    200,
    '<!doctype html><html lang="en"><head><title>T</title></head><body><p>y</p></body></html>',
  ]);
});

Deno.test("PageMaker renders the constant part of pages once", async () => {
  let rendered = 0;
  class Counted {
    __ft__() {
      return Script(`${++rendered}`);
    }
  }
  const { app, rt } = newApp({ hdrs: new Counted() });
  rt("/", () => P("x"));
  await app.request("/");
  await app.request("/");
  strictEqual(rendered, 1);
});

Deno.test("Default heads load htmx and Pico from the application, at hashed addresses", async () => {
  const { app, rt } = newApp({ defaultHdrs: true });
  rt("/", () => Titled("Hi"));
  const { text } = await read(app.request("/"));
  const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  deepStrictEqual(urls.map((url) => url.replace(/[0-9a-f]{12}/, "HASH")), [
    "/_fasthtml/pico.HASH.css",
    "/_fasthtml/htmx.HASH.js",
    "/_fasthtml/fasthtml.HASH.js",
  ]);
  const asset = await read(app.request(urls[1]!));
  deepStrictEqual([asset.status, asset.headers.get("cache-control")], [
    200,
    "public, max-age=31536000, immutable",
  ]);
  match(asset.text, /htmx/);
});

Deno.test("Pages carry headers that a browser guards them by", async () => {
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

Deno.test("A NUL in an attribute of the body stays there", async () => {
  const { app, rt } = newApp();
  const evil = '\0" onload=alert(1) x="';
  rt("/nul", ({ bodyAttrs }) => {
    bodyAttrs.data_name = evil;
    return P(evil);
  });

  const { text } = await read(app.request("/nul"));
  doesNotMatch(text, /<body[^>]*" onload/);
});
