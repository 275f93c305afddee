/**
 * MongoDB for `database()`: the same verbs as on SQLite, with promises, through the official
 * driver.
 *
 * @example
 * ```ts ignore
 * import { database } from "@fasthtml/fasthtml";
 * import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
 *
 * class Task { id = ""; title = ""; completed = false; }
 *
 * const db = database(mongodb("mongodb://localhost:27017/tasks"));
 * const tasks = db.create(Task);
 * const task = await tasks.insert({ title: "Move to MongoDB" });
 * await tasks.update({ id: task.id, completed: true });
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { MongoClient } from "mongodb";
import type { Backend } from "../lib/data/backend.ts";
import { MongoStore } from "./mongodb/store.ts";
import type { Change, WatchedTable } from "./mongodb/watch.ts";

export type { Change, WatchedTable };

/** The driver's `Collection`. */
export type MongoCollection = InstanceType<typeof import("mongodb")["Collection"]>;

/** A MongoDB to open with `database()`, with its change streams. */
export interface Mongo extends Backend {
  /** Its verbs return promises. */
  readonly async: true;
  /**
   * Yields the changes of a table until the loop ends or the database is closed. Needs a replica
   * set. It goes on where it was after the server was away. Throws if the table is dropped. Rows
   * outside of the table's `xtra` are left out; a deletion has only its key, and is told of any row.
   */
  watch<Row extends object>(table: WatchedTable<Row>): AsyncGenerator<Change<Row>, void, void>;
  /**
   * The driver's own collection, for what tables have no verb for, such as aggregations. It knows
   * nothing of `xtra` and of transactions, and a row's key is `_id`.
   */
  collection(name: string): MongoCollection;
}

/** Options of the connection. */
export interface MongoOptions {
  /** Milliseconds without a server after which a call fails. Default: 3000. */
  timeout?: number;
}

const checkOptions = makeOptionCheck<MongoOptions>("open MongoDB", { timeout: true });

/**
 * Describes a MongoDB by its URL, `mongodb://host:27017/database`. Connections are opened when
 * needed, and again after the server was down. Until then verbs throw `ConnectionError`.
 * A row's key is the document's `_id`. A text key that is not given becomes an ObjectId.
 */
export function mongodb(url: string, options: MongoOptions = {}): Mongo {
  checkOptions(options);
  const { timeout = 3000 } = options;
  const settings = { serverSelectionTimeoutMS: timeout, useBigInt64: true, ignoreUndefined: true };
  return new MongoStore(new MongoClient(url, settings));
}
