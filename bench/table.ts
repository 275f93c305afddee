/** The bench of the renderer. */
import { deepStrictEqual } from "node:assert";
import { parse, serialize } from "parse5";
import { compare, type Ratio } from "./rounds.ts";
import { table as fasthtml } from "./table/fasthtml.ts";
import { table as hand } from "./table/hand.ts";
import { table as hono } from "./table/hono.tsx";
import { table as kitajs } from "./table/kitajs.tsx";
import { people, type Person } from "./table/people.ts";
import { table as preact } from "./table/preact.tsx";

/** Renders a table of 1,000 rows with every renderer, after checking that all print the same. */
export function tableBench({ quick }: { quick: boolean }): Promise<Ratio[]> {
  const tables = { fasthtml, hand, kitajs, hono, preact };
  const page = serialize(parse(hand(people)));
  const subjects = Object.entries(tables).map(([name, table]) => {
    deepStrictEqual(serialize(parse(table(people))), page, `${name} prints another table`);
    rendersASecond(table, 100); // Lets the compiler do its work.
    return { name, measure: () => rendersASecond(table, quick ? 20 : 100) };
  });
  return compare("table", subjects, {
    rounds: quick ? 5 : 15,
    show: (speed) => `${(1000 / speed).toFixed(3)} ms`,
  });
}

function rendersASecond(table: (people: readonly Person[]) => string, times: number): number {
  const start = performance.now();
  let bytes = 0;
  // Encoding is measured too, since a string of many pieces is only joined when it is read.
  for (let time = 0; time < times; time++) bytes += new TextEncoder().encode(table(people)).length;
  if (bytes === 0) throw new Error("Cannot measure a table: it rendered nothing, expected rows");
  return times * 1000 / (performance.now() - start);
}
