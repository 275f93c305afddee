/**
 * Draws the wings, and the rooms of `lib/http`, into ARCHITECTURE.md from the imports: `deno task wings`.
 *
 * @module
 */
import { ENTRIES, localImports, ROOT, sources } from "./_files.ts";

const FILE = `${ROOT}ARCHITECTURE.md`;
const BLOCK = /```mermaid\n.*?```/s;

if (import.meta.main) {
  const text = Deno.readTextFileSync(FILE);
  Deno.writeTextFileSync(FILE, text.replace(BLOCK, () => draw()));
}

/** Returns the drawing that ARCHITECTURE.md has, or undefined if there is none. */
export function drawn(): string | undefined {
  return BLOCK.exec(Deno.readTextFileSync(FILE))?.[0];
}

/** Draws the imports as they are now, in Mermaid. */
export function draw(): string {
  const wings = toLines(sources(...ENTRIES, "lib", "ext", "cli"), toWing);
  const http = toLines(sources("lib/http").filter((file) => !file.endsWith("/mod.ts")), toRoom);
  const lines = [...wings, "subgraph lib/http", ...http.map((line) => `  ${line}`), "end"];
  return ["```mermaid", "graph TD", ...lines.map((line) => `  ${line}`), "```"].join("\n");
}

/**
 * Draws a line for each box that imports others. A box that is also reached through one of the
 * others is left out, so that the picture can be read.
 */
function toLines(files: readonly string[], toBox: (file: string) => string | undefined): string[] {
  const imports = new Map<string, Set<string>>();
  for (const file of files) {
    const from = toBox(file);
    for (const to of localImports(file).map(toBox)) {
      if (!from || !to || from === to) continue;
      if (!imports.has(from)) imports.set(from, new Set());
      imports.get(from)!.add(to);
    }
  }
  const reached = (from: string): string[] =>
    [...imports.get(from) ?? []].flatMap((to) => [to, ...reached(to)]);
  return [...imports].map(([from, all]) => {
    const far = new Set([...all].flatMap(reached));
    return `${from} --> ${[...all].filter((to) => !far.has(to)).sort().join(" & ")}`;
  }).sort();
}

/** Returns the wing of a file, or undefined if it is data, `deno.json`, or for all wings. */
function toWing(file: string): string | undefined {
  const [top, folder, room] = file.split("/");
  if (file.endsWith(".json")) return;
  if (ENTRIES.includes(file)) return "mod.ts";
  return top !== "lib" ? top : room && `lib/${folder}`;
}

/** Returns the file or folder directly in `lib/http` that a file is in, or undefined elsewhere. */
function toRoom(file: string): string | undefined {
  const [, wing, room] = file.split("/");
  return wing === "http" ? room!.replace(/\.ts$/, "") : undefined;
}
