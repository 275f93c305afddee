/** The public names: how many they are, where each is used, and what none of them may be called. */
import { deepStrictEqual, ok } from "node:assert";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { codeWords, filesOf, ROOT, sources } from "./_files.ts";
import { publicNames } from "./_public.ts";

const names = await publicNames();

/** Elements that FastHTML gives the name of a global: programs know them by it. */
const ELEMENTS = [". Audio", ". Body", ". Option", "./ext/svg Image", "./ext/svg Text"];

/** Names that a program has for its own, or that TypeScript's users read as something else. */
const COMMON =
  ("Answer App Class Column Context Field Fields Flag Hook Index Item Key Keys Kind Method Model " +
    "Name Open Options Path Place Props Query Reference Result Row Schema Shape State Store Table " +
    "Target Term Text Trigger Type Url User Value Where").split(" ");

Deno.test("mod.ts exports at most 260 names", () => {
  const count = names.filter(({ entry }) => entry === ".").length;
  ok(count <= 260, `${count} names`);
});

Deno.test("a name of mod.ts, types.ts and compat.ts is in one of them", () => {
  const entries = Map.groupBy(
    names.filter(({ entry }) => [".", "./types", "./compat"].includes(entry)),
    ({ name }) => name,
  );
  deepStrictEqual([...entries.values()].filter(({ length }) => length > 1), []);
});

Deno.test("no public name is that of a global, but for five elements", async () => {
  const globals = await globalNames();
  ok(globals.has("Deno") && globals.has("HTMLElement") && globals.has("Parameters"));
  const found = names.filter(({ entry, name }) => entry !== "./html" && globals.has(name));
  deepStrictEqual(found.map(({ entry, name }) => `${entry} ${name}`).sort(), ELEMENTS);
});

Deno.test("no public type has a name that programs have for their own", () => {
  const types = names.filter(({ entry, kinds }) =>
    [".", "./types", "./html", "./data"].includes(entry) && !kinds.includes("variable") &&
    !kinds.includes("function")
  );
  deepStrictEqual(types.filter(({ name }) => COMMON.includes(name)), []);
});

Deno.test("a document or an example uses each name of mod.ts and compat.ts", () => {
  const used = new Set([
    ...filesOf(/\.md$/, "README.md", "docs").flatMap((file) => usedIn(read(file))),
    ...sources("examples").flatMap((file) => importedIn(read(file))),
  ]);
  const unused = names.filter(({ entry, name }) =>
    [".", "./compat"].includes(entry) && !used.has(name)
  );
  deepStrictEqual(unused.map(({ entry, name }) => `${entry} ${name}`), []);
});

Deno.test("a signature of another entry needs each type of types.ts", () => {
  const types = new Map(
    names.filter(({ entry }) => entry === "./types").map((found) => [found.name, found]),
  );
  const needed = new Set<string>();
  const walk = (from: { types: Set<string> }) => {
    for (const name of from.types) {
      if (!types.has(name) || needed.has(name)) continue;
      needed.add(name);
      walk(types.get(name)!);
    }
  };
  for (const found of names) if (found.entry !== "./types") walk(found);
  deepStrictEqual([...types.keys()].filter((name) => !needed.has(name)), []);
});

/** The globals of JavaScript, the DOM and Deno. */
async function globalNames(): Promise<Set<string>> {
  const folder = dirname(fileURLToPath(import.meta.resolve("typescript")));
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => /^lib\.(es|dom|decorators).*\.d\.ts$/.test(name));
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["types"] }).output();
  const texts = [
    ...files.map((name) => Deno.readTextFileSync(`${folder}/${name}`)),
    new TextDecoder().decode(stdout),
  ];
  return new Set(
    texts.flatMap((text) =>
      declaredIn(ts.createSourceFile("lib.d.ts", text, ts.ScriptTarget.Latest).statements)
    ),
  );
}

function declaredIn(statements: readonly ts.Statement[]): string[] {
  return statements.flatMap((node) => {
    if (ts.isVariableStatement(node)) {
      return node.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text);
    }
    const isGlobalBlock = ts.isModuleDeclaration(node) && node.name.text === "global";
    if (isGlobalBlock) return declaredIn((node.body as ts.ModuleBlock).statements);
    const { name } = node as ts.DeclarationStatement;
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

/** The names in backticks, and those that the code between fences imports. */
function usedIn(document: string): string[] {
  const blocks = document.match(/^```.*?^```/gms) ?? [];
  return [...codeWords(document), ...blocks.flatMap(importedIn)];
}

function importedIn(code: string): string[] {
  const lists = code.matchAll(/^import\s(?:type\s)?\{([^}]*)\}\sfrom\s"@fasthtml\//gm);
  return [...lists].flatMap(([, list]) => list!.match(/\w+/g) ?? []);
}

function read(file: string): string {
  return Deno.readTextFileSync(ROOT + file);
}
