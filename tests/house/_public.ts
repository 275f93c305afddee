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
  return (await publicSymbols()).map(({ entry, name, declarations }) => ({
    entry,
    name,
    kinds: [...new Set(declarations.map(({ kind }) => kind))].sort(),
    types: typesOf(declarations),
  }));
}

/** The public functions, constructors and methods that take options, each behind its entry. */
export async function functionsWithOptions(): Promise<string[]> {
  const found = (await publicSymbols()).flatMap(({ entry, name, declarations }) =>
    declarations.flatMap(({ kind, def }) => [
      ...kind === "function" ? [{ name, params: def.params }] : [],
      ...(def.constructors ?? []).map(({ params }) => ({ name: `new ${name}`, params })),
      ...(def.callSignatures ?? []).map(({ params }) => ({ name: `${name}()`, params })),
      ...(def.methods ?? []).map(({ name: verb, params, functionDef }) => ({
        name: `${name}.${verb}`,
        params: params ?? functionDef?.params,
      })),
    ]).filter(({ params }) => params?.some(isOptions)).map(({ name }) => `${entry} ${name}`)
  );
  // A method whose key is a symbol is the library's own.
  return [...new Set(found)].filter((name) => !name.includes("[")).sort();
}

interface PublicSymbol {
  entry: string;
  name: string;
  declarations: { kind: string; def: Definition }[];
}

interface Definition {
  params?: object[];
  constructors?: { params: object[] }[];
  callSignatures?: { params: object[] }[];
  methods?: { name: string; params?: object[]; functionDef?: { params: object[] } }[];
}

async function publicSymbols(): Promise<PublicSymbol[]> {
  const entries = Object.entries(config.exports);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...entries.map(([, file]) => file)],
    cwd: ROOT,
  }).output();
  const { nodes }: { nodes: Record<string, { symbols: Omit<PublicSymbol, "entry">[] }> } = JSON
    .parse(new TextDecoder().decode(stdout));
  return entries.flatMap(([entry, file]) =>
    nodes[new URL(file, `file://${ROOT}`).href].symbols.map((symbol) => ({ ...symbol, entry }))
  );
}

/** Whether a parameter is an object of options, by the name of its type. */
function isOptions(param: object): boolean {
  const types = [...typesOf(param)];
  return types.some((name) => /Options$|^(?:ClientRequest|HtmxResponse|Validators)$/.test(name));
}

function typesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === "typeName" || key === "extends") && typeof inner === "string") found.add(inner);
    else typesOf(inner, found);
  }
  return found;
}
