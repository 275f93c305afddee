/** What has changed in the tables of a database, and who has changed it: the table `admin_log`. */
import type { Database, DataTable } from "../../mod.ts";
import { Integer } from "../../mod.ts";
import type { AnyRow } from "../../types.ts";
import type { View } from "./tables.ts";
import { toText } from "./values.ts";

/** What has been done. */
export type LogAct = "added" | "changed" | "deleted";

/** The texts of a row's columns, by name; null for null. */
export type LogTexts = Readonly<Record<string, string | null>>;

/** A change, as it is kept. */
export interface LogEntry {
  readonly at: Date;
  readonly who: string;
  readonly act: LogAct;
  readonly table: string;
  readonly key: string;
  readonly before: LogTexts | null;
  readonly after: LogTexts | null;
}

/** The name of the table. */
export const LOG_TABLE = "admin_log";

/** The changes of the tables of a database. */
export class History {
  readonly #rows: DataTable<AnyRow, unknown, boolean>;

  /** Makes the table, if it is not there. */
  constructor(db: Database<boolean>) {
    this.#rows = db.create(LOG_TABLE, {
      ...{ id: Integer, at: Date, who: String, act: String, table: String, key: String },
      ...{ before: Object, after: Object, pk: "id" },
    }, { indexes: [["table", "key"]] }) as unknown as DataTable<AnyRow, unknown, boolean>;
  }

  /** Waits until the table is there: outside of the transaction that a change is kept in. */
  async ready(): Promise<void> {
    await this.#rows.ready();
  }

  /** Keeps a change. */
  async add(entry: Omit<LogEntry, "at">): Promise<void> {
    await this.#rows.insert({ ...entry, at: new Date() });
  }

  /** Reads the changes of a table, or of a row of it, the last one first. */
  async read(
    { table, key, limit, offset }: { table: string; key?: string; limit: number; offset: number },
  ): Promise<LogEntry[]> {
    const where = key === undefined ? { table } : { table, key };
    const found = await this.#rows(where, { orderBy: "-id", limit, offset });
    return found as unknown as LogEntry[];
  }
}

/** The texts of what the admin shows of a row. */
export function toLogTexts({ columns }: View, row: AnyRow): LogTexts {
  return Object.fromEntries(columns.map((column) => {
    const value = row[column.name];
    return [column.name, value === null || value === undefined ? null : toText(column, value)];
  }));
}

/** What has changed: the texts before and after, of the columns that are shown. */
export function toChanges(
  { columns }: View,
  { before, after }: Pick<LogEntry, "before" | "after">,
): { name: string; before: string | null; after: string | null }[] {
  const textOf = (texts: LogTexts | null, name: string) =>
    texts !== null && Object.hasOwn(texts, name) ? texts[name] ?? null : null;
  return columns.map(({ name }) => ({
    name,
    before: textOf(before, name),
    after: textOf(after, name),
  })).filter((one) => one.before !== one.after);
}
