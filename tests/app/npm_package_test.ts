import { match, throws } from "node:assert";
import { FastHTML, NpmPackage, P, PackagePart, Script } from "../../mod.ts";

Deno.test("NpmPackage() says what it expects", () => {
  for (const resolved of ["npm:left-pad@1.3.0", "file:///etc/hosts"]) {
    throws(() => new NpmPackage(resolved), {
      name: "TypeError",
      message:
        `Cannot serve a package: found ${resolved}, expected the file: address of one in an ` +
        'npm package; import it somewhere, if only by import "…" with { type: "text" }',
    });
  }
});

Deno.test("PackagePart may be the first thing in a head", async () => {
  const part = new PackagePart([], (base) => Script(`"${base}"`));
  const app = new FastHTML({ hdrs: part, defaultHdrs: false, basePath: "/b" });
  app.get("/", () => P());
  match(await (await app.request("/b/")).text(), /<head><script>"\/b"<\/script><title>/);
});
