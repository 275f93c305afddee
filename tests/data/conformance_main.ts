/**
 * Runs the conformance suite over every backend and prints a line for each: `deno task conformance`.
 *
 * @module
 */
import { BACKENDS } from "./backends.ts";
import { conform } from "./conformance.ts";

for (const { name, sql, start } of BACKENDS) {
  const running = await start();
  if (typeof running === "string") {
    say(`${name}: skipped, ${running}`);
    continue;
  }
  await using _running = running;
  const { passed, left, failures } = await conform(() => running.open(), { sql });
  const without = left > 0 ? `, ${left} left out as they need SQL` : "";
  say(`${name}: ${passed} passed, ${failures.length} failed${without}`);
  for (const { step, error } of failures) say(`  ${step}: ${error}`);
  if (failures.length > 0) Deno.exitCode = 1;
}

function say(line: string): void {
  // deno-lint-ignore no-console
  console.log(line);
}
