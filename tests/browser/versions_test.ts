import { deepStrictEqual, throws } from "node:assert";
import { toExts } from "../../lib/browser/htmx_extensions.ts";
import { toCdnPath } from "../../lib/browser/versions.ts";
import { fastApp, NpmPackage, P } from "../../mod.ts";
import type { ExtName } from "../../lib/browser/htmx_extensions.ts";
import { importsOf } from "../house/_files.ts";

Deno.test("cdn loads each file in the version that is imported", async () => {
  const loaded = [...await cdnUrls(4), ...await cdnUrls(2)];
  const imported = ["lib/browser/assets.ts", "lib/browser/htmx_extensions.ts"].flatMap(importsOf)
    .map(({ specifier }) => specifier)
    .filter((specifier) => /^[^.].*\.min\.\w+$/.test(specifier))
    // Live reload is the application's own, and on no CDN.
    .filter((specifier) => specifier !== "idiomorph/dist/idiomorph.min.js");
  deepStrictEqual(new Set(loaded), new Set(imported.map(toInstalled)));
});

Deno.test("toCdnPath() rejects a file of a package that deno.json does not import", () => {
  throws(() => toCdnPath("jquery/jquery.js"), {
    name: "TypeError",
    message: "Cannot find a version: found jquery/jquery.js, expected a package folder of " +
      "deno.json's imports",
  });
});

/** The URLs of a CDN in a page that loads Pico, htmx and every extension. */
async function cdnUrls(htmx: 4 | 2): Promise<string[]> {
  const { app, rt } = fastApp({ cdn: true, htmx, exts: extNames(htmx) });
  rt("/", () => P("x"));
  const page = await (await app.request("/")).text();
  return [...page.matchAll(/(?:src|href)="(https:[^"]+)"/g)].map(([, url]) => url!);
}

/** The names of all extensions, as the error of an unknown one lists them. */
function extNames(htmx: 4 | 2): ExtName[] {
  try {
    toExts(["unknown" as ExtName], htmx);
  } catch (error) {
    return (error as Error).message.split("one of ")[1]!.split(", ") as ExtName[];
  }
  throw new Error("an unknown extension was found");
}

/** Where a CDN has the file that Deno has installed, by the package.json beside it. */
function toInstalled(specifier: string): string {
  const path = import.meta.resolve(specifier);
  const { path: installed } = new NpmPackage(path);
  const file = specifier.replace(/^(@[^/]+\/)?[^/]+\//, "");
  return `https://cdn.jsdelivr.net/npm/${installed.replace("/_fasthtml/npm/", "")}/${file}`;
}
