import { Div, type FastHTMLOptions, Meta, P, Style, Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { newApp, read } from "../http/_app.ts";

Deno.test("toHeads() loads htmx and Pico from the application, under hashed URLs", async () => {
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

Deno.test("hdrs: htmx's configuration is before htmx, which reads it when it starts", async () => {
  const config = Meta({ name: "htmx-config", content: '{"defaultSwap": "outerHTML"}' });
  const { app, rt } = newApp({
    defaultHdrs: true,
    hdrs: [Style("p { color: red }"), config],
  });
  rt("/", () => Div("x"));
  match(
    (await read(app.request("/"))).text,
    /^<!doctype html><html lang="en"><head><meta name="htmx-config"[^>]*><meta charset="utf-8">.*htmx.*<style>p /,
  );
});

Deno.test("toAssets() has what an application needs, and no more", async () => {
  const names = async (options: FastHTMLOptions) => {
    const { app, rt } = newApp({ defaultHdrs: true, pico: false, ...options });
    rt("/", () => P("x"));
    const { text } = await read(app.request("/"));
    return [...text.matchAll(/(?:src|href)="\/_fasthtml\/(\w+)\.\w{12}\.(\w+)"/g)]
      .map(([, name, ending]) => `${name}.${ending}`);
  };
  deepStrictEqual(await names({}), ["htmx.js", "fasthtml.js"]);
  deepStrictEqual(await names({ htmx: 2, pico: true }), ["pico.css", "htmx.js", "fasthtml.js"]);
  deepStrictEqual(await names({ htmx: false }), ["fasthtml.js"]);
  deepStrictEqual(await names({ htmx: false, surreal: false, pico: true }), ["pico.css"]);
  deepStrictEqual(await names({ htmx: false, surreal: false, live: true }), [
    "error_overlay.js",
    "idiomorph.js",
    "reload.js",
  ]);
  deepStrictEqual(await names({ debug: true }), ["htmx.js", "fasthtml.js", "error_overlay.js"]);
  deepStrictEqual(await names({ surreal: false }), ["htmx.js", "fasthtml.js"]);
  deepStrictEqual(await names({ defaultHdrs: false }), []);
});

Deno.test("a file of npm has another URL in each version, and the same bytes whenever asked for", async () => {
  const urlOf = async (htmx: 4 | 2) => {
    const { app, rt } = newApp({ defaultHdrs: true, htmx, pico: false });
    rt("/", () => P("x"));
    const [, url] = /src="(\/_fasthtml\/htmx\.[^"]+)"/.exec((await read(app.request("/"))).text)!;
    const [first, second] = [await read(app.request(url!)), await read(app.request(url!))];
    strictEqual(second.text, first.text);
    strictEqual(second.headers.get("etag"), `W/"${url!.split(".")[1]}"`);
    const import4 = import("htmx.org/dist/htmx.min.js", { with: { type: "text" } });
    const import2 = import("htmx2/dist/htmx.min.js", { with: { type: "text" } });
    strictEqual(first.text, (await (htmx === 4 ? import4 : import2)).default);
    return url;
  };
  const urls = [await urlOf(4), await urlOf(2)];
  deepStrictEqual(urls, [await urlOf(4), await urlOf(2)]);
  notStrictEqual(urls[0], urls[1]);
});

Deno.test("toRoutes() serves each asset with its type, of the chosen htmx", async () => {
  const served = async (htmx: 4 | 2) => {
    const { app, rt } = newApp({ defaultHdrs: true, htmx });
    rt("/", () => P("x"));
    const page = (await read(app.request("/"))).text;
    const answers = [];
    for (const [, url] of page.matchAll(/(?:src|href)="(\/_fasthtml\/[^"]+)"/g)) {
      const { status, headers, text } = await read(app.request(url!));
      answers.push([status, headers.get("content-type"), /version[=:]"(\d)/.exec(text)?.[1]]);
    }
    return answers;
  };
  const css = "text/css; charset=utf-8", js = "text/javascript; charset=utf-8";
  for (const htmx of [4, 2] as const) {
    deepStrictEqual(await served(htmx), [
      [200, css, undefined],
      [200, js, `${htmx}`],
      [200, js, undefined],
    ]);
  }
});

Deno.test("cdn loads what npm has from a CDN, and the project's own from the application", async () => {
  const { app, rt } = newApp({ defaultHdrs: true, cdn: true, exts: "ws", basePath: "/shop" });
  rt("/", () => P("x"));
  const { text } = await read(app.request("/"));
  const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  deepStrictEqual(urls.map((url) => url.replace(/\.\w{12}\./, ".HASH.")), [
    "https://cdn.jsdelivr.net/npm/@picocss/pico@2.1.1/css/pico.min.css",
    "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/htmx.min.js",
    "/shop/_fasthtml/fasthtml.HASH.js",
    "https://cdn.jsdelivr.net/npm/htmx.org@4.0.1/dist/ext/hx-ws.min.js",
  ]);
  strictEqual((await app.request(urls[2]!)).status, 200);
  const without = newApp({ defaultHdrs: true });
  without.rt("/", () => P("x"));
  const htmx =
    /src="(\/_fasthtml\/htmx[^"]+)"/.exec((await read(without.app.request("/"))).text)![1];
  strictEqual((await app.request(htmx!)).status, 404);
});
