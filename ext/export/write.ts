/** Writes the files of a site into its folder and nowhere else. */
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { areSame } from "./bytes.ts";

/** Writes the files that differ. It removes none, and follows no link out of the folder. */
export async function writeFiles(
  folder: string | URL,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<{ changed: string[]; left: string[] }> {
  const root = resolve(folder instanceof URL ? fileURLToPath(folder) : folder);
  await makeFolder(root, { recursive: true });
  const real = await Deno.realPath(root), made = new Set<string>([root]);
  const changed: string[] = [];
  // One folder after the other: a link in the place of one must not lead out before it is seen.
  const makeInside = async (path: string): Promise<void> => {
    if (made.has(path)) return;
    await makeInside(dirname(path));
    await makeFolder(path);
    const found = await Deno.realPath(path);
    if (!found.startsWith(real + sep)) {
      throw new Error(
        `Cannot write below "${path}": it leads to "${found}", expected a folder inside "${real}"`,
      );
    }
    made.add(path);
  };
  for (const [name, bytes] of files) {
    const path = join(root, name);
    await makeInside(dirname(path));
    const old = await lstat(path);
    if (old && !old.isFile) {
      const found = old.isSymlink ? "a link" : "a folder";
      throw new Error(`Cannot write "${path}": found ${found}, expected a file or nothing`);
    }
    if (old?.size === bytes.length && areSame(await Deno.readFile(path), bytes)) continue;
    await Deno.writeFile(path, bytes);
    changed.push(name);
  }
  const left = (await namesIn(root)).filter((name) => !files.has(name));
  return { changed, left: left.sort() };
}

async function makeFolder(path: string, options?: Deno.MkdirOptions): Promise<void> {
  try {
    await Deno.mkdir(path, options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code !== "EEXIST" && error.code !== "ENOTDIR") throw error;
    if (error.code === "EEXIST" && (await Deno.stat(path)).isDirectory) return;
    throw new Error(`Cannot make the folder "${path}": found a file, expected a folder or nothing`);
  }
}

async function lstat(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}

/** The names of all files, with slashes between folders; a link counts as a file. */
async function namesIn(folder: string, prefix = ""): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) names.push(...await namesIn(join(folder, name), `${prefix}${name}/`));
    else names.push(prefix + name);
  }
  return names;
}
