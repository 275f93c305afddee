import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./_files.ts";

/** A name that an entry of the package exports. */
export interface PublicName {
  /** The entry, as deno.json names it: `.`, `./html`. */
  entry: string;
  name: string;
  /** What it is: `function`, `interface`, … */
  kinds: string[];
  /** The types that its signatures name. */
  types: Set<string>;
}

/** All public names, by entry. */
export async function publicNames(): Promise<PublicName[]> {
  const entries = Object.entries(config.exports);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...entries.map(([, file]) => file)],
    cwd: ROOT,
  }).output();
  const { nodes }: Doc = JSON.parse(new TextDecoder().decode(stdout));
  return entries.flatMap(([entry, file]) =>
    nodes[new URL(file, `file://${ROOT}`).href].symbols.map(({ name, declarations }) => ({
      entry,
      name,
      kinds: [...new Set(declarations.map(({ kind }) => kind))].sort(),
      types: typesOf(declarations),
    }))
  );
}

interface Doc {
  nodes: Record<string, { symbols: { name: string; declarations: { kind: string }[] }[] }>;
}

function typesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === "typeName" || key === "extends") && typeof inner === "string") found.add(inner);
    else typesOf(inner, found);
  }
  return found;
}
