import "idiomorph/dist/idiomorph.min.js" with { type: "text" };
import { fastApp, NpmPackage, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { logged, newApp } from "../http/_app.ts";

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
