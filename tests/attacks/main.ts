/**
 * Sends the shared attacks and those of this folder, or those of the folder in `ATTACKS`:
 * `deno task attacks`, with the start of ids to send some.
 *
 * @module
 */
import { findFiles, readCases, runCases } from "./run.ts";

const prefix = Deno.args[0] ?? "";

const cases = await Promise.all(findFiles().map(readCases));
const outcomes = await runCases(cases.flat().filter(({ id }) => id.startsWith(prefix)));
const rest = outcomes.filter(({ wrong }) => wrong.length > 0);
const lines = [
  `attacks: ${outcomes.length - rest.length} safe of ${outcomes.length}`,
  ...rest.map(({ id, wrong }) => `${id}: ${wrong.join("; ")}`),
  ...outcomes.filter(({ design }) => design).map(({ id, design }) => `by design: ${id}, ${design}`),
];
// deno-lint-ignore no-console
console.log(lines.join("\n  "));
if (rest.length > 0) Deno.exitCode = 1;
