import { deepStrictEqual } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { ENTRIES, importsOf, localImports, ROOT, sources } from "./_files.ts";

/** What each wing may import beside itself, as DESIGN draws it. Types count. */
const ARROWS: Record<string, readonly string[]> = {
  html: [],
  data: [],
  http: ["html"],
  live: ["html", "http"],
  browser: ["html", "http", "live", "deno.json"],
  app: ["html", "http", "live", "browser", "data"],
};

/** Files that every wing may import: they import no others. */
const LEAVES = [
  "lib/base64url.ts",
  "lib/field.ts",
  "lib/file_path.ts",
  "lib/maybe.ts",
  "lib/metrics.ts",
  "lib/nearest.ts",
  "lib/null_object.ts",
  "lib/option_check.ts",
  "lib/result_marks.ts",
  "lib/same_value.ts",
  "lib/stack.ts",
  "lib/telemetry.ts",
  "lib/value_types.ts",
];

/** The rooms of lib/http from the ground up: each imports none that comes after it. */
const HTTP =
  ("types byte_stream log preferences messages say record errors verbs headers cors base_path background " +
    "middleware params media_type " +
    "cookies request handler before after routing reply around mod").split(" ");

const product = sources(...ENTRIES, "lib", "ext");
const edges = product.flatMap((from) => localImports(from).map((to) => ({ from, to })));
const readers = sources("examples", "bench", "site");
const all = [...product, ...readers, ...sources("tests")];

Deno.test("imports point down: html ← http ← live ← browser ← app ← mod.ts, and data ← app", () => {
  const wrong = edges.filter(({ from, to }) =>
    from.startsWith("lib/") && wing(to) !== wing(from) && !LEAVES.includes(to) &&
    !ARROWS[wing(from)]?.includes(wing(to))
  );
  deepStrictEqual(wrong, []);
});

Deno.test("ext imports the library by entries that deno.json exports, as anybody could", () => {
  const entries = Object.values(config.exports).map((path) => path.slice("./".length));
  const wrong = edges.filter(({ from, to }) =>
    from.startsWith("ext/") && !to.startsWith("ext/") && !entries.includes(to)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("SQLite is written with the door that other backends have", () => {
  const folder = "lib/data/sqlite/", door = "lib/data/backend.ts";
  const wrong = edges.filter(({ from, to }) =>
    from.startsWith(folder) && !to.startsWith(folder) && to !== door && !LEAVES.includes(to)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("lib/http is built in one order, from params to reply", () => {
  const room = (file: string) => file.split("/")[2].replace(/\.ts$/, "");
  const own = sources("lib/http");
  deepStrictEqual(new Set(own.map(room)), new Set(HTTP));
  const wrong = edges.filter(({ from, to }) =>
    own.includes(from) && own.includes(to) && HTTP.indexOf(room(from)) < HTTP.indexOf(room(to))
  );
  deepStrictEqual(wrong, []);
});

Deno.test("imports make no cycle, of files or of folders, those of types included", () => {
  const beside = edges.map(({ from, to }) => toSiblings(from, to));
  const graph = Map.groupBy(beside, ([from]) => from);
  const next = (room: string) => graph.get(room)?.map(([, to]) => to) ?? [];
  deepStrictEqual([...graph.keys()].map((room) => cycleFrom(room, next)).filter(Boolean), []);
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

Deno.test("the site imports the package by its name, and no file but its own", () => {
  const wrong = sources("site").flatMap((file) =>
    localImports(file).filter((to) => !to.startsWith("site/") && to !== "deno.json").map((to) =>
      `${file}: ${to}`
    )
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
  const [top, folder] = file.split("/");
  return top === "lib" ? folder : top;
}

/** The file or folder of each that are in one folder: a cycle of any files is one of those. */
function toSiblings(from: string, to: string): [from: string, to: string] {
  const [a, b] = [from.split("/"), to.split("/")];
  const end = a.findIndex((part, i) => part !== b[i]) + 1;
  return [a.slice(0, end).join("/"), b.slice(0, end).join("/")];
}

/** The way from a room back to itself, if there is one. */
function cycleFrom(start: string, next: (room: string) => string[]): string | undefined {
  const seen = new Set<string>();
  const walk = (room: string, way: string): string | undefined => {
    for (const to of next(room)) {
      if (to === start) return `${way} → ${to}`;
      if (seen.has(to)) continue;
      seen.add(to);
      const cycle = walk(to, `${way} → ${to}`);
      if (cycle) return cycle;
    }
  };
  return walk(start, start);
}

function lines(file: string): number {
  return Deno.readTextFileSync(ROOT + file).split("\n").length - 1;
}
