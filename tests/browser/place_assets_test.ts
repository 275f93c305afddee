import "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import { Asset, fastApp, NpmPackage, P } from "@fasthtml/fasthtml";
import type { ServingApp } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { logged, newApp } from "../http/_app.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";

const CONFIG = `--config=${fileURLToPath(new URL("../../deno.json", import.meta.url))}`;

const idiomorph = new NpmPackage(import.meta.resolve("idiomorph/dist/idiomorph.min.js"));
const BASE = "/_fasthtml/npm/idiomorph@0.8.0";

Deno.test("placeAssets() gives a package with several parts one route", async () => {
  const again = new NpmPackage(import.meta.resolve("idiomorph/dist/idiomorph.min.js"));
  const { app, rt } = fastApp({
    hdrs: [idiomorph.script("dist/idiomorph.min.js"), again, again.script("dist/idiomorph.js")],
  });
  rt("/", () => P("x"));
  strictEqual((await app.request(`${BASE}/package.json`)).status, 200);
  strictEqual((await newApp().app.request(`${BASE}/package.json`)).status, 404);
});

Deno.test("placeAssets() gives a package one route where parts are added in several places", async () => {
  const { app } = newApp({ hdrs: idiomorph.script("dist/idiomorph.min.js") });
  const warned = await logged(() => {
    app.hdrs.push(idiomorph.css("a.css"));
    app.ftrs.push(idiomorph.css("b.css"));
  }, "warn");
  deepStrictEqual(warned, []);
  strictEqual((await app.request(`${BASE}/package.json`)).status, 200);
});

Deno.test("PageFiles tells each file once which application has it, also files that come later", async () => {
  const joined: string[] = [];
  class Own extends Asset {
    join(app: ServingApp): void {
      joined.push(`${this.path} ${app.live}`);
      app.addMiddleware(async (request, next) => {
        const response = await next(request);
        response.headers.append("x-joined", this.path);
        return response;
      });
    }
  }
  const a = new Own("a.css", "a {}", { hash: "1" }), b = new Own("b.css", "b {}", { hash: "1" });
  const { app, rt } = newApp({ hdrs: a });
  rt("/", () => P("x"));
  app.hdrs.push(b);
  app.ftrs.push(a);
  const { headers } = await app.request("/");
  deepStrictEqual(joined, ["/_fasthtml/a.1.css false", "/_fasthtml/b.1.css false"]);
  strictEqual(headers.get("x-joined"), "/_fasthtml/a.1.css, /_fasthtml/b.1.css");
  strictEqual((await app.request("/_fasthtml/b.1.css")).headers.get("x-joined")?.length, 38);
});

Deno.test("serve() makes the files of an application, and of those mounted, before anybody asks", async () => {
  await using folder = await tempFolder();
  const main = `
    import { Asset, fastApp, serve } from "${new URL("../../mod.ts", import.meta.url)}";
    const made = (name) => new Asset(name, () => (console.log("made " + name), "x {}"), { hash: "1" });
    const { app } = fastApp({ hdrs: [made("outer.css")] });
    app.mount("/inner", fastApp({ hdrs: [made("inner.css"), new Asset("own.css", "a {}")] }).app);
    serve(app);`;
  await Deno.writeTextFile(`${folder.path}/main.js`, main);
  await using program = await startProgram(["run", "-A", CONFIG, `${folder.path}/main.js`]);
  await until(
    30,
    "both",
    () => /made inner/.test(program.printed()) && /made outer/.test(program.printed()),
  );
  await (await fetch(`${program.origin}/_fasthtml/outer.1.css`)).text();
  strictEqual(program.printed().match(/made outer/g)?.length, 1);
});
