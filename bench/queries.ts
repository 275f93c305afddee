/** The bench of requests that need a database, as TechEmpower asks for them. */
import { findPostgres } from "../tests/_needs.ts";
import { DebianServer } from "../tests/ext/postgres_servers.ts";
import type { Plan } from "./plan.ts";
import { type Case, compareServers } from "./requests.ts";
import { compare, print, rate, type Ratio } from "./rounds.ts";
import { fillPostgres, fillSqlite, WORLDS } from "./rows.ts";
import { load, warm } from "./load.ts";
import { Program } from "./processes.ts";

/** Each response has other rows: that they are right is compared. */
function areRight(body: string): unknown {
  return [JSON.parse(body)].flat().map(({ id, value, ...more }) => ({
    isRight: value === id * 7 % WORLDS,
    more,
  }));
}

function areRows(body: string): unknown {
  return JSON.parse(body).map((world: object) =>
    Object.entries(world).map(([name, value]) => ({
      name,
      isRight: Number.isInteger(value) && 0 < value && value <= WORLDS,
    }))
  );
}

/** The figures of SQLite. Updates are last, as they change what the others read. */
export const sqliteCases: Readonly<Record<string, Case>> = {
  list: { shot: { path: "/list" }, alike: [{ path: "/list", headers: { "hx-request": "true" } }] },
  db: { shot: { path: "/db" }, mask: areRight },
  queries20: { shot: { path: "/queries" }, mask: areRight },
  fortunes: { shot: { path: "/fortunes" } },
  updates20: { shot: { path: "/updates" }, mask: areRows },
};

/** The figures of Postgres. Ten connections of the pool serve fewer requests of twenty queries. */
export const pgCases: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries(sqliteCases).map(([title, { shot, ...more }]) => [
    `pg-${title}`,
    { shot: { ...shot, connections: title.endsWith("20") ? 4 : 32 }, ...more },
  ]),
);

/** Measures requests that query SQLite, beside statements by hand and Hono with drizzle. */
export async function sqliteBench(plan: Plan): Promise<Ratio[]> {
  const folder = await Deno.makeTempDir();
  try {
    return await compareServers({
      programs: { fasthtml: "sqlite/fasthtml.ts", hand: "sqlite/hand.ts", hono: "sqlite/hono.tsx" },
      cases: sqliteCases,
      toArgs(name) {
        fillSqlite(`${folder}/${name}.db`);
        return [`${folder}/${name}.db`];
      },
    }, plan);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Measures requests that query Postgres, beside npm:pg by hand and Hono with drizzle. */
export async function pgBench(plan: Plan): Promise<Ratio[]> {
  if (!findPostgres()) {
    print("postgres", "not installed");
    return [];
  }
  await using server = await DebianServer.start();
  return await compareServers({
    programs: {
      fasthtml: "postgres/fasthtml.ts",
      hand: "postgres/hand.ts",
      hono: "postgres/hono.tsx",
    },
    cases: pgCases,
    async toArgs(name) {
      await server.run(`CREATE DATABASE "${name}"`);
      await fillPostgres(`${server.address}/${name}`);
      return [`${server.address}/${name}`];
    },
  }, plan);
}

/** Measures the same page of a program with a table, and of one without: `table-cost/none`. */
export async function tableCostBench({ quick, against }: Plan): Promise<Ratio[]> {
  if (against) return []; // Both are this project's.
  const folder = await Deno.makeTempDir();
  try {
    fillSqlite(`${folder}/rows.db`);
    await using one = await Program.start("fasthtml", "sqlite/fasthtml.ts", {
      args: [`${folder}/rows.db`],
    });
    await using other = await Program.start("none", "pages/fasthtml.ts", { args: [folder] });
    for (const program of [one, other]) await warm(program, { path: "/" });
    const subjects = [one, other].map((program) => ({
      name: program.name,
      measure: () => load(program, { path: "/" }),
    }));
    return await compare("table-cost", subjects, { rounds: quick ? 7 : 13, show: rate("req") });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
