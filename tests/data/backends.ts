import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { Backend } from "../../lib/data/backend.ts";
import { type Database, database } from "../../lib/data/mod.ts";
import type { DbSqlite } from "../../lib/data/sqlite/connection.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { postgres } from "../../ext/postgres.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { tempFolder } from "../_temp.ts";
import { findPostgres } from "../_needs.ts";
import { DebianServer, startPglite } from "../ext/postgres_servers.ts";

/** A backend that the conformance suite runs over. */
export interface Running extends AsyncDisposable {
  /** An empty database. */
  open(): Promise<Database<boolean>>;
}

/** A backend by name. */
export interface BackendUnderTest {
  readonly name: string;
  /** Whether it takes SQL. */
  readonly sql: boolean;
  /** Whether it has full-text search. Default: true. */
  readonly search?: boolean;
  /** Why it can't be had here. */
  readonly missing?: string;
  start(): Promise<Running>;
}

/** SQLite by each of its libraries. */
export async function sqliteBackends(): Promise<BackendUnderTest[]> {
  return [
    { name: "SQLite in memory", sql: true, start: () => sqlite(() => ":memory:") },
    { name: "SQLite in a file", sql: true, start: inFiles },
    {
      name: "SQLite by a DatabaseSync",
      sql: true,
      start: () => sqlite(() => new DatabaseSync(":memory:")),
    },
    { name: "SQLite by jsr:@db/sqlite", sql: true, ...await dbSqlite() },
  ];
}

/** PostgreSQL. In CI its server has to be there. `PG_URI` names one more, or a relative of it. */
export function postgresBackends(): BackendUnderTest[] {
  const url = Deno.env.get("PG_URI");
  const isThere = findPostgres() !== undefined || Deno.env.has("CI");
  return [
    { name: "PGlite", sql: true, start: startPglite },
    {
      name: "PostgreSQL",
      sql: true,
      missing: isThere ? undefined : "no PostgreSQL server is installed",
      start: () => DebianServer.start(),
    },
    {
      name: "PostgreSQL at PG_URI",
      sql: true,
      missing: url ? undefined : "PG_URI is not set",
      start: () => remotePostgres(url!),
    },
  ];
}

/** MongoDB. */
export function mongoBackends(): BackendUnderTest[] {
  const url = Deno.env.get("MONGO_URI");
  return [
    { name: "a stand-in for MongoDB", sql: false, start: mongoStandIn },
    {
      name: "MongoDB",
      sql: false,
      missing: url ? undefined : "MONGO_URI is not set",
      start: () => mongo(url!),
    },
  ];
}

/** The store that docs/backends.md shows: what a reader writes with the public entries alone. */
export function documentedBackends(): BackendUnderTest[] {
  return [{ name: "the store of docs/backends.md", sql: false, search: false, start: documented }];
}

function sqlite(source: () => string | DatabaseSync | DbSqlite): Promise<Running> {
  return Promise.resolve({
    open: () => Promise.resolve(database(source() as string)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

async function inFiles(): Promise<Running> {
  const folder = await tempFolder();
  let files = 0;
  return {
    ...await sqlite(() => `${folder.path}/data/${files++}.db`),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** Where JSR is out of reach, `DB_SQLITE` may be the URL of a local copy of the library's mod.ts. */
export const DB_SQLITE = Deno.env.get("DB_SQLITE") ?? "jsr:@db/sqlite@0.13";

async function dbSqlite(): Promise<Pick<BackendUnderTest, "missing" | "start">> {
  const found = await importDbSqlite();
  return "Database" in found
    ? { start: () => sqlite(() => new found.Database(":memory:")) }
    : { missing: found.missing, start: () => Promise.reject(new Error(found.missing)) };
}

/** The class of `jsr:@db/sqlite`, or why it can't be imported here. */
export async function importDbSqlite(): Promise<
  { Database: new (path: string) => DbSqlite } | { missing: string }
> {
  try {
    return await import(DB_SQLITE) as { Database: new (path: string) => DbSqlite };
  } catch (error) {
    return { missing: `cannot import ${DB_SQLITE}: ${String(error).split("\n")[0]}` };
  }
}

async function documented(): Promise<Running> {
  await using folder = await tempFolder();
  const text = await Deno.readTextFile(new URL("../../docs/backends.md", import.meta.url));
  const [, program] = /^```ts\n(.*?)^```/ms.exec(text)!;
  const file = `${folder.path}/memory.ts`;
  await Deno.writeTextFile(file, program);
  const { MemoryStore } = await import(pathToFileURL(file).href) as {
    MemoryStore: new () => Backend & { readonly async: true };
  };
  return {
    open: () => Promise.resolve(database(new MemoryStore())),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function mongoStandIn(): Promise<Running> {
  const server = new MongoStandIn();
  return Promise.resolve({
    open: () => Promise.resolve(database(mongodb(server.newUrl()))),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

/** A database for each section, dropped at the end. `PG_DISTRIBUTED` is the option of its name. */
function remotePostgres(url: string): Promise<Running> {
  const options = { distributed: Deno.env.has("PG_DISTRIBUTED") };
  const names: string[] = [];
  const run = async (sql: string) => {
    await using db = database(postgres(url, options));
    await db.q(sql);
  };
  return Promise.resolve({
    async open() {
      const name = `fasthtml_test_${crypto.randomUUID().slice(0, 8)}`;
      await run(`CREATE DATABASE ${name}`);
      names.push(name);
      const fresh = new URL(url);
      fresh.pathname = `/${name}`;
      return database(postgres(fresh.href, options));
    },
    async [Symbol.asyncDispose]() {
      for (const name of names) await run(`DROP DATABASE ${name}`);
    },
  });
}

function mongo(url: string): Promise<Running> {
  const open = () => {
    const fresh = new URL(url);
    fresh.pathname = `/fasthtml_test_${crypto.randomUUID().slice(0, 8)}`;
    return Promise.resolve(database(mongodb(fresh.href)));
  };
  return Promise.resolve({ open, [Symbol.asyncDispose]: () => Promise.resolve() });
}
