import { deepStrictEqual, ok } from "node:assert";
import { countTypeScript } from "./lines.ts";

const ROOT = new URL("../../", import.meta.url);
const guide = Deno.readTextFileSync(new URL("docs/porting.md", ROOT));
const rows = [...guide.matchAll(/^\| \[(\w+)\]\(\S+\) .*\| +(\d+) \| +(\d+) \| +(\d+) \|$/gm)]
  .map(([, name, ...counts]) => {
    const [python, formatted, here] = counts.map(Number) as [number, number, number];
    return { name: name!, python, formatted, here };
  });

/** The twelve that were ported line for line. */
const second = rows.slice(12);

Deno.test("docs/porting.md has a row for each port, with its lines", () => {
  const ports = [...Deno.readDirSync(new URL("examples/ported", ROOT))]
    .filter(({ isFile }) => isFile).map(({ name }) => name.replace(".ts", ""));
  deepStrictEqual(rows.map(({ name }) => name).sort(), ports.sort());
  deepStrictEqual(
    rows.map(({ name, here }) => [name, here]),
    rows.map(({ name }) => [name, countTypeScript(read(name))]),
  );
});

Deno.test("docs/porting.md says how many lines all ports have, and the last twelve", () => {
  for (const part of [rows, second]) {
    const python = `${sum(part, "python")} in Python, ${
      sum(part, "formatted")
    } in Python formatted`;
    ok(guide.replace(/\s+/g, " ").includes(`${sum(part, "here")} lines here, ${python} alike`));
    ok(sum(part, "here") < sum(part, "formatted"));
  }
});

Deno.test("the last twelve ports are at most a tenth longer than Python", () => {
  ok(sum(second, "here") <= 1.1 * sum(second, "python"));
});

Deno.test("no port is laid out by hand", () => {
  for (const { name } of rows) ok(!read(name).includes("deno-fmt-ignore"), name);
});

function sum(part: typeof rows, of: "python" | "formatted" | "here"): number {
  return part.reduce((sum, row) => sum + row[of], 0);
}

function read(name: string): string {
  return Deno.readTextFileSync(new URL(`examples/ported/${name}.ts`, ROOT));
}
