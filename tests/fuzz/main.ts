/**
 * Runs all fuzzers, one after the other, for so many minutes in all, with a seed, which is otherwise
 * the time: `deno task fuzz 60 7`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const [minutes = "6", seed = `${Date.now() % 2 ** 31}`] = Deno.args;
const folder = fileURLToPath(new URL(".", import.meta.url));
const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith("_test.ts"));

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", folder],
  env: { FUZZ_SECONDS: `${Math.ceil(60 * Number(minutes) / files.length)}`, FUZZ_SEED: seed },
}).spawn().status;
Deno.exit(code);
