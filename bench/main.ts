// deno-lint-ignore-file no-console -- printing is what a bench is for
/**
 * `deno task bench` measures this project side by side with others, and ends with a line for each
 * figure: `RATIO table/kitajs 1.31` is this project's speed divided by the other's, so more is
 * better. A second number is the same of processor time. `--quick` measures for a shorter time, and
 * names of parts or figures (`pages`, `json`) select some. `--against <commit>` measures this project
 * beside that version of it.
 *
 * @module
 */
import { dataBench, dataFigures } from "./data.ts";
import { liveBench, liveFigures } from "./live.ts";
import { pagesBench, pagesCases } from "./pages.ts";
import type { Plan } from "./plan.ts";
import { postgresBench, postgresFigures } from "./postgres.ts";
import { pgBench, pgCases, sqliteBench, sqliteCases, tableCostBench } from "./queries.ts";
import { startBench, startFigures } from "./start.ts";
import type { Ratio } from "./rounds.ts";
import { tableBench } from "./table.ts";

const parts: Record<string, { figures: readonly string[]; run(plan: Plan): Promise<Ratio[]> }> = {
  starts: { figures: startFigures, run: startBench },
  table: { figures: ["table"], run: tableBench },
  pages: { figures: Object.keys(pagesCases), run: pagesBench },
  sqlite: { figures: Object.keys(sqliteCases), run: sqliteBench },
  "table-cost": { figures: ["table-cost"], run: tableCostBench },
  pg: { figures: Object.keys(pgCases), run: pgBench },
  data: { figures: Object.keys(dataFigures), run: dataBench },
  postgres: { figures: Object.keys(postgresFigures), run: postgresBench },
  live: { figures: liveFigures, run: liveBench },
};

const flags = new Set(Deno.args.filter((arg) => arg.startsWith("--")));
const names = Deno.args.filter((arg) => !arg.startsWith("--"));
const ratios: Ratio[] = [];
for (const [part, { figures, run }] of Object.entries(parts)) {
  const isWanted = (name: string) =>
    names.length === 0 || names.includes(part) || names.includes(name);
  if (!figures.some(isWanted)) continue;
  ratios.push(...await run({ quick: flags.has("--quick"), against: undefined, isWanted }));
}
console.log();
for (const { name, value, work } of ratios) {
  console.log(
    `RATIO ${name} ${value.toFixed(2)}${work === undefined ? "" : ` CPU ${work.toFixed(2)}`}`,
  );
}
