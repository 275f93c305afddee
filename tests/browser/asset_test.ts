import { Asset, type Child, Div, Img, Link, NpmPackage, P } from "@fasthtml/fasthtml";
import type { AssetContent } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { fileURLToPath } from "node:url";
import { errorsOf, logged, newApp, read } from "../http/_app.ts";
import { startProgram } from "../_program.ts";
import { browserTest } from "./_browser.ts";

const CSS = "p { color: teal }";
/** Other digits would make every browser load again what it has. */
const HASH = "b00cbafaf267";
const sheet = (options?: { hash: string }) => new Asset("own.css", CSS, options);

/** The head of a page, without its title. */
async function headOf(hdrs: Child, basePath = "", content: Child = "x"): Promise<string> {
  const { app, rt } = newApp({ hdrs, basePath });
  rt("/", () => Div(content));
  const { text } = await read(app.request("/"));
  return /<head>(.*)<title>/.exec(text)![1]!;
}

Deno.test("an asset in hdrs is served for ever, guards or not, with its type and a tag", async () => {
  const asset = sheet();
  const { app, rt } = newApp({
    before: () => new Response("who are you?", { status: 401 }),
    hdrs: [asset],
  });
  rt("/", () => P("x"));
  const { status, headers, text } = await read(app.request(`/_fasthtml/own.${HASH}.css`));
  deepStrictEqual([status, text, Object.fromEntries(headers)], [200, CSS, {
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "text/css; charset=utf-8",
    etag: `W/"${HASH}"`,
    "x-content-type-options": "nosniff",
  }]);
  const again = { headers: { "if-none-match": `W/"${HASH}"` } };
  const kept = await read(app.request(asset.path, again));
  deepStrictEqual(
    [kept.status, kept.text, kept.headers.get("etag")],
    [304, "", `W/"${HASH}"`],
  );
  const other = { headers: { "if-none-match": 'W/"other"' } };
  strictEqual((await app.request(asset.path, other)).status, 200);
  const head = await read(app.request(asset.path, { method: "HEAD" }));
  deepStrictEqual([head.status, head.text, head.headers.get("etag")], [200, "", `W/"${HASH}"`]);
  strictEqual((await app.request(asset.path, { method: "POST" })).status, 401);
  strictEqual((await app.request("/_fasthtml/own.css")).status, 401);
  strictEqual((await newApp().app.request(asset.path)).status, 404);
});

Deno.test("an asset in a head loads itself by its type", async () => {
  const link = `<link rel="stylesheet" href="/_fasthtml/own.${HASH}.css">`;
  strictEqual(await headOf(sheet()), link);
  strictEqual(await headOf([[sheet()], sheet()]), link + link);
  strictEqual(
    await headOf([
      new Asset("a.b.js", "1", { hash: "h" }),
      new Asset("a.mjs", "1", { hash: "h" }),
      new Asset("a.svg", "<svg/>", { hash: "h" }),
      new Asset("a.json", "{}", { hash: "h" }),
    ]),
    '<script src="/_fasthtml/a.b.h.js" defer></script>' +
      '<script src="/_fasthtml/a.h.mjs" type="module"></script>',
  );
});

Deno.test("an asset's parts take attributes, and their URLs the application's base path", async () => {
  const script = new Asset("a.js", "1", { hash: "h" });
  const idiomorph = new NpmPackage(import.meta.resolve("idiomorph/dist/idiomorph.min.js"));
  const both = NpmPackage.part(
    [idiomorph, script],
    (base) =>
      Link({ rel: "prefetch", href: [idiomorph.url("a.js", base), script.url(base)].join() }),
  );
  const parts = [sheet().css({ media: "print" }), script.script({ async: true }), both, script];
  const expected = (base: string) =>
    `<link rel="stylesheet" href="${base}/_fasthtml/own.${HASH}.css" media="print">` +
    `<script src="${base}/_fasthtml/a.h.js" async></script>` +
    `<link rel="prefetch" href="${base}${idiomorph.path}/a.js,${base}/_fasthtml/a.h.js">` +
    `<script src="${base}/_fasthtml/a.h.js" defer></script>`;
  strictEqual(await headOf(parts), expected(""));
  strictEqual(await headOf(parts, "/shop"), expected("/shop"));
  const { app } = newApp({ ftrs: both });
  strictEqual((await app.request(script.path)).status, 200);
  strictEqual((await app.request(`${idiomorph.path}/package.json`)).status, 200);
});

Deno.test("an asset of a mounted application is below its prefix, in heads and attributes", async () => {
  const logo = new Asset("logo.svg", "<svg/>", { hash: "h" });
  const inner = newApp({ hdrs: [logo, sheet(), Link({ rel: "icon", href: logo })] });
  inner.rt("/", () => [Img({ src: logo, alt: "" }), P(`${logo}`)]);
  const outer = newApp({ basePath: "/shop" });
  outer.app.mount("/in", inner.app);
  const { text } = await read(outer.app.request("/in/"));
  const url = "/shop/in/_fasthtml/logo.h.svg";
  strictEqual(
    text,
    '<!doctype html><html lang="en"><head>' +
      `<link rel="stylesheet" href="/shop/in/_fasthtml/own.${HASH}.css">` +
      `<link rel="icon" href="${url}"><title>FastHTML page</title></head>` +
      `<body><img src="${url}" alt=""><p>${url}</p></body></html>`,
  );
  // The proxy in front takes /shop away.
  const { status, headers } = await outer.app.request("/in/_fasthtml/logo.h.svg");
  deepStrictEqual([status, headers.get("content-type")], [200, "image/svg+xml"]);
});

