import { deepStrictEqual, ok } from "node:assert";

const ROOT = new URL("../../", import.meta.url);
const guide = Deno.readTextFileSync(new URL("docs/porting.md", ROOT));
const rows = [...guide.matchAll(/^\| \[(\w+)\]\(\S+\) .*\| +(\d+) \| +(\d+) \|$/gm)]
  .map(([, name, python, here]) => ({ name: name!, python: Number(python), here: Number(here) }));

Deno.test("docs/porting.md has a row for each port, with its lines", () => {
  const ports = [...Deno.readDirSync(new URL("examples/ported", ROOT))]
    .map(({ name }) => name.replace(".ts", ""));
  deepStrictEqual(rows.map(({ name }) => name).sort(), ports.sort());
  deepStrictEqual(
    rows.map(({ name, here }) => [name, here]),
    rows.map(({ name }) => [name, lines(name)]),
  );
});

Deno.test("no port is longer than its Python original", () => {
  for (const { name, python, here } of rows) ok(here <= python, `${name}: ${here} > ${python}`);
});

/** Counts lines that are neither blank nor comment alone. */
function lines(name: string): number {
  return Deno.readTextFileSync(new URL(`examples/ported/${name}.ts`, ROOT)).split("\n")
    .filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/\*\*)/.test(line)).length;
}
