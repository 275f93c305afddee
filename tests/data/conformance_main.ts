/**
 * Runs the conformance suite over every backend and prints a line for each: `deno task conformance`.
 *
 * @module
 */
import { documentedBackends, mongoBackends, postgresBackends, sqliteBackends } from "./backends.ts";
import { Conformance, SECTIONS } from "./conformance.ts";

const backends = [
  ...await sqliteBackends(),
  ...postgresBackends(),
  ...mongoBackends(),
  ...documentedBackends(),
];
for (const backend of backends) {
  if (backend.missing !== undefined) {
    say(`${backend.name}: skipped, ${backend.missing}`);
    continue;
  }
  await using suite = new Conformance(backend);
  const failures: string[] = [];
  let asked = 0;
  for (const section of SECTIONS) {
    for (const step of suite.stepsOf(section)) {
      asked++;
      await suite.check(section, step).catch((error) =>
        failures.push(`  ${section.section}: ${step.name}: ${error}`)
      );
    }
  }
  const left = SECTIONS.flatMap(({ steps }) => steps).length - asked;
  const without = left > 0 ? `, ${left} left out as they need SQL or search` : "";
  say(`${backend.name}: ${asked - failures.length} passed, ${failures.length} failed${without}`);
  failures.forEach(say);
  if (failures.length > 0) Deno.exitCode = 1;
}

function say(line: string): void {
  // deno-lint-ignore no-console
  console.log(line);
}
