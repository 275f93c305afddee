import {
  Base,
  Body,
  Div,
  type FastHTMLOptions,
  Footer,
  Head,
  Html,
  Link,
  Main,
  Meta,
  P,
  Script,
  Style,
  Title,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { answer, HTMX, logged, newApp, read } from "../_app.ts";

Deno.test("PageMaker puts a page around elements for a browser, and none for htmx", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/", () => P("hi"));
  deepStrictEqual(await answer(app.request("/")), [
    200,
    '<!doctype html><html lang="en"><head><title>T</title></head><body><p>hi</p></body></html>',
  ]);
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>hi</p>"]);
  const restore = { headers: { "hx-request": "true", "hx-history-restore-request": "true" } };
  match((await answer(app.request("/", restore)))[1], /^<!doctype html>/);
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
    '<!doctype html><html lang="en"><head><script src="/a.js"></script><title>Own</title>' +
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

Deno.test("PageMaker adds what a handler pushed to its own page alone", async () => {
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

Deno.test("PageMaker leaves a whole document with a head as it is, but for a language", async () => {
  const { app, rt } = newApp({ hdrs: Script("all()") });
  rt("/x", () => Html([Head(Title("own"))], Body("x")));
  deepStrictEqual(await answer(app.request("/x")), [
    200,
    '<!doctype html><html lang="en"><head><title>own</title></head><body>x</body></html>',
  ]);
  rt("/fr", () => Html(Head(), Body("x"), { lang: "fr", id: "i" }));
  deepStrictEqual(await answer(app.request("/fr")), [
    200,
    '<!doctype html><html lang="fr" id="i"><head></head><body>x</body></html>',
  ]);
});

Deno.test("PageMaker gives a document without a head that of all pages", async () => {
  const { app, rt } = newApp({ title: "T", hdrs: Script("all()") });
  rt("/x", ({ hdrs }) => {
    hdrs.push(Script("mine()"));
    return Html({ lang: "fr" }, Body("x"));
  });
  deepStrictEqual(await answer(app.request("/x")), [
    200,
    '<!doctype html><html lang="fr"><head><script>all()</script><title>T</title>' +
    "<script>mine()</script></head><body>x</body></html>",
  ]);
  deepStrictEqual(await answer(app.request("/x", HTMX)), [
    200,
    '<!doctype html><html lang="fr"><body>x</body></html>',
  ]);
});

Deno.test("PageMaker leaves no rejection unhandled where two parts fail", async () => {
  const { app, rt } = newApp();
  rt("/late", () => [Title(Promise.reject(new Error("late"))), Div(Object.create(null))]);

  await logged(async () => strictEqual((await app.request("/late")).status, 500));
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});

Deno.test("PageMaker keeps a NUL in an attribute of the body there", async () => {
  const { app, rt } = newApp();
  const evil = '\0" onload=alert(1) x="';
  rt("/nul", ({ bodyAttrs }) => {
    bodyAttrs.data_name = evil;
    return P(evil);
  });

  const { text } = await read(app.request("/nul"));
  doesNotMatch(text, /<body[^>]*" onload/);
});

Deno.test("PageMaker waits for what is promised anywhere in a page", async () => {
  const late = <T>(value: T) => Promise.resolve(value);
  const { app, rt } = newApp({
    title: "T",
    hdrs: [Meta({ name: "a" }), late(Meta({ name: "b" }))],
    ftrs: [late(Footer("f"))],
    bodyWrap: (content) => late(Main(...content)),
  });
  rt("/", () => [Title(late("<late>")), P(late("x"))]);
  rt("/now", ({ hdrs, ftrs }) => {
    hdrs.push(late(Style("a{}")));
    ftrs.push(late(P("end")));
    return P("y");
  });
  const head = '<!doctype html><html lang="en"><head><meta name="a"><meta name="b">';
  deepStrictEqual(await answer(app.request("/")), [
    200,
    `${head}<title>&lt;late&gt;</title></head><body><main><p>x</p></main><footer>f</footer></body></html>`,
  ]);
  deepStrictEqual(await answer(app.request("/now")), [
    200,
    `${head}<title>T</title><style>a{}</style></head>` +
    "<body><main><p>y</p></main><footer>f</footer><p>end</p></body></html>",
  ]);
});

Deno.test("PageMaker sends htmx what the handler returned alone", async () => {
  let wrapped = 0;
  const { app, rt } = newApp({
    hdrs: Meta({ name: "a" }),
    ftrs: Footer("f"),
    bodyWrap: (content) => (wrapped++, Main(...content)),
  });
  rt("/", ({ hdrs, ftrs, bodyAttrs }) => {
    hdrs.push(Style("a{}"));
    ftrs.push(P("end"));
    bodyAttrs.id = "b";
    return [Title("t"), P("x"), Meta({ name: "m" })];
  });
  deepStrictEqual(await answer(app.request("/", HTMX)), [
    200,
    '<title>t</title><p>x</p><meta name="m">',
  ]);
  strictEqual(wrapped, 0);
});

Deno.test("PageMaker puts no page around text, and text in a list into one", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/text", () => "<x>");
  rt("/list", () => ["<x>", P("y")]);
  deepStrictEqual(await answer(app.request("/text")), [200, "&lt;x&gt;"]);
  deepStrictEqual(await answer(app.request("/list")), [
    200,
    '<!doctype html><html lang="en"><head><title>T</title></head><body>&lt;x&gt;<p>y</p></body></html>',
  ]);
});

Deno.test("canonical is the page's URL at the configured origin, whatever its host is said to be", async () => {
  const { app, rt } = newApp({ canonical: "https://example.com", basePath: "/shop" });
  rt("/p/{name}", () => P("x"));
  rt("/stream", async function* () {
    yield P(await Promise.resolve("x"));
  });
  rt("/own", () => [Link({ rel: "canonical", href: "/p/1" }), P("x")]);
  rt("/pushed", ({ hdrs }) => {
    hdrs.push(Link({ rel: "canonical", href: "/p/2" }));
    return P("x");
  });
  const links = async (path: string, init?: RequestInit) =>
    [...(await read(app.request(path, init))).text.matchAll(/<link .*?href="(.*?)">/g)]
      .map(([, href]) => href);
  const url = "http://evil.example/p/%22%3E?a=1&b=%22%3E'";
  deepStrictEqual(await links(url), [
    "https://example.com/shop/p/%22%3E?a=1&amp;b=%22%3E%27",
  ]);
  deepStrictEqual(await links("/stream"), ["https://example.com/shop/stream"]);
  deepStrictEqual(await links("/own"), ["/p/1"]);
  deepStrictEqual(await links("/pushed"), ["/p/2"]);
  deepStrictEqual(await links("/p/1", HTMX), []);
  deepStrictEqual(await links("/none"), []);
});

Deno.test("canonical is of BASE_URL where no option says otherwise, and none without either", async () => {
  const link = async (canonical: string | false | undefined, base: string) => {
    Deno.env.set("BASE_URL", base);
    try {
      const { app, rt } = newApp({ canonical });
      rt("/", () => P("x"));
      return /<link rel="canonical" href="(.*?)">/.exec((await read(app.request("/"))).text)?.[1];
    } finally {
      Deno.env.delete("BASE_URL");
    }
  };
  strictEqual(await link(undefined, "https://a.example/"), "https://a.example/");
  strictEqual(await link("https://b.example", "https://a.example"), "https://b.example/");
  strictEqual(await link(false, "https://a.example"), undefined);
  strictEqual(await link(undefined, ""), undefined);
  strictEqual(await link(undefined, "a.example:8080"), undefined);
});

Deno.test("PageMaker gives pages a language, which htmlAttrs replace for all or for one", async () => {
  const langs = async (options: FastHTMLOptions) => {
    const { app, rt } = newApp(options);
    rt("/", () => P());
    rt("/one", ({ htmlAttrs }) => {
      htmlAttrs.lang = "fr";
      return P();
    });
    rt("/own", () => Html(Body("x")));
    const paths = ["/", "/one", "/own", "/nowhere"];
    const pages = await Promise.all(paths.map((path) => answer(app.request(path))));
    return pages.map(([, text]) => /<html[^>]*>/.exec(text)![0]);
  };
  const [en, fr, own] = ['<html lang="en">', '<html lang="fr">', "<html>"];
  deepStrictEqual(await langs({}), [en, fr, en, en]);
  deepStrictEqual(await langs({ htmlAttrs: { lang: undefined } }), [en, fr, en, en]);
  const de = '<html lang="de" id="a">';
  deepStrictEqual(await langs({ htmlAttrs: { lang: "de", id: "a" } }), [
    de,
    '<html lang="fr" id="a">',
    '<html lang="de">',
    de,
  ]);
  deepStrictEqual(await langs({ htmlAttrs: { lang: false } }), [own, fr, own, own]);
  const made = await langs({ htmlAttrs: { lang: ({ url }) => url.pathname.slice(1) || null } });
  deepStrictEqual(made, [own, fr, '<html lang="own">', '<html lang="nowhere">']);
});

Deno.test("PageMaker makes attributes that are functions for each page, and for no fragment", async () => {
  const asked: string[] = [];
  const { app, rt } = newApp({
    htmlAttrs: {
      id: "h",
      data_theme: ({ cookies, url }) => {
        asked.push(url.pathname);
        return cookies.theme;
      },
    },
    bodyAttrs: { cls: ({ cookies }) => [cookies.size, "page"] },
  });
  rt("/", () => P("x"));
  rt("/own", ({ htmlAttrs, bodyAttrs }) => {
    htmlAttrs.data_theme = "own";
    bodyAttrs.id = "b";
    return P("x");
  });
  rt("/broken", () => {
    throw new Error("broken");
  });
  rt("/data", () => ({ a: 1 }));
  const ask = async (path: string, cookie = "", more: Record<string, string> = {}) => {
    const { text, headers } = await read(app.request(path, { headers: { cookie, ...more } }));
    const [start] = /<html[^]*?<head>/.exec(text) ?? [], [body] = /<body[^>]*>/.exec(text) ?? [];
    return [start, body, headers.get("vary"), headers.get("cache-control")];
  };
  const both = "HX-Request, HX-History-Restore-Request", vary = `${both}, Cookie`;
  const page = (theme: string, cls = "page", id = "") => [
    `<html lang="en" id="h"${theme && ` data-theme="${theme}"`}><head>`,
    `<body class="${cls}"${id && ` id="${id}"`}>`,
    vary,
    null,
  ];
  deepStrictEqual(await ask("/"), page(""));
  deepStrictEqual(await ask("/", "theme=dark; size=big"), page("dark", "big page"));
  deepStrictEqual(await ask("/", "theme=light"), page("light"));
  deepStrictEqual(await ask("/", `theme=${encodeURIComponent('"><script>')}`), [
    '<html lang="en" id="h" data-theme="&quot;&gt;&lt;script&gt;"><head>',
    '<body class="page">',
    vary,
    null,
  ]);
  deepStrictEqual(await ask("/own", "theme=dark"), page("own", "page", "b"));
  deepStrictEqual(await ask("/nowhere", "theme=dark"), page("dark"));
  const log = await logged(async () =>
    deepStrictEqual(await ask("/broken", "theme=dark"), [
      '<html lang="en" id="h" data-theme="dark"><head>',
      '<body class="page">',
      `${vary}, Accept`,
      null,
    ])
  );
  strictEqual(log.length, 1);
  asked.length = 0;
  deepStrictEqual(await ask("/", "theme=dark", { "hx-request": "true" }), [
    undefined,
    undefined,
    both,
    null,
  ]);
  deepStrictEqual(await ask("/data", "theme=dark"), [undefined, undefined, null, null]);
  deepStrictEqual(asked, []);
});

Deno.test("app.htmlAttrs takes a function while the program runs, and gives it up", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("x"));
  const start = async () =>
    /<html[^>]*>/.exec((await answer(app.request("/", { headers: { cookie: "t=a" } })))[1])![0];
  strictEqual(await start(), '<html lang="en">');
  app.htmlAttrs.data_t = ({ cookies }) => cookies.t;
  strictEqual(await start(), '<html lang="en" data-t="a">');
  delete app.htmlAttrs.data_t;
  strictEqual(await start(), '<html lang="en">');
});
