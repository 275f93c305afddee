import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import config from "../../deno.json" with { type: "json" };
import { readPublicApi } from "../../site/reference/names.ts";
import { ROOT } from "./_files.ts";
import { wrongSince } from "./_since.ts";

/** The names of the last release, as it had them in exports.txt; there is none before the first. */
const RELEASED = `${ROOT}tests/house/released.txt`;

/** A line of exports.txt without what the name is. */
const toLine = (line: string) => line.replace(/ \S+$/, "");

Deno.test("a public name that the last release lacks says @since which version it is", async () => {
  const { names } = await readPublicApi();
  const own = names.flatMap(({ name, entries, since }) =>
    entries.map((entry) => ({ line: `${entry.slice(config.name.length) || "."} ${name}`, since }))
  ).map(({ line, since }) => ({ line: line.replace(/^\//, "./"), since }));
  const released = existsSync(RELEASED)
    ? Deno.readTextFileSync(RELEASED).trim().split("\n").map(toLine)
    : undefined;
  deepStrictEqual(wrongSince(own, { version: config.version, ...released && { released } }), []);
  // The lines are those of exports.txt.
  const lines = Deno.readTextFileSync(`${ROOT}tests/house/exports.txt`).trim().split("\n");
  const known = new Set(own.map(({ line }) => line));
  deepStrictEqual(lines.map(toLine).filter((line) => !known.has(line)), []);
});

Deno.test("a new name without @since, one of a later version, and one that is none are found", () => {
  const version = "0.10.0";
  const names = [
    { line: ". old" },
    { line: ". new" },
    { line: ". newer", since: "0.10.0" },
    { line: ". fixed", since: "0.9.2" },
    { line: ". later", since: "0.10.1" },
    { line: ". odd", since: "next" },
  ];
  deepStrictEqual(wrongSince(names, { version, released: [". old"] }), [
    ". new: no @since, expected 0.10.0",
    ". later: @since 0.10.1, expected at most 0.10.0",
    ". odd: @since next, expected such as 0.10.0",
  ]);
  deepStrictEqual(wrongSince([{ line: ". new" }], { version }), []);
});
