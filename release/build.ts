/**
 * `deno task build` writes what is published into `package/`, or into another folder: the sources,
 * which have the types, the documentation and what editors open, and in `built/` the same code as a
 * few JavaScript modules, because a program with a hundred modules fewer starts sooner.
 *
 * @module
 */
import { dirname, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { dropNames } from "./names.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The folder of the modules, in the package. */
const BUILT = "built";

/** Writes the package into a folder, which is emptied before. The same sources give the same bytes. */
export async function build(folder: string): Promise<void> {
  await clear(folder);
  for (const path of [...config.publish.include, ...UNPUBLISHED]) {
    await copy(ROOT + path, `${folder}/${path}`);
  }
  await bundle(`${folder}/${BUILT}`);
  const packages = new Map<string, string>();
  for await (const path of filesOf(`${folder}/${BUILT}`)) {
    const from = path.slice(folder.length + 1);
    await rewrite(path, (text) => {
      const named = namePackages(dropNames(text), packages);
      return toSelfTypes(from) + toAscii(placeFiles(named, from));
    });
  }
  await Deno.writeTextFile(`${folder}/${BUILT}/LICENSES.txt`, await toLicenses(packages));
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(toConfig(), null, 2) + "\n");
}

/** What `deno publish` reads in the folder of a package, and does not publish. */
const UNPUBLISHED = [".gitignore", "deno.lock"];

/** The entries, as paths from the root. */
const ENTRIES = Object.values(config.exports).map((path) => path.slice("./".length));

/** The module that is built of an entry, as a path from the root of the package. */
function toBuilt(entry: string): string {
  return `${BUILT}/${entry.replace(/\.ts$/, ".js")}`;
}

/** The package's own `deno.json`: its entries are the modules that were built. */
function toConfig(): object {
  const exports = Object.entries(config.exports)
    .map(([name, path]) => [name, `./${toBuilt(path.slice("./".length))}`]);
  const { name, version, license, imports, compilerOptions, publish } = config;
  return {
    name,
    version,
    license,
    exports: Object.fromEntries(exports),
    imports,
    compilerOptions,
    publish: { include: [...publish.include, BUILT] },
  };
}

/**
 * The packages of npm that every program has. They are inside of what is built: so a program downloads
 * no package for a single file of it, such as the 19 MB of Pico for one style sheet.
 */
const INSIDE = /^(?:@noble\/hashes|@picocss\/pico|cookie|htmx.*|idiomorph|mime\/.*)\/?$/;

/**
 * All entries at once, so that they share what they have in common: a class is one class, whichever
 * entry it comes from. Other packages of npm stay what they are, and names stay as errors show them.
 */
async function bundle(folder: string): Promise<void> {
  const others = Object.keys(config.imports).filter((name) => !INSIDE.test(name));
  const external = ["npm:*", ...others.map((name) => name.replace(/\/$/, "/*"))];
  await runBundler([
    "--quiet",
    "--code-splitting",
    "--keep-names",
    ...external.map((name) => `--external=${name}`),
    `--outdir=${folder}`,
    ...ENTRIES,
  ]);
}

/**
 * Runs `deno bundle` in the root, one process at a time: Deno 2.9.6 downloads its bundler at the first
 * use, and of several processes that do so at the same time, some fail.
 */
export async function runBundler(args: readonly string[]): Promise<void> {
  using file = await Deno.open(new URL(import.meta.url));
  await file.lock(true); // until it is closed
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...args],
    cwd: ROOT,
  }).output();
  if (success) return;
  throw new Error(`Cannot bundle: deno printed ${new TextDecoder().decode(stderr)}`);
}

/** The line that tells Deno and JSR where an entry's types are; nothing for modules between them. */
function toSelfTypes(built: string): string {
  const entry = ENTRIES.find((entry) => toBuilt(entry) === built);
  return entry ? `// @ts-self-types="${relative(dirname(built), entry)}"\n` : "";
}

/**
 * Names the files of npm by their packages, in place of where this machine has them, and adds where
 * it has each package.
 */
function namePackages(text: string, packages: Map<string, string>): string {
  const path = /^\/\/ (.*\/npm\/[^/]+\/)((?:@[^/]+\/)?[^/]+)\/(\d[^/]*)\/(.+)$/gm;
  return text.replace(path, (_, cache, name, version, file) => {
    packages.set(`${name}@${version}`, `${ROOT}${cache}${name}/${version}`);
    return `// npm:${name}@${version}/${file}`;
  });
}

/**
 * The bundler writes all but comments in ASCII. One other character, and V8 keeps the whole module with
 * two bytes for each.
 */
function toAscii(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The licenses of packages, which have to be where their code is. */
async function toLicenses(packages: ReadonlyMap<string, string>): Promise<string> {
  const texts = [...packages].sort().map(async ([name, folder]) => {
    const files = (await Array.fromAsync(Deno.readDir(folder))).map((file) => file.name);
    const file = files.find((name) => /^licen[cs]e/i.test(name));
    if (file) return `${name}\n\n${await Deno.readTextFile(`${folder}/${file}`)}`;
    const { license } = JSON.parse(await Deno.readTextFile(`${folder}/package.json`));
    if (license) return `${name}\n\nLicense: ${license}\n`;
    throw new Error(
      `Cannot build: ${name} has no license, expected a file or a field of package.json`,
    );
  });
  return `Code of these packages is in the modules of this folder.\n\n${
    (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`)
  }`;
}

/**
 * A module that is loaded by a path from its own file, such as that of a worker, is loaded from the
 * sources. The bundler leaves such a path as it is, below a line that says which file it was in.
 */
function placeFiles(text: string, built: string): string {
  let file = "";
  return text.split("\n").map((line) => {
    file = /^\/\/ ((?:lib|ext|cli)\/\S+)$/.exec(line)?.[1] ?? file;
    return line.replace(/(?<=import\.meta\.resolve\(")\.{1,2}\/[^"]+/g, (path) => {
      const source = new URL(path, `file:///${file}`).pathname.slice(1);
      Deno.statSync(ROOT + source);
      return relative(dirname(built), source);
    });
  }).join("\n");
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  if (!(await Deno.stat(from)).isDirectory) return Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}

async function* filesOf(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesOf(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(path, change(await Deno.readTextFile(path)));
}

/** Empties a folder that an earlier build has made, and no other. */
async function clear(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  if (names.length > 0 && !names.includes(BUILT)) {
    throw new Error(
      `Cannot build into ${folder}: it has ${
        names[0]
      }, expected an empty folder or an earlier build`,
    );
  }
  for (const name of names) await Deno.remove(`${folder}/${name}`, { recursive: true });
}

if (import.meta.main) await build(Deno.args[0] ?? `${ROOT}package`);
