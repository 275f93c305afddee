import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../house/_files.ts";

/**
 * The arguments with which Deno runs a program as it is, but with htmx 2: the framework that it
 * imports is the one of `tests/fixtures/htmx_2`. The import map for that is written to a folder.
 */
export async function argsOfHtmx2(folder: string): Promise<string[]> {
  const entries = Object.entries(config.exports).map(([entry, file]) => [
    config.name + entry.slice(1),
    `file://${ROOT}${file}`,
  ]);
  const own = { [config.name]: `file://${ROOT}tests/fixtures/htmx_2/mod.ts` };
  // In deno.json a package has its subpaths by its name alone.
  const subpaths = Object.entries(config.imports).filter(([name]) => !name.endsWith("/"))
    .map(([name, url]) => [`${name}/`, `${url.replace("npm:", "npm:/")}/`]);
  const imports = {
    ...Object.fromEntries(subpaths),
    ...config.imports,
    ...Object.fromEntries(entries),
    ...own,
  };
  const path = `${folder}/imports.json`;
  await Deno.writeTextFile(path, JSON.stringify({ imports }));
  return [`--import-map=${path}`];
}
