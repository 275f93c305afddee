/** `routes`: lists the routes of an application. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import probe from "./probe.ts" with { type: "text" };

/**
 * Prints the routes of the application that a module exports, and returns the exit code.
 * The module runs in its own process, with the nearest `deno.json` above it, so its imports and its
 * version of this package are those of the project.
 */
export async function printRoutes(file: string): Promise<number> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new Error(`Cannot list the routes of ${file}: it is not there, expected a module`);
  }
  const config = findConfig(dirname(path));
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--ext=ts",
      ...config ? [`--config=${config}`] : [],
      probe,
      file,
      pathToFileURL(path).href,
    ],
  }).spawn().status;
  return code;
}

/** The configuration file that `deno run` would find for a module in this folder. */
function findConfig(folder: string): string | undefined {
  const found = ["deno.json", "deno.jsonc"].map((name) => resolve(folder, name)).find(existsSync);
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : findConfig(above));
}
