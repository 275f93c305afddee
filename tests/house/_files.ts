import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the project, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The entries beside `lib/`; `mod.ts` is the name for all of them. */
export const ENTRIES = ["mod.ts", "types.ts", "compat.ts"];

/** The paths, from the root, of all TypeScript files in these folders, and of these files. */
export function sources(...paths: string[]): string[] {
  return filesOf(/\.tsx?$/, ...paths);
}

/** The paths, from the root, of the files with such a name in these folders, and of these files. */
export function filesOf(name: RegExp, ...paths: string[]): string[] {
  return paths.filter((path) => existsSync(ROOT + path)).flatMap((path) => {
    if (Deno.statSync(ROOT + path).isFile) return name.test(path) ? [path] : [];
    return filesOf(
      name,
      ...[...Deno.readDirSync(ROOT + path)].map((entry) => `${path}/${entry.name}`),
    );
  }).sort();
}

/** The words of the code spans of a document, which are in backticks; blocks of code are none. */
export function codeWords(document: string): string[] {
  const prose = document.replace(/^```.*?^```/gms, "");
  // A span ends at as many backticks as it begins with.
  return [...prose.matchAll(/(?<!`)(`+)(?!`)((?:.|\n(?!\n))*?)(?<!`)\1(?!`)/g)]
    .flatMap(([, , span]) => span!.match(/\w+/g) ?? []);
}

/** One import of a file: what it names, and whether only types come over. */
export interface Import {
  specifier: string;
  typeOnly: boolean;
}

/** The imports and re-exports of a file, static and dynamic, those of types included. */
export function importsOf(path: string): Import[] {
  const text = Deno.readTextFileSync(ROOT + path);
  return [
    ...text.matchAll(/^(?:import|export)\s(type\s)?[^"';]*?from\s+"([^"]+)"/gm),
    ...text.matchAll(/^import(\s)"([^"]+)"/gm),
    ...text.matchAll(/^[^*\n]*\bimport()\(\s*"([^"]+)"/gm),
  ].map(([, type, specifier]) => ({ specifier, typeOnly: Boolean(type?.trim()) }));
}

/** The files, as paths from the root, that a file imports by a relative path. */
export function localImports(file: string): string[] {
  return importsOf(file).map(({ specifier }) => specifier)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => new URL(specifier, `file:///${file}`).pathname.slice(1));
}
