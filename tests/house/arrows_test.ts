import { deepStrictEqual } from "node:assert";
import { importsOf, localImports, ROOT, sources } from "./_files.ts";

/** What each wing may import beside itself. Types count. */
const ARROWS: Record<string, readonly string[]> = {
  html: [],
  data: [],
  http: ["html"],
  live: ["html", "http"],
  browser: ["html", "http", "live"],
  app: ["html", "http", "live", "browser", "data"],
  "mod.ts": ["html", "http", "live", "browser", "data", "app"],
  ext: ["html", "http", "live", "browser", "data", "app", "mod.ts"],
};

const product = sources("mod.ts", "lib", "ext");
const graph = new Map(product.map((file) => [file, localImports(file)]));
const readers = sources("examples", "bench");
const all = [...product, ...readers, ...sources("tests")];

Deno.test("imports point down: html ← http ← live ← browser ← app ← mod.ts ← ext, and data ← app", () => {
  const wrong = [...graph].flatMap(([from, imports]) =>
    imports
      .filter((to) => wing(to) !== wing(from) && !ARROWS[wing(from)].includes(wing(to)))
      .map((to) => `${from} imports ${to}`)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("imports make no cycle, those of types included", () => {
  deepStrictEqual(product.map(cycleFrom).filter(Boolean), []);
});

Deno.test("a wing's types.ts imports no code", () => {
  const wrong = product.filter((file) => file.endsWith("/types.ts")).flatMap((file) =>
    importsOf(file).filter(({ typeOnly }) => !typeOnly).map((found) => ({ file, ...found }))
  );
  deepStrictEqual(wrong, []);
});

Deno.test("examples import the package by its name, as their readers will", () => {
  const wrong = sources("examples").flatMap((file) =>
    localImports(file).filter((to) => !to.startsWith("examples/")).map((to) => `${file}: ${to}`)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("no file needs jsr: or a URL to be in reach", () => {
  const wrong = all.flatMap((file) =>
    importsOf(file).filter(({ specifier }) => /^(jsr|https?):/.test(specifier))
      .map(({ specifier }) => `${file}: ${specifier}`)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("a file has 400 lines at most, unless it is a table of cases under tests/", () => {
  const long = [...product, ...readers].filter((file) => lines(file) > 400);
  deepStrictEqual(long, []);
});

function wing(file: string): string {
  const [top, folder, ...inside] = file.split("/");
  if (top !== "lib") return top;
  return inside.length > 0 ? folder : "app";
}

/** The way from a file back to itself, if there is one. */
function cycleFrom(start: string): string | undefined {
  const seen = new Set<string>();
  const walk = (file: string, way: string): string | undefined => {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return `${way} → ${next}`;
      if (seen.has(next)) continue;
      seen.add(next);
      const cycle = walk(next, `${way} → ${next}`);
      if (cycle) return cycle;
    }
  };
  return walk(start, start);
}

function lines(file: string): number {
  return Deno.readTextFileSync(ROOT + file).split("\n").length - 1;
}
