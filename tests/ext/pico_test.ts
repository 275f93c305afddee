import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Button, FastHTML, P } from "../../mod.ts";
import { Card, PicoBusy, picocondcss, picocondlink, picocss, picolink } from "../../ext/pico.ts";

Deno.test("picolink brings Pico's style sheet, served by the application", async () => {
  const app = new FastHTML({ hdrs: [picolink] });
  app.get("/", () => Card(P("Hi"), { header: "Head" }));
  const page = await (await app.request("/")).text();
  match(page, new RegExp(`<link rel="stylesheet" href="${picocss}">`));
  match(page, /<style>:root { --pico-font-size: 100%; }<\/style>/);
  const css = await app.request(picocss);
  match(await css.text(), /Pico CSS/);
  deepStrictEqual(
    [css.status, css.headers.get("content-type"), css.headers.get("cache-control")],
    [200, "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
  );
});

Deno.test("picocondlink brings the style sheet that needs the class pico", async () => {
  const app = new FastHTML({ hdrs: picocondlink });
  match(await (await app.request(picocondcss)).text(), /\.pico/);
});

Deno.test("a package follows its application below a base path, and below a mount", async () => {
  const inside = new FastHTML({ hdrs: [picolink] });
  const site = new FastHTML();
  site.mount("/all", inside);
  for (
    const [app, base] of [[site, "/all"], [
      new FastHTML({ hdrs: [picolink], basePath: "/b" }),
      "/b",
    ]] as const
  ) {
    const page = await (await app.request(`${base}/none`)).text();
    const address = base + picocss;
    match(page, new RegExp(`<link rel="stylesheet" href="${address}">`));
    match(await (await app.request(address)).text(), /Pico CSS/);
  }
});

Deno.test("a package is served whole, but nothing outside it", async () => {
  const app = new FastHTML({ hdrs: picolink });
  const folder = picocss.slice(0, -"css/pico.min.css".length);
  strictEqual((await app.request(`${folder}package.json`)).status, 200);
  for (const path of ["..%2f..%2f", "css/nothing.css", "%2e%2e/package.json", ""]) {
    const answer = await app.request(folder + path);
    strictEqual(answer.status, 404, path);
    await answer.body?.cancel();
  }
});

Deno.test("a login does not guard a package", async () => {
  const app = new FastHTML({ hdrs: picolink, before: () => Button("Log in") });
  match(await (await app.request(picocss)).text(), /Pico CSS/);
});

Deno.test("PicoBusy() marks what htmx waits for", () => {
  match(PicoBusy().join(""), /"htmx:beforeRequest"[^]*'aria-busy', 'true'[^]*'aria-busy', 'false'/);
});
