/** The changes of a table, by a change stream that goes on after the server was away. */
import { setTimeout as delay } from "node:timers/promises";
import type { Document, ResumeToken } from "mongodb";
import { ConnectionError, DataError, type TableColumn } from "../../lib/data/backend.ts";
import type { RowClass } from "../../lib/data/mod.ts";
import { CODECS, toStored } from "./documents.ts";
import type { MongoSession } from "./session.ts";

/** A change of a table: its type, the key of the row, and the row as it is now. */
export interface Change<Row = unknown> {
  /** The type of the change. */
  readonly type: "insert" | "update" | "delete";
  /** The key of the row: a list if the key has several columns. */
  readonly key: unknown;
  /** The row as the table has it now. Undefined if it was deleted. */
  readonly row?: Row;
}

/** What is needed of a table to watch it: every table of a MongoDB has it. */
export interface WatchedTable<Row extends object> {
  /** The table's name in its database. */
  readonly table: string;
  /** The class of its rows. */
  readonly Row: RowClass<Row>;
  /** The columns. */
  readonly columns: readonly TableColumn[];
  /** The names of the key's columns. */
  readonly pks: readonly string[];
  /** Waits until the columns are known. */
  ready(): Promise<void>;
  /** Reads the row of a key, or returns the fallback. */
  get(key: never, fallback: undefined): Promise<unknown>;
}

/** Yields the changes of a table. After an error of the network it goes on behind the last one. */
export async function* watch<Row extends object>(
  session: MongoSession,
  table: WatchedTable<Row>,
): AsyncGenerator<Change<Row>, void, void> {
  await table.ready();
  let token: ResumeToken;
  while (!session.isClosed) {
    const stream = session.db.collection(table.table).watch(
      [],
      token ? { resumeAfter: token } : {},
    );
    let event: Document | undefined;
    try {
      for (;;) {
        event = await session.run(() => stream.next());
        const change = await toChange(table, event);
        if (change) yield change;
        token = event._id;
        event = undefined;
      }
    } catch (error) {
      // An event whose row could not be read comes again.
      if (!event) token = stream.resumeToken ?? token;
      if (session.isClosed) return;
      if (!token || !(error instanceof ConnectionError)) throw error;
      await delay(100);
    } finally {
      await stream.close();
    }
  }
}

async function toChange<Row extends object>(
  table: WatchedTable<Row>,
  { operationType, documentKey }: Document,
): Promise<Change<Row> | undefined> {
  if (operationType === "invalidate") {
    throw new DataError(
      `Cannot go on watching table "${table.table}": it was dropped or renamed, ` +
        "expected it to stay",
    );
  }
  const type = operationType === "replace" ? "update" : operationType;
  if (type === "delete") return { type, key: toKey(table, documentKey._id) };
  if (type !== "insert" && type !== "update") return undefined;
  const key = toKey(table, documentKey._id);
  // Read by the table, which knows the class and xtra. It may have been deleted since.
  const row = await table.get(key as never, undefined);
  return row === undefined ? undefined : { type, key, row: row as Row };
}

function toKey({ columns, pks }: WatchedTable<object>, id: Document): unknown {
  const values = pks.map((name) => {
    const { kind } = columns.find((column) => column.name === name)!;
    const stored = toStored(pks.length > 1 ? id[name] : id);
    return CODECS[kind]?.read?.(stored) ?? stored;
  });
  return values.length > 1 ? values : values[0];
}
