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
  const { same, different, unexplained, useless } = parity;
  if (unexplained.length > 0) Deno.exitCode = 1;
  const counts = `${same.length} same, ${Object.keys(different).length} different on purpose`;
  const left = Object.values(useless).reduce((sum, count) => sum + count, 0);
  const counted = same.length + Object.keys(different).length + unexplained.length - left;
  const reasons = Object.entries(useless).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${name}: ${counts}, ${unexplained.length} unexplained`,
    `${(same.length / counted * 100).toFixed(1)} % of ${counted} are the same` +
    (left > 0 ? `, without ${left}: ${reasons.join(", ")}` : ""),
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
