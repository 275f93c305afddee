/**
 * Sends all attacks of `shared/attacks` and of this folder: `deno task attacks`.
 *
 * @module
 */
import { readCases, runCases } from "./run.ts";

const folder = Deno.env.get("ATTACKS") ??
  new URL("../../../shared/attacks", import.meta.url).pathname;
const prefix = Deno.args[0] ?? "";

const cases = (await readCases(folder)).filter(({ id }) => id.startsWith(prefix));
const outcomes = await runCases(cases);
const rest = outcomes.filter(({ wrong }) => wrong.length > 0);
const lines = [
  `attacks: ${outcomes.length - rest.length} safe of ${outcomes.length}`,
  ...rest.map(({ id, wrong }) => `${id}: ${wrong.join("; ")}`),
  ...outcomes.filter(({ design }) => design).map(({ id, design }) => `by design: ${id}, ${design}`),
];
// deno-lint-ignore no-console
console.log(lines.join("\n  "));
if (rest.length > 0) Deno.exitCode = 1;
