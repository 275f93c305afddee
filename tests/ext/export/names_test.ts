import { deepStrictEqual } from "node:assert";
import { A, P } from "../../../mod.ts";
import { crawlSite } from "../../../ext/export.ts";
import { bare } from "./_site.ts";

Deno.test("a name that leaves the folder, or that not every disk can have, is a problem", async () => {
  const { app, rt } = bare();
  const paths = [
    "/a%2Fb",
    "/a%5Cb",
    "/%00",
    "/a:b",
    "/con.txt",
    "/dot.",
    "/%FF",
    "/a//b",
    `/${"x".repeat(256)}`,
    `/${"y/".repeat(501)}`,
    "/%2e%2e/x", // a URL without dots, before it is requested
  ];
  rt("/", () => paths.map((href) => A("x", { href })));
  rt("/{rest:path}", () => P("Any"));
  const { files, problems } = await crawlSite(app);
  deepStrictEqual([...files.keys()], [
    "404.html",
    "favicon.ico/index.html",
    "index.html",
    "robots.txt/index.html",
    "sitemap.xml/index.html",
    "x/index.html",
  ]);
  deepStrictEqual(problems.map(({ url }) => url).toSorted(), paths.slice(0, -1).toSorted());
});