Deno.test("an asset without an application has no URL for an attribute", () => {
  const name = "TypeError";
  const asset = sheet();
  throws(() => `${Link({ href: asset })}`, {
    name: "Error",
    message: 'Cannot link to asset "own.css": no application has it, expected it in hdrs',
  });
  strictEqual(asset.url("/shop"), `/shop/_fasthtml/own.${HASH}.css`);
  for (
    const wrong of [
      "own",
      "css",
      "own.",
      ".css",
      "own.nonsense",
      "a/b.css",
      "a b.css",
      "{x}.css",
      "",
    ]
  ) {
    throws(() => new Asset(wrong, CSS), {
      name,
      message: `Cannot make an asset: its name is "${wrong}", expected letters, digits, -, _ and ` +
        'an ending that tells the type, such as "own.css"',
    });
  }
  for (const hash of ["", "a/b", "{x}", "a".repeat(65)]) {
    throws(() => sheet({ hash }), {
      name,
      message:
        `Cannot make asset "own.css": found the hash "${hash}", expected a hash of 1 to 64 ` +
        "letters, digits, - and _",
    });
  }
  // @ts-expect-error a function needs a hash
  throws(() => new Asset("own.css", () => CSS), {
    name,
    message: 'Cannot make asset "own.css": found a function without a hash, expected a hash of 1 ' +
      "to 64 letters, digits, - and _",
  });
  throws(() => sheet({ hash: "h", ...{ hahs: "h" } }), {
    name,
    message: 'Cannot make an asset: unknown option "hahs", expected hash',
  });
  throws(() => new Asset("own.css", Promise.resolve(CSS) as unknown as string), {
    name,
    message: 'Cannot make asset "own.css": the content is Promise, expected text or bytes',
  });
});

Deno.test("an asset's bytes are those that it was made of", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const asset = new Asset("a.png", bytes);
  bytes[0] = 9;
  const { app } = newApp({ hdrs: asset });
  const response = await app.request(asset.path);
  deepStrictEqual(
    [[...await response.bytes()], response.headers.get("content-type")],
    [[1, 2, 3], "image/png"],
  );
  strictEqual(asset.path, new Asset("a.png", new Uint8Array([1, 2, 3])).path);
});

Deno.test("an asset that is a function is made once, when first asked for, and again after an error", async () => {
  let calls = 0;
  const { promise, resolve } = Promise.withResolvers<AssetContent>();
  const makers = [
    () => Promise.reject(new Error("compiler broke")),
    () => null as unknown as string,
    () => promise,
  ];
  const asset = new Asset("own.css", () => makers[calls++]!(), { hash: "names-1" });
  const { app, rt } = newApp({ hdrs: asset });
  rt("/", () => P("x"));
  strictEqual(/href="(.*?)"/.exec((await read(app.request("/"))).text)![1], asset.path);
  strictEqual(asset.path, "/_fasthtml/own.names-1.css");
  strictEqual(calls, 0);
  const log = await logged(async () => {
    for (let i = 0; i < 2; i++) strictEqual((await read(app.request(asset.path))).status, 500);
  });
  deepStrictEqual(errorsOf(log), [
    "Error: compiler broke",
    'TypeError: Cannot make asset "own.css": the content is null, expected text or bytes',
  ]);
  const all = Promise.all(
    Array.from({ length: 100 }, () => read(app.request(asset.path))),
  );
  const fresh = { headers: { "if-none-match": 'W/"names-1"' } };
  strictEqual((await app.request(asset.path, fresh)).status, 304);
  resolve(CSS);
  deepStrictEqual(
    new Set((await all).map(({ status, text }) => `${status} ${text}`)),
    new Set([`200 ${CSS}`]),
  );
  strictEqual((await read(app.request(asset.path))).text, CSS);
  strictEqual(calls, 3);
});

Deno.test("app.hdrs serves an asset that is pushed to it, and one that takes its place", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("x"));
  const [first, second] = ["h1", "h2"].map((hash) => sheet({ hash }));
  const warned = await logged(() => {
    app.hdrs.push(first!);
    app.ftrs.push(first!.css({ media: "print" }));
    app.hdrs[0] = second!;
  }, "warn");
  deepStrictEqual(warned, []);
  const statuses = [];
  for (const asset of [first!, second!]) statuses.push((await app.request(asset.path)).status);
  deepStrictEqual(statuses, [200, 200]);
  strictEqual(`${second}`, "/_fasthtml/own.h2.css");
});

Deno.test("serve() compresses an asset for clients that accept it", async () => {
  const path = fileURLToPath(new URL("../fixtures/assets.ts", import.meta.url));
  await using program = await startProgram(["run", "-A", path], {
    env: { FASTHTML_SECRET: "x".repeat(32) },
  });
  const page = await (await fetch(`${program.origin}/`)).text();
  const [, url] = /href="(\/_fasthtml\/pico[^"]+)"/.exec(page)!;
  const response = await fetch(program.origin + url, { headers: { "accept-encoding": "br" } });
  deepStrictEqual(
    [response.headers.get("content-encoding"), (await response.text()).includes("--pico-")],
    ["br", true],
  );
});

browserTest("a browser loads assets, with a strict policy", {
  args: ["run", "-A", fileURLToPath(new URL("../fixtures/assets.ts", import.meta.url))],
  env: () => ({ FASTHTML_SECRET: "x".repeat(32) }),
}, async ({ page }) => {
  await page.goto("/");
  const seen = await page.evaluate(`({
    color: getComputedStyle(document.querySelector("p")).color,
    logo: document.querySelector("img").naturalWidth,
    ...document.body.dataset,
  })`);
  deepStrictEqual(seen, { color: "rgb(1, 2, 3)", logo: 7, script: "interactive", module: "ran" });
});
