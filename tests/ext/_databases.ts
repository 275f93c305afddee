import { type Database, database } from "../../mod.ts";
import { postgres } from "../../ext/postgres.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { DebianServer } from "./postgres_servers.ts";

/** Where a test runs: an empty database, which any number of processes may open. */
export interface Place {
  readonly name: "SQLite" | "Postgres";
  /** The file or the URL. */
  readonly source: string;
  /** Opens it as another process does; it is closed when the test ends. */
  open(): Database<boolean>;
  /** Does something when the test ends, before databases are closed. */
  defer(end: () => unknown): void;
}

/** What a module promises, by what it does. */
export type Promises = Readonly<Record<string, (at: Place) => Promise<void>>>;

interface Databases extends AsyncDisposable {
  /** Makes an empty database and returns its file or URL. */
  create(): Promise<string>;
}

/** Tests what a module promises in SQLite, and in Postgres where that is there. */
export function testOverDatabases(module: string, tests: Promises): void {
  run({ name: `${module} over SQLite`, ignore: false }, "SQLite", tests, startSqlite);
  run(needing(["postgresql"], `${module} over Postgres`), "Postgres", tests, startPostgres);
}

/** An empty database in memory. */
export function inMemory(): Place & AsyncDisposable {
  const stack = new AsyncDisposableStack(), db = database(":memory:");
  stack.defer(() => db.close());
  return {
    name: "SQLite",
    source: ":memory:",
    open: () => db as Database<boolean>,
    defer: (end) => stack.defer(async () => void await end()),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Opens a database by its file or URL. */
export function openDatabase(source: string): Database<boolean> {
  return database(source.startsWith("postgres:") ? postgres(source, { max: 3 }) : source);
}

function run(
  where: { name: string; ignore: boolean },
  name: Place["name"],
  tests: Promises,
  start: () => Promise<Databases>,
): void {
  Deno.test({
    ...where,
    async fn(t) {
      await using databases = await start();
      for (const [does, test] of Object.entries(tests)) {
        await t.step(does, async () => {
          await using opened = new AsyncDisposableStack();
          const source = await databases.create();
          const open = () => {
            const db = openDatabase(source);
            opened.defer(async () => await db.close());
            return db;
          };
          const defer = (end: () => unknown) => opened.defer(async () => void await end());
          await test({ name, source, open, defer });
        });
      }
    },
  });
}

async function startSqlite(): Promise<Databases> {
  const folder = await tempFolder();
  let count = 0;
  return {
    create: () => Promise.resolve(`${folder.path}/${count++}.db`),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

async function startPostgres(): Promise<Databases> {
  const server = await DebianServer.start();
  let count = 0;
  return {
    async create() {
      const name = `test${count++}`;
      await server.run(`CREATE DATABASE ${name}`);
      return `${server.address}/${name}`;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
