/** The public names of the package, by `deno doc --json`: what is exported, from where, with its text. */
import { fileURLToPath } from "node:url";

/** The root of the project, with a slash at its end. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** An example of a doc comment. */
export interface Example {
  /** Its title; empty without one. */
  title: string;
  /** Markdown: the fenced program, and what is said with it. */
  text: string;
}

/** A name that a program can import. */
export interface PublicName {
  name: string;
  /** The specifiers that export it, such as `@fasthtml/fasthtml`; the first is the shortest. */
  entries: string[];
  /** The file that declares it, from the root. */
  file: string;
  /** The lines on which its declarations begin, from 1. */
  lines: number[];
  /** `function`, `class`, `interface`, `type` or `constant`, each once. */
  kinds: string[];
  /** Its doc comment without tags, Markdown. */
  doc: string;
  examples: Example[];
  /** The version that brought it, by `@since`. */
  since?: string;
}

/** An entry of the package, as programs import it. */
export interface Entry {
  /** As in an import: `@fasthtml/fasthtml/ext/jobs`. */
  specifier: string;
  /** Its file, from the root. */
  file: string;
  /** Its doc comment, Markdown, examples included. */
  doc: string;
}

/** All that is public. */
export interface PublicApi {
  /** The folder that files are from, with a slash at its end. */
  root: string;
  entries: Entry[];
  names: PublicName[];
}

interface Documents {
  nodes: Record<string, { module_doc?: JsDoc; symbols: DocSymbol[] }>;
}

interface DocSymbol {
  name: string;
  declarations: DocDeclaration[];
}

interface DocDeclaration {
  kind: string;
  declarationKind: string;
  location: Place;
  jsDoc?: JsDoc;
  def?: { target?: Place };
}

interface Place {
  filename: string;
  line: number;
}

interface JsDoc {
  doc?: string;
  tags?: { kind: string; doc?: string; name?: string; value?: string }[];
}

/** Reads the public names of entries; without any, those of `deno.json`. */
export async function readPublicApi(
  entries: Readonly<Record<string, string>> = ownConfig().exports,
  { root = ROOT, name = ownConfig().name }: { root?: string; name?: string } = {},
): Promise<PublicApi> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--json", ...Object.values(entries)],
    cwd: root,
  }).output();
  if (!success) {
    const found = new TextDecoder().decode(stderr).trim();
    throw new Error(`Cannot read the public names: ${found}, expected modules for deno doc`);
  }
  const { nodes }: Documents = JSON.parse(new TextDecoder().decode(stdout));
  const toFile = (url: string) => fileURLToPath(url).slice(root.length);
  const modules = new Map(Object.entries(nodes).map(([url, module]) => [toFile(url), module]));
  const found = new Map<string, PublicName>();
  const read: Entry[] = [];
  for (const [entry, path] of Object.entries(entries)) {
    const file = path.replace(/^\.\//, ""), specifier = name + entry.slice(1);
    const module = modules.get(file);
    if (!module) throw new Error(`Cannot read ${file}: deno doc has nothing, expected a module`);
    const { doc, examples } = toText([module.module_doc ?? {}]);
    read.push({ specifier, file, doc: [doc, ...examples.map(({ text }) => text)].join("\n\n") });
    for (const symbol of module.symbols) {
      // What a signature names without exporting it.
      if (symbol.declarations.every(({ declarationKind }) => declarationKind === "private")) {
        continue;
      }
      const key = keyOf(symbol.declarations[0]!);
      const before = found.get(key);
      if (before) before.entries.push(specifier);
      const own = symbol.declarations.some(({ kind }) => kind !== "reference");
      // One entry may have only a reference to what another entry shows.
      if (!before) found.set(key, toName(symbol, specifier, toFile));
      else if (own && before.kinds.length === 0) {
        found.set(key, { ...toName(symbol, specifier, toFile), entries: before.entries });
      }
    }
  }
  const names = [...found.values()];
  const empty = names.find(({ kinds }) => kinds.length === 0);
  if (empty) {
    throw new Error(`Cannot document ${empty.name}: a reference, expected its declaration`);
  }
  for (const { entries } of names) entries.sort((a, b) => a.length - b.length);
  return { root, entries: read, names };
}

function ownConfig(): { name: string; exports: Record<string, string> } {
  return JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`));
}

/** What tells declarations apart: their place. */
function keyOf({ kind, location, def }: DocDeclaration): string {
  const { filename, line } = kind === "reference" && def?.target || location;
  return `${filename}:${line}`;
}

function toName(
  { name, declarations }: DocSymbol,
  entry: string,
  toFile: (url: string) => string,
): PublicName {
  const own = declarations.filter(({ kind }) => kind !== "reference");
  const { doc, examples, since } = toText(declarations.map(({ jsDoc }) => jsDoc ?? {}));
  return {
    name,
    entries: [entry],
    file: toFile((own[0] ?? declarations[0]!).location.filename),
    // Of deno doc, the first line is 0.
    lines: own.map(({ location }) => location.line + 1),
    kinds: [...new Set(own.map(({ kind }) => KINDS[kind] ?? kind))],
    doc,
    examples,
    ...since ? { since } : {},
  };
}

const KINDS: Record<string, string> = { typeAlias: "type", variable: "constant" };

/** The texts of doc comments, each once, and their examples. */
function toText(
  docs: readonly JsDoc[],
): { doc: string; examples: Example[]; since: string | undefined } {
  const tags = docs.flatMap(({ tags = [] }) => tags);
  return {
    doc: [...new Set(docs.map(({ doc = "" }) => doc.trim()))].filter(Boolean).join("\n\n"),
    examples: tags.filter(({ kind }) => kind === "example").map(({ doc = "" }) => toExample(doc)),
    since: tags.find(({ kind }) => kind === "since")?.doc?.trim() ||
      tags.map(({ value = "" }) => value.match(/^@since\s+(\S+)/)?.[1]).find(Boolean),
  };
}

function toExample(text: string): Example {
  const [, title = "", rest = ""] = text.match(/^([^`\n][^\n]*)?\n*([^]*)$/)!;
  return { title: title.trim(), text: rest.trim() };
}
