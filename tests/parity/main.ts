/**
 * Compares this project with what FastHTML really answered: `deno task parity`.
 *
 * @module
 */
import { missingGolden } from "../_golden.ts";
import { dataFindings } from "./data.ts";
import { FT_FILES, ftFindings } from "./ft.ts";
import { funcsFindings } from "./funcs.ts";
import { httpFindings } from "./http.ts";
import type { Findings } from "./rules.ts";
import { wsFindings } from "./ws.ts";

const SECTIONS: readonly [name: string, files: readonly string[], find: () => Promise<Findings>][] =
  [
    ["ft", FT_FILES, ftFindings],
    ["http", ["http.json"], httpFindings],
    ["data", ["minidata.json"], dataFindings],
    ["funcs", ["funcs.json"], funcsFindings],
    ["ws", ["ws.json"], wsFindings],
  ];

for (const [name, files, find] of SECTIONS) {
  const missing = missingGolden(...files);
  print(missing ? `${name}: ${missing}` : report(name, await find()));
}

function report(name: string, { parity, excused }: Findings): string {
  const { same, different, unexplained } = parity;
  if (unexplained.length > 0) Deno.exitCode = 1;
  const counts = `${same.length} same, ${Object.keys(different).length} different on purpose`;
  return [
    `${name}: ${counts}, ${unexplained.length} unexplained`,
    ...unexplained,
    `wrong answers that pass: ${share(excused.same)} in place of the same, ` +
    `${share(excused.explained)} of the explained`,
  ].join("\n  ");
}

/** Of all kinds together: how many pass, of how many. */
function share(kinds: Findings["excused"]["same"]): string {
  const all = Object.values(kinds);
  const passing = all.reduce((sum, { excused }) => sum + excused.length, 0);
  return `${passing} of ${all.reduce((sum, { of }) => sum + of, 0)}`;
}

function print(text: string): void {
  // deno-lint-ignore no-console
  console.log(text);
}
