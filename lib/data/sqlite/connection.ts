/** One interface for the two SQLite libraries, `node:sqlite` and `jsr:@db/sqlite`. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { toParent } from "../../file_path.ts";
import { DataError, show, type Stored } from "../backend.ts";

/** What this wing needs of a SQLite library. */
export interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  readonly inTransaction: boolean;
  /** The file's path, for error messages. */
  readonly path: string;
  close(): void;
}

/** A prepared statement. Integers past 2^53 are bigints, others are numbers or bigints. */
export interface SqliteStatement {
  all(values: Stored[]): Stored[][];
  /**
   * Returns the first row of a SELECT: on a file a fifth faster than a list of one. A change would
   * stop before its end, the commit. Its failure would be lost, and no checkpoint would run.
   */
  first(values: Stored[]): Stored[] | undefined;
  /** Returns the number of rows that changed. */
  run(values: Stored[]): number;
  columns(): string[];
}

/** The part of `Database` of `jsr:@db/sqlite` that is used here. */
export interface DbSqlite {
  /** Compiles a statement. */
  prepare(sql: string): {
    enableInt64(): unknown;
    disableParseJson(): unknown;
    values(...values: never[]): unknown[][];
    run(...values: never[]): number;
    columnNames(): string[];
  };
  /** Whether a transaction has begun. */
  readonly inTransaction: boolean;
  /** The path of the file. */
  readonly path: string;
  /** Closes the connection. */
  close(): void;
}

/** Opens a file, or wraps an open connection of one of the two libraries. */
export function connect(source: string | DatabaseSync | DbSqlite): SqliteConnection {
  if (typeof source === "string") return new OwnConnection(open(source));
  if (source instanceof DatabaseSync) return new NodeConnection(source);
  if (typeof source?.prepare === "function") return new DbSqliteConnection(source);
  throw new DataError(
    `Cannot open a database: found ${show(source)}, expected a path, a DatabaseSync, ` +
      "a Database of jsr:@db/sqlite, postgres(…) or mongodb(…)",
  );
}

function open(path: string): DatabaseSync {
  try {
    if (path !== ":memory:") Deno.mkdirSync(toParent(path), { recursive: true });
    const db = new DatabaseSync(path, { timeout: PATIENCE });
    keepLog(db);
    return db;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const why = said.startsWith(CLOSED)
      ? `${CLOSED}, expected a file in a folder that this process may write`
      : said;
    throw new DataError(`Cannot open the database ${path}: ${why}`, { cause: error });
  }
}

/** How long a process waits for another that has locked the file, in milliseconds. */
const PATIENCE = 5000;

/**
 * Keeps a write-ahead log. SQLite does not wait for its lock where another process writes without
 * such a log, or makes the file at the same time.
 */
function keepLog(db: DatabaseSync): void {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    } catch (error) {
      if (!`${error}`.endsWith("database is locked") || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** What SQLite says, among others, of a disk that belongs to another user. */
const CLOSED = "unable to open database file";

class NodeConnection implements SqliteConnection {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  prepare(sql: string): SqliteStatement {
    return new NodeStatement(this.#db.prepare(sql) as ArrayStatement, sql);
  }

  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  get path(): string {
    return this.#db.location() ?? ":memory:";
  }

  close(): void {
    this.#db.close();
  }
}

/** A connection of this library's own, which the end of the program closes: else `-wal` remains. */
class OwnConnection extends NodeConnection {
  readonly #end: () => void;

  constructor(db: DatabaseSync) {
    super(db);
    // Weak, so that a database that the program drops is still collected.
    const ref = new WeakRef(db);
    this.#end = () => ref.deref()?.close();
    // Node.js has neither of the two: there `-wal` remains, which the next start reads.
    globalThis.addEventListener?.("unload", this.#end);
  }

  override close(): void {
    globalThis.removeEventListener?.("unload", this.#end);
    super.close();
  }
}

/** What Deno's types do not declare yet. */
interface ArrayStatement extends StatementSync {
  setReturnArrays(enabled: boolean): void;
}

class NodeStatement implements SqliteStatement {
  readonly #statement: ArrayStatement;

  constructor(statement: ArrayStatement, sql: string) {
    this.#statement = statement;
    // Measured: lists are read twice as fast as objects, which have no prototype here.
    statement.setReturnArrays(true);
    // A statement that writes can't run again when it returns an integer past 2^53.
    if (!/^\s*select/i.test(sql)) statement.setReadBigInts(true);
  }

  all(values: Stored[]): Stored[][] {
    return this.#read(() => this.#statement.all(...values as SQLInputValue[])) as Stored[][];
  }

  first(values: Stored[]): Stored[] | undefined {
    return this.#read(() => this.#statement.get(...values as SQLInputValue[])) as
      | Stored[]
      | undefined;
  }

  run(values: Stored[]): number {
    return Number(this.#statement.run(...values as SQLInputValue[]).changes);
  }

  columns(): string[] {
    return this.#statement.columns().map((column) => column.name);
  }

  #read(read: () => unknown): unknown {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // An integer past 2^53: read it again, and from now on, as bigints.
      this.#statement.setReadBigInts(true);
      return read();
    }
  }
}

class DbSqliteConnection implements SqliteConnection {
  readonly #db: DbSqlite;

  constructor(db: DbSqlite) {
    this.#db = db;
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#db.prepare(sql);
    // Without this, integers past 2^31 are wrong.
    statement.enableInt64();
    // Without this, json_object() is an object here and a text on node:sqlite.
    statement.disableParseJson();
    return {
      all: (values) => statement.values(...checked(values)),
      first: (values) => statement.values(...checked(values))[0],
      run: (values) => statement.run(...checked(values)),
      columns: () => statement.columnNames(),
    };
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction;
  }

  get path(): string {
    return this.#db.path;
  }

  close(): void {
    this.#db.close();
  }
}

/** That library binds each whole number as an integer of 64 bits, so 1e20 would be another one. */
function checked(values: Stored[]): never[] {
  const large = values.find((value) =>
    Number.isInteger(value) && Math.abs(value as number) >= 2 ** 63
  );
  if (large === undefined) return values as never[];
  throw new DataError(
    `Cannot bind ${large}: jsr:@db/sqlite would store another number, expected one below 2^63`,
  );
}
