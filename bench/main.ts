// deno-lint-ignore-file no-console -- printing is what a bench is for
/**
 * `deno task bench` measures this project side by side with others, and ends with a line for each
 * figure: `RATIO table/kitajs 1.31 CPU 1.29` is this project's speed divided by the other's, so more
 * is better; the second number is the same of processor time.
 *
 * `--quick` measures for a shorter time, and names of parts or figures (`pages`, `json`) select
 * some. `--against <commit>` measures this project beside that version of it: `RATIO json/474a1da`.
 *
 * @module
 */
import { checkOut } from "./against.ts";
import { dataBench, dataFigures } from "./data.ts";
import { liveBench, liveFigures } from "./live.ts";
import { pagesBench, pagesCases } from "./pages.ts";
import type { Plan } from "./plan.ts";
import { postgresBench, postgresFigures } from "./postgres.ts";
import { pgBench, pgCases, sqliteBench, sqliteCases, tableCostBench } from "./queries.ts";
import { startBench, startFigures } from "./start.ts";
import type { Ratio } from "./rounds.ts";
import { rowsBench, rowsFigures } from "./rows100k.ts";
import { tableBench } from "./table.ts";

const parts: Record<string, { figures: readonly string[]; run(plan: Plan): Promise<Ratio[]> }> = {
  starts: { figures: startFigures, run: startBench },
  tables: { figures: ["table"], run: tableBench },
  pages: { figures: Object.keys(pagesCases), run: pagesBench },
  sqlite: { figures: Object.keys(sqliteCases), run: sqliteBench },
  costs: { figures: ["table-cost"], run: tableCostBench },
  pg: { figures: Object.keys(pgCases), run: pgBench },
  data: { figures: Object.keys(dataFigures), run: dataBench },
  postgres: { figures: Object.keys(postgresFigures), run: postgresBench },
  rows: { figures: rowsFigures, run: rowsBench },
  live: { figures: liveFigures, run: liveBench },
};

const at = Deno.args.indexOf("--against");
const commit = at === -1 ? undefined : Deno.args[at + 1] ?? "HEAD";
const names = Deno.args.filter((arg, i) => !arg.startsWith("--") && (at === -1 || i !== at + 1));
const known = Object.entries(parts).flatMap(([part, { figures }]) => [part, ...figures]);
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  throw new Error(`Cannot measure: ${unknown} is no figure, expected one of ${known.join(", ")}`);
}

await using resources = new AsyncDisposableStack();
const against = commit === undefined ? undefined : resources.use(await checkOut(commit));
const quick = Deno.args.includes("--quick");
const ratios: Ratio[] = [];
for (const [part, { figures, run }] of Object.entries(parts)) {
  const isWanted = (name: string) =>
    names.length === 0 || names.includes(part) || names.includes(name);
  if (figures.some(isWanted)) ratios.push(...await run({ quick, against, isWanted }));
}
console.log();
for (const { name, value, work } of ratios) {
  const cpu = work === undefined ? "" : ` CPU ${work.toFixed(2)}`;
  console.log(`RATIO ${name} ${value.toFixed(2)}${cpu}`);
}
