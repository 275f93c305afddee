/** The bench of the data wing. */
import type { Plan } from "./plan.ts";
import type { Ratio } from "./rounds.ts";
import { compareVerbs } from "./verbs.ts";

const PROGRAM = "data/program.ts", ROWS = "100000";

/** The figures. */
export const dataFigures = {
  get: { task: "get", times: 50_000 },
  select: { task: "select", times: 3000 },
  update: { task: "update", times: 20_000 },
  insert: { task: "insert", times: 10_000 },
  insertAll: { task: "insertAll", times: 30 },
};

/**
 * Measures each verb on a SQLite file of 100,000 rows, through `node:sqlite` for all subjects: this
 * project, prepared statements by hand, drizzle (prepared) and kysely.
 */
export async function dataBench(plan: Plan): Promise<Ratio[]> {
  const folder = await Deno.makeTempDir();
  try {
    return await compareVerbs({
      programs: { fasthtml: PROGRAM, hand: PROGRAM, drizzle: PROGRAM, kysely: PROGRAM },
      figures: dataFigures,
      toArgs: ({ name, subject }) => Promise.resolve([subject, `${folder}/${name}.db`, ROWS]),
    }, plan);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
