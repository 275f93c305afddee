// deno-lint-ignore-file no-console -- printing is what a bench is for
/**
 * `deno task bench` measures this project side by side with others, and ends with a line for each
 * figure: `RATIO table/kitajs 1.31` is this project's speed divided by the other's, so more is
 * better. `--quick` measures for a shorter time, and a name (`table`, `requests`, `data`,
 * `postgres`, `live`)
 * selects one part.
 *
 * @module
 */
import { dataBench } from "./data.ts";
import { liveBench } from "./live.ts";
import { postgresBench } from "./postgres.ts";
import { requestsBench } from "./requests.ts";
import { tableBench } from "./table.ts";

const parts = {
  table: tableBench,
  requests: requestsBench,
  data: dataBench,
  postgres: postgresBench,
  live: liveBench,
};
const quick = Deno.args.includes("--quick");
const named = Object.keys(parts).filter((name) => Deno.args.includes(name));

const ratios = [];
for (const [name, bench] of Object.entries(parts)) {
  if (named.length === 0 || named.includes(name)) ratios.push(...await bench({ quick }));
}
console.log();
for (const { name, value } of ratios) console.log(`RATIO ${name} ${value.toFixed(2)}`);
