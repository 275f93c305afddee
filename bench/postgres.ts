/** The bench of the Postgres backend. */
import { findPostgres } from "../tests/_needs.ts";
import { DebianServer } from "../tests/ext/postgres_servers.ts";
import type { Plan } from "./plan.ts";
import { print, type Ratio } from "./rounds.ts";
import { compareVerbs } from "./verbs.ts";

const PROGRAM = "data/postgres_program.ts";

/** The figures: one after the other, and for 32 users at once. */
export const postgresFigures = {
  "pg-get": { task: "get", times: 3000 },
  "pg-select": { task: "select", times: 1000 },
  "pg-update": { task: "update", times: 2000 },
  "pg-insert": { task: "insert", times: 2000 },
  "pg-get-32": { task: "get-32", times: 6400 },
  "pg-select-32": { task: "select-32", times: 3200 },
  "pg-update-32": { task: "update-32", times: 3200 },
  "pg-insert-32": { task: "insert-32", times: 3200 },
};

/**
 * Measures verbs on a PostgreSQL server of its own: this project, and npm:pg by hand. Both return
 * rows as objects, and survive a restart.
 */
export async function postgresBench(plan: Plan): Promise<Ratio[]> {
  if (!findPostgres()) {
    print("postgres", "not installed");
    return [];
  }
  await using server = await DebianServer.start();
  return await compareVerbs({
    programs: { fasthtml: PROGRAM, hand: PROGRAM },
    figures: postgresFigures,
    async toArgs({ name, subject }) {
      await server.run(`CREATE DATABASE "${name}"`);
      return [subject, `${server.address}/${name}`];
    },
  }, plan);
}
