// deno-lint-ignore-file no-console -- a task prints what it found
/**
 * The short form of the bench: `deno task bench:ci` fails when this project became slower, beside a
 * yardstick in the same process. It compares processor time with the ratios of `kept.json`, and a
 * figure is lost if it is less than three quarters of that in each of six processes. `--keep` writes
 * the file anew, from the medians of nine processes.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { median } from "../rounds.ts";

const LEAST = 0.75, TRIES = 6;
const KEPT = new URL("kept.json", import.meta.url);

if (Deno.args.includes("--keep")) await keep();
else await check();

async function keep(): Promise<void> {
  const found: Record<string, number>[] = [];
  for (let i = 0; i < 9; i++) found.push(await measure([]));
  const medians = Object.keys(found[0]).map((name) =>
    [name, Number(median(found.map((ratios) => ratios[name])).toFixed(3))] as const
  );
  await Deno.writeTextFile(KEPT, JSON.stringify(Object.fromEntries(medians), null, 2) + "\n");
}

async function check(): Promise<void> {
  const kept: Record<string, number> = JSON.parse(await Deno.readTextFile(KEPT));
  let slow = Object.keys(kept);
  for (let attempt = 1; attempt <= TRIES && slow.length > 0; attempt++) {
    const found = await measure(slow);
    for (const [name, ratio] of Object.entries(found)) {
      console.log(`${name.padEnd(10)} ${ratio.toFixed(2)}, kept ${kept[name].toFixed(2)}`);
    }
    slow = slow.filter((name) => found[name] < kept[name] * LEAST);
    if (slow.length > 0) console.log(`slower in attempt ${attempt}: ${slow.join(", ")}`);
  }
  if (slow.length > 0) {
    console.error(`This became slower by more than a quarter: ${slow.join(", ")}`);
    Deno.exit(1);
  }
}

/** The ratios of some figures, or of all, measured in a process of its own. */
async function measure(names: readonly string[]): Promise<Record<string, number>> {
  const program = fileURLToPath(new URL("turns.ts", import.meta.url));
  const args = ["run", "-A", "--no-check", program, ...names];
  const { success, stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" })
    .output();
  const printed = new TextDecoder().decode(stdout);
  if (!success) {
    throw new Error(`Cannot measure figures: the process printed ${printed}, expected ratios`);
  }
  return JSON.parse(printed);
}
