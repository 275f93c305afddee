import { DatabaseSync } from "node:sqlite";
import { type Database, database, type DbSqlite } from "../../lib/data/mod.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { findPostgres } from "../_needs.ts";
import { DebianServer, startPglite } from "../ext/postgres_servers.ts";

/** A backend that the conformance suite runs over. */
export interface Running extends AsyncDisposable {
  /** An empty database. */
  open(): Promise<Database<boolean>>;
}

/** A backend by name; `start` gives a sentence where it can't be had here. */
export interface BackendUnderTest {
  name: string;
  /** Whether it takes SQL. */
  sql: boolean;
  start(): Promise<Running | string>;
}

/** Every backend. */
export const BACKENDS: readonly BackendUnderTest[] = [
  { name: "SQLite (node:sqlite, in memory)", sql: true, start: () => sqlite(() => ":memory:") },
  { name: "SQLite (node:sqlite, in a file)", sql: true, start: inFiles },
  {
    name: "SQLite (a DatabaseSync of the caller's)",
    sql: true,
    start: () => sqlite(() => new DatabaseSync(":memory:")),
  },
  { name: "SQLite (jsr:@db/sqlite)", sql: true, start: dbSqlite },
  { name: "Postgres (PGlite over TCP)", sql: true, start: startPglite },
  { name: "Postgres (Debian's server)", sql: true, start: debian },
  { name: "MongoDB (a stand-in that speaks OP_MSG)", sql: false, start: mongoStandIn },
  { name: "MongoDB (MONGO_URI)", sql: false, start: mongo },
];

function sqlite(source: () => string | DatabaseSync | DbSqlite): Promise<Running> {
  return Promise.resolve({
    open: () => Promise.resolve(database(source() as string)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function inFiles(): Promise<Running> {
  const folder = await Deno.makeTempDir();
  let files = 0;
  return {
    ...await sqlite(() => `${folder}/data/${files++}.db`),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Not a literal: where JSR is out of reach, a static import would stop everything. */
const DB_SQLITE = "jsr:@db/sqlite@0.13";

async function dbSqlite(): Promise<Running | string> {
  try {
    const { Database } = await import(DB_SQLITE) as { Database: new (path: string) => DbSqlite };
    return await sqlite(() => new Database(":memory:"));
  } catch (error) {
    return `cannot import ${DB_SQLITE}: ${String(error).split("\n")[0]}`;
  }
}

function debian(): Promise<Running | string> {
  if (findPostgres() || Deno.env.get("CI")) return DebianServer.start();
  return Promise.resolve("no PostgreSQL server is installed");
}

function mongoStandIn(): Promise<Running> {
  const server = new MongoStandIn();
  return Promise.resolve({
    open: () => Promise.resolve(database(mongodb(server.newUrl()))),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

function mongo(): Promise<Running | string> {
  const url = Deno.env.get("MONGO_URI");
  if (!url) return Promise.resolve("MONGO_URI is not set");
  const open = () => {
    const fresh = new URL(url);
    fresh.pathname = `/fasthtml_test_${crypto.randomUUID().slice(0, 8)}`;
    return Promise.resolve(database(mongodb(fresh.href)));
  };
  return Promise.resolve({ open, [Symbol.asyncDispose]: () => Promise.resolve() });
}
