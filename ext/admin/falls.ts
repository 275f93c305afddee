/** What falls with rows that are deleted: the rows that refer to them. */
import type { Database } from "../../mod.ts";
import type { AnyRow, ForeignKey, TableColumn } from "../../types.ts";
import type { AnyTable } from "./tables.ts";

/** What happens to the rows of a table that refer to those deleted. */
export type FallAct = "delete" | "clear" | "block";

/** How many rows of a table fall, or lose what they refer to, or hold the others back. */
export interface Fall {
  /** The table's name in its database. */
  readonly table: string;
  readonly act: FallAct;
  readonly count: number;
  /** Whether there are more, which were not counted. */
  readonly isMore: boolean;
}

/** The most rows that are followed, of each table. */
const MOST = 5000;
/** How many values are in one condition. */
const AT_ONCE = 200;

interface Referrer {
  readonly table: AnyTable;
  readonly column: TableColumn;
  readonly references: ForeignKey;
}

/**
 * Counts what falls with rows of a table, and what falls with that. MongoDB keeps references, but
 * does not follow them: there nothing falls.
 */
export async function countFalls(
  db: Database<boolean>,
  table: AnyTable,
  rows: readonly AnyRow[],
): Promise<Fall[]> {
  if (db.backend.name === "MongoDB") return [];
  const referrers = await findReferrers(db);
  const found = new Map<string, { fall: Fall; seen: Set<string> }>();
  const note = (name: string, act: FallAct, rows: { count: number; isMore: boolean }) => {
    const id = `${act} ${name}`;
    const { fall, seen } = found.get(id) ??
      { fall: { table: name, act, count: 0, isMore: false }, seen: new Set<string>() };
    const isMore = fall.isMore || rows.isMore;
    found.set(id, { fall: { ...fall, count: fall.count + rows.count, isMore }, seen });
    return seen;
  };
  const own = note(table.table, "delete", { count: 0, isMore: false });
  for (const row of rows) own.add(toId(table, row));
  let level = [{ table, rows }];
  while (level.length > 0) {
    const next: { table: AnyTable; rows: readonly AnyRow[] }[] = [];
    for (const { table, rows } of level) {
      for (const referrer of referrers.filter((one) => one.references.table === table.table)) {
        const act = toAct(referrer.references);
        const seen = note(referrer.table.table, act, { count: 0, isMore: false });
        const { fresh, isMore } = await findFresh(referrer, rows, seen);
        note(referrer.table.table, act, { count: fresh.length, isMore });
        if (act === "delete" && fresh.length > 0) next.push({ table: referrer.table, rows: fresh });
      }
    }
    level = next;
  }
  return [...found.values()].map(({ fall }) => fall).filter(({ count }) => count > 0);
}

async function findReferrers(db: Database<boolean>): Promise<Referrer[]> {
  const all: Referrer[] = [];
  for (const name of await db.tables()) {
    const table = await db.table(name) as AnyTable;
    for (const column of table.columns) {
      if (column.references) all.push({ table, column, references: column.references });
    }
  }
  return all;
}

/** The rows that refer to these, without those that were found before. */
async function findFresh(
  { table, column, references }: Referrer,
  rows: readonly AnyRow[],
  seen: Set<string>,
): Promise<{ fresh: AnyRow[]; isMore: boolean }> {
  const values = [...new Set(rows.map((row) => row[references.column]))]
    .filter((value) => value !== null && value !== undefined);
  const select = table.columns.filter(({ name, kind, references }) =>
    name !== "__proto__" && (table.pks.includes(name) || references || kind !== "bytes")
  ).map(({ name }) => name);
  const fresh: AnyRow[] = [];
  for (let at = 0; at < values.length; at += AT_ONCE) {
    const limit = MOST + 1 - fresh.length;
    if (limit <= 0) break;
    const where = { [column.name]: values.slice(at, at + AT_ONCE) };
    for (const row of await table(where, { limit, select })) {
      // Without a key each row counts: it can't be found twice by one column.
      const id = toId(table, row);
      if (table.pks.length > 0 && seen.has(id)) continue;
      seen.add(id);
      fresh.push(row);
    }
  }
  return { fresh: fresh.slice(0, MOST), isMore: fresh.length > MOST };
}

function toId({ pks }: AnyTable, row: AnyRow): string {
  return pks.map((name) => `${typeof row[name]} ${String(row[name])}`).join("\n");
}

/** What a foreign key does. Without a word it is CASCADE, as `create()` makes it. */
function toAct({ actions = "ON DELETE CASCADE" }: ForeignKey): FallAct {
  const action = /ON DELETE (CASCADE|SET NULL|SET DEFAULT)/i.exec(actions)?.[1]?.toUpperCase();
  return action === "CASCADE" ? "delete" : action === undefined ? "block" : "clear";
}
