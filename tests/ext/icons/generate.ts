/**
 * Writes `ext/icons/lucide.txt` and `ext/icons/names.ts` anew, from lucide's package for npm:
 * `deno task icons`, after a change of VERSION.
 */
import { fileURLToPath } from "node:url";
import { tempFolder } from "../../_temp.ts";

const VERSION = "1.62.0";

const FOLDER = fileURLToPath(new URL("../../../ext/icons/", import.meta.url));

/** The generated files: their text by name. */
export type Generated = Record<"lucide.txt" | "names.ts", string>;

/** Loads the package, which has 68 MB, into a folder that is removed again, and reads its icons. */
export async function generate(): Promise<Generated> {
  await using folder = await tempFolder();
  const { path } = folder;
  const manifest = { dependencies: { "lucide-static": VERSION } };
  await Deno.writeTextFile(`${path}/package.json`, JSON.stringify(manifest));
  const install = new Deno.Command(Deno.execPath(), { args: ["install", "-q"], cwd: path });
  const { success, stderr } = await install.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const root = `${path}/node_modules/lucide-static`;
  const nodes = JSON.parse(await Deno.readTextFile(`${root}/icon-nodes.json`));
  const shapes = new Map<string, string>();
  for (const { name: file } of Deno.readDirSync(`${root}/icons`)) {
    shapes.set(
      file.replace(".svg", ""),
      toShapes(await Deno.readTextFile(`${root}/icons/${file}`)),
    );
  }
  const current = Object.keys(nodes).sort();
  const older = [...shapes.keys()].filter((name) => !(name in nodes)).sort();
  return {
    "lucide.txt": toData(current, older, shapes, await Deno.readTextFile(`${root}/LICENSE`)),
    "names.ts": toTypes(current, older),
  };
}

/** What is between `<svg>` and `</svg>`, without spaces that mean nothing. */
function toShapes(svg: string): string {
  const [, shapes] = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)!;
  return shapes!.replace(/\n\s*/g, "").replaceAll(" />", "/>");
}

/** A line for each name: its shapes, or for an older name "=" and the one of today. */
function toData(
  current: readonly string[],
  older: readonly string[],
  shapes: ReadonlyMap<string, string>,
  license: string,
): string {
  const byShapes = new Map(current.map((name) => [shapes.get(name), name]));
  const notice = `lucide-static ${VERSION}\n\n${license.trim()}`.split("\n")
    .map((line) => `# ${line}`.trim());
  const lines = [
    ...notice,
    ...current.map((name) => `${name}\t${shapes.get(name)}`),
    ...older.map((name) => `${name}\t=${byShapes.get(shapes.get(name))}`),
  ];
  return lines.join("\n") + "\n";
}

function toTypes(current: readonly string[], older: readonly string[]): string {
  return `/** The names of lucide's icons. \`deno task icons\` writes this file. */

// deno-fmt-ignore-file: a line for each letter

/** The name of one of lucide's icons: https://lucide.dev/icons shows them. */
export type IconName =
${toUnion(current)}
  // Names that icons had before lucide ${VERSION}:
${toUnion(older)};
`;
}

function toUnion(names: readonly string[]): string {
  const letters = Object.values(Object.groupBy(names, ([letter]) => letter!));
  const lines = letters.map((some) => `  | ${some!.map((name) => `"${name}"`).join(" | ")}`);
  return lines.join("\n");
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(await generate())) {
    await Deno.writeTextFile(FOLDER + name, text);
  }
}
