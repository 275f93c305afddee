import { deepStrictEqual } from "node:assert";
import { jsd } from "../../../ext/js.ts";

Deno.test("jsd() makes a script, a style sheet's link or a URL of jsDelivr", () => {
  deepStrictEqual(
    [
      jsd("org", "repo", "dist", "a.js", { ver: "1.2", integrity: "sha384-x" }),
      jsd("org", "repo", "dist", "a.css", { prov: "npm", typ: "css", media: "print" }),
      jsd("org", "repo", "dist", "a", { typ: "url", esm: true }),
    ].map(String),
    [
      '<script src="https://cdn.jsdelivr.net/gh/org/repo@1.2/dist/a.js" integrity="sha384-x"></script>',
      '<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/org/repo/dist/a.css" media="print">',
      "https://cdn.jsdelivr.net/gh/org/repo/dist/a/+esm",
    ],
  );
});
