import { deepStrictEqual } from "node:assert";
import { ROOT } from "./_files.ts";

/** What every program loads beside this project's own modules, and why. */
const LOADED: Record<string, string> = {
  "node:async_hooks": "what belongs to one request: xtra, languages, transactions",
  "node:sqlite": "database() opens at once, without a promise",
  "npm:@noble/hashes": "signs sessions without a promise",
  "npm:cookie": "reads and writes cookies",
  "npm:mime": "the media types of files",
};

/** What is loaded when something first needs it. */
const LATER = [
  "lib/app/dev/debug_page.ts",
  "lib/data/tools/create_mod.ts",
  "lib/data/tools/diagram.ts",
  "lib/data/tools/import_file.ts",
  "lib/data/tools/migrate.ts",
  "lib/http/request/body/multipart.ts",
];

interface Dependency {
  readonly code?: { readonly specifier?: string };
  readonly isDynamic?: boolean;
  readonly assertionType?: string;
}

interface Graph {
  readonly roots: string[];
  readonly redirects: Record<string, string>;
  readonly modules: { readonly specifier: string; readonly dependencies?: Dependency[] }[];
}

Deno.test("every program loads no module of Node.js and of npm but those with a reason", async () => {
  const { found, later } = walk(JSON.parse(await run("info", "--json", "mod.ts")));
  const others = found.filter((name) => /^(?:node|npm):/.test(name));
  const names = others.map((name) => name.replace(/^npm:\/?((?:@[^/]+\/)?[^@/]+).*$/, "npm:$1"));
  deepStrictEqual([...new Set(names)].sort(), Object.keys(LOADED));
  deepStrictEqual(later, LATER);
});

Deno.test("a program with rows, sessions and sockets loads nothing after its start", async () => {
  const { answers, before, after } = JSON.parse(
    await run("run", "-A", "tests/fixtures/start_main.ts"),
  );
  deepStrictEqual(answers, ["200 ", "200 1 1", "404 ", '<p id="told">Hi</p>', "200 "]);
  deepStrictEqual(before, []);
  deepStrictEqual(after[0], "lib/http/request/body/multipart.ts");
});

/** The modules that the root's imports lead to, and those that are imported by `import()`. */
function walk({ roots, redirects, modules }: Graph): { found: string[]; later: string[] } {
  const all = new Map(modules.map((module) => [module.specifier, module.dependencies ?? []]));
  const found = new Set(roots), later = new Set<string>();
  for (const name of found) {
    for (const { code, isDynamic, assertionType } of all.get(name) ?? []) {
      // A text for browsers runs no code.
      if (!code?.specifier || assertionType === "text") continue;
      const to = redirects[code.specifier] ?? code.specifier;
      (isDynamic ? later : found).add(to);
    }
  }
  const folder = roots[0]!.slice(0, -"mod.ts".length);
  return { found: [...found], later: [...later].map((name) => name.replace(folder, "")).sort() };
}

async function run(...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stderr: "inherit" })
    .output();
  return new TextDecoder().decode(stdout);
}
