import { deepStrictEqual } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./_files.ts";

const LIST = new URL("exports.txt", import.meta.url);

Deno.test("public names are those of tests/house/exports.txt, and no others by accident", async () => {
  const names = await publicNames();
  // `deno test -A tests/house/exports_test.ts -- --write` takes over a deliberate change.
  if (Deno.args.includes("--write")) Deno.writeTextFileSync(LIST, names.join("\n") + "\n");
  deepStrictEqual(names, Deno.readTextFileSync(LIST).trim().split("\n"));
});

Deno.test("entries are in kebab-case, and their files in snake_case", () => {
  const wrong = Object.entries(config.exports)
    .filter(([entry, file]) =>
      !/^\.(\/[a-z\d-]+)*$/.test(entry) || !/^\.(\/[a-z\d_]+)+\.ts$/.test(file)
    );
  deepStrictEqual(wrong, []);
});

/** One line for each name of each entry: `. P function`. */
async function publicNames(): Promise<string[]> {
  const lines = await Promise.all(
    Object.entries(config.exports).map(async ([entry, file]) => {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["doc", "--json", file],
        cwd: ROOT,
      }).output();
      const { nodes }: { nodes: Record<string, { symbols: Documented[] }> } = JSON.parse(
        new TextDecoder().decode(stdout),
      );
      return Object.values(nodes).flatMap(({ symbols }) => symbols)
        .map(({ name, declarations }) => `${entry} ${name} ${kinds(declarations)}`);
    }),
  );
  return lines.flat().sort();
}

interface Documented {
  name: string;
  declarations: { kind: string }[];
}

function kinds(declarations: readonly { kind: string }[]): string {
  return [...new Set(declarations.map(({ kind }) => kind))].sort().join("+");
}
