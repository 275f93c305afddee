import "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import { NpmPackage, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { newApp, read } from "../http/_app.ts";

const idiomorph = new NpmPackage(import.meta.resolve("idiomorph/dist/idiomorph.min.js"));
const BASE = "/_fasthtml/npm/idiomorph@0.8.0";

Deno.test("NpmPackage names its package's version in every URL", () => {
  strictEqual(idiomorph.path, BASE);
  strictEqual(idiomorph.url("dist/a.js"), `${BASE}/dist/a.js`);
  strictEqual(idiomorph.url("dist/a.js", "/shop"), `/shop${BASE}/dist/a.js`);
});

Deno.test("NpmPackage throws for what is no file of an npm package", () => {
  for (const wrong of ["https://example.com/a.js", "npm:idiomorph", "file:///no/package/here.js"]) {
    throws(() => new NpmPackage(wrong), {
      name: "TypeError",
      message:
        `Cannot serve a package: found ${wrong}, expected the file: URL of a file in an npm ` +
        'package; import it somewhere, if only by import "…" with { type: "text" }',
    });
  }
});

Deno.test("NpmPackage in hdrs or ftrs serves its files for ever, guards or not", async () => {
  const { app, rt } = newApp({
    before: () => new Response("who are you?", { status: 401 }),
    hdrs: [idiomorph.css("dist/a.css"), [idiomorph.css("b.css", { media: "print" })]],
    ftrs: idiomorph.script("dist/idiomorph.min.js", { defer: true }),
    bodyAttrs: { id: "b" },
  });
  rt("/", () => P("x"));
  const file = await read(app.request(`${BASE}/dist/idiomorph.min.js`));
  deepStrictEqual(
    [file.status, file.headers.get("cache-control"), file.headers.get("content-type")],
    [200, "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"],
  );
  match(file.text, /Idiomorph/);
  const statuses = [];
  for (
    const path of [
      `${BASE}/none.js`,
      `${BASE}/dist`,
      `${BASE}/..%2f..%2fpackage.json`,
      `${BASE}/../../secret`,
      `${BASE}/`,
    ]
  ) statuses.push((await app.request(path)).status);
  // The fourth is `/secret`, which is no asset, and so behind the guard.
  deepStrictEqual(statuses, [404, 404, 404, 401, 404]);
  strictEqual((await app.request("/")).status, 401);
});

Deno.test("NpmPackage's parts go into heads and footers, under the base path of the application", async () => {
  const parts = {
    hdrs: [idiomorph.css("dist/a.css", { media: "print" })],
    ftrs: [idiomorph.script("b.js", { type: "module" }), idiomorph],
  };
  const page = async (basePath: string) => {
    const { app, rt } = newApp({ ...parts, basePath });
    rt("/", () => P("x"));
    return (await read(app.request("/"))).text;
  };
  const expected = (base: string) =>
    `<!doctype html><html lang="en"><head><link rel="stylesheet" href="${base}${BASE}/dist/a.css"` +
    ' media="print"><title>FastHTML page</title></head>' +
    `<body><p>x</p><script src="${base}${BASE}/b.js" type="module"></script></body></html>`;
  strictEqual(await page(""), expected(""));
  strictEqual(await page("/shop"), expected("/shop"));
});
