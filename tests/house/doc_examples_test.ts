import { deepStrictEqual, ok } from "node:assert";
import { isElement } from "../../site/reference/elements.ts";
import { type PublicName, readPublicApi } from "../../site/reference/names.ts";
import { Sources } from "../../site/reference/source.ts";

/**
 * Names that have none, as their files have 400 lines. The list only gets shorter: nothing that is
 * new is added.
 */
const LIST = new URL("doc_examples.txt", import.meta.url);

const api = await readPublicApi();
const sources = new Sources(api.root);
const bare = api.names.filter((name) => needsExample(name) && !hasExample(name)).map(toLine).sort();

Deno.test("each public function, class and component has an example in its doc comment", () => {
  const left = Deno.readTextFileSync(LIST).trim().split("\n").filter(Boolean);
  const found = bare.filter((line) => !left.includes(line));
  deepStrictEqual(found, [], `Write an @example above: ${found.join(", ")}`);
  const done = left.filter((line) => !bare.includes(line));
  deepStrictEqual(done, [], `Remove from tests/house/doc_examples.txt: ${done.join(", ")}`);
});

Deno.test("what has no example is found: a class, a component, a function, but no element or type", () => {
  const samples = ["Client", "Card", "fastApp", "Button", "AAttrs", "Socket"].map((name) =>
    [name, api.names.filter((one) => one.name === name).map(needsExample)] as const
  );
  deepStrictEqual(samples, [
    ["Client", [true]],
    ["Card", [true, true]],
    ["fastApp", [true]],
    ["Button", [false, true]],
    ["AAttrs", [false]],
    ["Socket", [false]],
  ]);
  const fastApp = api.names.find(({ name }) => name === "fastApp")!;
  ok(hasExample(fastApp));
  ok(!hasExample({ ...fastApp, examples: [], doc: "Makes an application." }));
});

function toLine({ entries, name }: PublicName): string {
  return `${entries[0]} ${name}`;
}

/** Functions, classes that a program can make, and components. Elements have a table of their own. */
function needsExample(found: PublicName): boolean {
  const { kinds, entries } = found;
  if (isElement(found) || entries.every((entry) => /\/(?:types|cli)$/.test(entry))) return false;
  if (kinds.includes("function") || kinds.includes("class")) return true;
  return kinds.includes("constant") &&
    sources.declared(found).signatures.flat().some(({ type }) =>
      type?.name === "Component" || type?.name === "Tag"
    );
}

/** Whether a program shows it: above it, or at the top of the extension that it is in. */
function hasExample({ name, doc, examples, entries }: PublicName): boolean {
  const shown = api.entries.filter(({ specifier }) =>
    specifier.includes("/ext/") && entries.includes(specifier)
  );
  return examples.length > 0 || doc.includes("```ts") ||
    shown.some((entry) =>
      programsIn(entry.doc).some((text) => new RegExp(`\\b${name}\\b`).test(text))
    );
}

function programsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts[^]*?^```/gm)].map(([program]) => program);
}
