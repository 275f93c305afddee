/** Reference data: what FastHTML answered, and the shared attack cases. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GOLDEN = Deno.env.get("GOLDEN") ??
  fileURLToPath(import.meta.resolve("./fixtures/golden"));

/** The path of a file of the reference data, which `GOLDEN` may keep in another folder. */
export function goldenPath(name: string): string {
  return `${GOLDEN}/${name}`;
}

/** What the runners and tests say of a file that the folder named by `GOLDEN` does not have. */
export function missingGolden(...names: string[]): string | undefined {
  const missing = names.map(goldenPath).filter((path) => !existsSync(path));
  return missing.length > 0 ? `${missing.join(", ")}: not there` : undefined;
}

/** Reads a JSON file of the reference data; a reviver may see how each value is written. */
export async function readGolden<T>(
  name: string,
  reviver?: (key: string, value: unknown, context: { source?: string }) => unknown,
): Promise<T> {
  return JSON.parse(await Deno.readTextFile(goldenPath(name)), reviver as never);
}

/** Declares a test that reads files of the reference data; where one is missing, it is skipped by that name. */
export function goldenTest(
  name: string,
  needs: readonly string[],
  fn: (test: Deno.TestContext) => void | Promise<void>,
): void {
  const missing = missingGolden(...needs);
  Deno.test({ name: missing ? `${name} (${missing})` : name, ignore: missing !== undefined, fn });
}
