/** Changes of rows, each with its history in one transaction: added, changed, deleted, imported. */
import {
  ConstraintError,
  type DataError,
  inRequest,
  type RequestContext,
  ValueError,
  XtraError,
} from "../../mod.ts";
import type { AnyRow } from "../../types.ts";
import { countFalls, type Fall } from "./falls.ts";
import { type History, toLogTexts } from "./history.ts";
import { type Given, type Problems, readFields } from "./fields.ts";
import { word } from "./messages.ts";
import type { References } from "./references.ts";
import { type ManagedTable, toDigest, type View } from "./tables.ts";
import { toText } from "./values.ts";

/** What a change is made with. */
export interface Change {
  readonly table: ManagedTable;
  readonly view: View;
  readonly context: RequestContext;
  readonly references: References;
  /** The tables of the admin by their names in the database, to ask what may fall. */
  readonly byTable: ReadonlyMap<string, ManagedTable>;
  readonly history: History | undefined;
  readonly who: string;
}

/** How a change went. */
export type Outcome =
  | { readonly kind: "done"; readonly row: AnyRow }
  | { readonly kind: "gone" }
  | { readonly kind: "forbidden" }
  | { readonly kind: "wrong"; readonly row: AnyRow | undefined; readonly problems: Problems }
  | { readonly kind: "conflict"; readonly row: AnyRow };

/** Ends a transaction without a change, with how it went. */
class Stop extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super("nothing was changed");
    this.outcome = outcome;
  }
}

/** Adds a row. */
export async function addRow(change: Change, given: Given): Promise<Outcome> {
  const { table, view, context } = change;
  if (!await table.may("add", undefined, context)) return { kind: "forbidden" };
  const { record, problems } = await readFields(change, given, undefined);
  if (problems.size > 0) return { kind: "wrong", row: undefined, problems };
  return await attempt(change, { given }, async () => {
    const row = await table.rows.insert(record) as AnyRow;
    await keep(change, { act: "added", before: null, after: row }, view);
    return row;
  });
}

/** Changes a row, if it is as it was when the form was made: as `digest` says. */
export async function changeRow(
  change: Change,
  { key, digest, given }: { key: string; digest: string; given: Given },
): Promise<Outcome> {
  const { table, view, context } = change;
  return await attempt(change, { key, given }, async () => {
    const row = await table.find(view, key);
    if (!row) throw new Stop({ kind: "gone" });
    if (!await table.may("change", row, context)) throw new Stop({ kind: "forbidden" });
    if (toDigest(view, row) !== digest) throw new Stop({ kind: "conflict", row });
    const { record, problems } = await readFields(change, given, row);
    if (problems.size > 0) throw new Stop({ kind: "wrong", row, problems });
    if (Object.keys(record).length === 0) return row;
    const after = await table.rows.update(record, table.fromKeyText(view, key));
    await keep(change, { act: "changed", before: row, after }, view);
    return after;
  });
}

/** What would be deleted: the rows, what falls with them, and whether that may be. */
export interface Deletion {
  readonly rows: readonly { readonly key: string; readonly row: AnyRow }[];
  readonly falls: readonly Fall[];
  readonly isAllowed: boolean;
}

/** Finds what would be deleted. Keys without a row are left out. */
export async function findDeletion(change: Change, keys: readonly string[]): Promise<Deletion> {
  const { table, view, context, byTable } = change;
  const rows: { key: string; row: AnyRow }[] = [];
  let isAllowed = true;
  for (const key of new Set(keys)) {
    const row = await table.find(view, key);
    if (!row) continue;
    rows.push({ key, row });
    isAllowed &&= await table.may("delete", row, context);
  }
  // What the database deletes, it deletes also where xtra hides it from this request.
  const falls = await inRequest(
    {},
    () => countFalls(table.db, table.rows, rows.map(({ row }) => row)),
  );
  for (const { table: name, act } of falls) {
    if (act === "block") isAllowed = false;
    const other = byTable.get(name);
    const what = act === "delete" ? "delete" : "change";
    if (other && other !== table && !await other.may(what, undefined, context)) isAllowed = false;
  }
  return { rows, falls, isAllowed };
}

/** Deletes rows, all or none. The text says why none was. */
export async function deleteRows(
  change: Change,
  keys: readonly string[],
): Promise<{ count: number } | { kind: "forbidden" } | { problem: string }> {
  const { table, view } = change;
  try {
    await change.history?.ready();
    return await table.db.transaction(async () => {
      const { rows, isAllowed } = await findDeletion(change, keys);
      if (!isAllowed) return { kind: "forbidden" as const };
      for (const { key, row } of rows) {
        // One may have fallen with another.
        if (!await table.rows.has(table.fromKeyText(view, key))) continue;
        await table.rows.delete(table.fromKeyText(view, key));
        await keep(change, { act: "deleted", before: row, after: null }, view);
      }
      return { count: rows.length };
    });
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error;
    return { problem: word("othersRefer") };
  }
}

/** The problem of a line of a file. */
export interface LineProblem {
  readonly line: number;
  readonly problem: string;
}

/** Adds the rows of a file, all or none. */
export async function addRows(
  change: Change,
  lines: readonly { readonly line: number; readonly given: Given }[],
): Promise<{ count: number } | { problems: readonly LineProblem[] } | { kind: "forbidden" }> {
  const { table, view, context } = change;
  if (!await table.may("add", undefined, context)) return { kind: "forbidden" };
  const records: { line: number; record: AnyRow; given: Given }[] = [];
  const wrong: LineProblem[] = [];
  for (const { line, given } of lines) {
    const { record, problems } = await readFields(change, given, undefined);
    for (const [name, problem] of problems) {
      wrong.push({ line, problem: word("problem", { column: name, problem }) });
    }
    if (wrong.length >= MOST_PROBLEMS) break;
    records.push({ line, record, given });
  }
  if (wrong.length > 0) return { problems: wrong };
  let at: typeof records[number] | undefined;
  try {
    await change.history?.ready();
    await table.db.transaction(async () => {
      for (const one of records) {
        at = one;
        const row = await table.rows.insert(one.record) as AnyRow;
        await keep(change, { act: "added", before: null, after: row }, view);
      }
    });
    return { count: records.length };
  } catch (error) {
    if (!isOfRow(error) || !at) throw error;
    const problems = await explain(change, { record: at.record, row: undefined, error });
    return {
      problems: [...problems].map(([name, problem]) => ({
        line: at!.line,
        problem: name === "" ? problem : word("problem", { column: name, problem }),
      })),
    };
  }
}

const MOST_PROBLEMS = 50;

/** Lets an action change rows, and keeps what it has changed. */
export async function runAction(
  change: Change,
  keys: readonly string[],
  action: (rows: AnyRow[]) => unknown,
): Promise<{ count: number } | { kind: "forbidden" }> {
  const { table, view, context, history } = change;
  const rows: { key: string; row: AnyRow }[] = [];
  for (const key of new Set(keys)) {
    const row = await table.find(view, key);
    if (!row) continue;
    if (!await table.may("change", row, context)) return { kind: "forbidden" };
    rows.push({ key, row });
  }
  const before = rows.map(({ row }) => toLogTexts(view, row));
  if (rows.length > 0) await action(rows.map(({ row }) => row));
  if (!history) return { count: rows.length };
  await history.ready();
  for (const [i, { key }] of rows.entries()) {
    const row = await table.find(view, key);
    const after = row ? toLogTexts(view, row) : null;
    if (JSON.stringify(before[i]) === JSON.stringify(after)) continue;
    const act = after ? "changed" : "deleted";
    await history.add({
      ...{ who: change.who, act, table: table.rows.table, key, before: before[i]!, after },
    });
  }
  return { count: rows.length };
}

/** Runs a change in a transaction, and finds out what is wrong where the database rejects it. */
async function attempt(
  change: Change,
  { key, given }: { key?: string; given: Given },
  run: () => Promise<AnyRow>,
): Promise<Outcome> {
  const { table, view } = change;
  try {
    await change.history?.ready();
    return { kind: "done", row: await table.db.transaction(run) };
  } catch (error) {
    if (error instanceof Stop) return error.outcome;
    if (!isOfRow(error)) throw error;
    const row = key === undefined ? undefined : await table.find(view, key);
    const { record } = await readFields(change, given, row);
    return { kind: "wrong", row, problems: await explain(change, { record, row, error }) };
  }
}

/** Whether a database rejects a row, and not the whole request. */
function isOfRow(error: unknown): error is DataError {
  return error instanceof ConstraintError || error instanceof XtraError ||
    error instanceof ValueError;
}

/**
 * Says of a rejected row which of its values is wrong. What the database says is for those who know
 * its tables: it may name columns that are hidden, and has values of them.
 */
async function explain(
  { table, view }: Change,
  { record, row, error }: { record: AnyRow; row: AnyRow | undefined; error: DataError },
): Promise<Problems> {
  const { message } = error;
  if (error instanceof XtraError) return ofRow(word("outside"));
  if (error instanceof ValueError) {
    // Of a smaller type than the admin knows, such as smallint, varchar(3) and uuid of Postgres.
    const wrong = view.written.filter((column) =>
      Object.hasOwn(record, column.name) &&
      message.includes(JSON.stringify(toText(column, record[column.name])))
    );
    return wrong.length > 0
      ? new Map(wrong.map(({ name }) => [name, word("notFit")]))
      : ofRow(word("oneNotFit"));
  }
  if (/foreign key/i.test(message)) return ofRow(word("noReference"));
  if (!/unique|duplicate/i.test(message)) {
    return ofRow(word("rejected"));
  }
  const own = row && table.toKeyText(view, row);
  const problems = new Map<string, string>();
  for (const { name } of view.written) {
    const value = record[name];
    if (value === undefined || value === null || !message.includes(name)) continue;
    const found = await table.rows({ [name]: value }, { limit: 2, select: view.read });
    if (!found.some((one) => own === undefined || table.toKeyText(view, one) !== own)) continue;
    problems.set(name, word("taken"));
  }
  return problems.size > 0 ? problems : ofRow(word("takenRow"));
}

function ofRow(problem: string): Problems {
  return new Map([["", problem]]);
}

async function keep(
  { table, history, who }: Change,
  { act, before, after }: {
    act: "added" | "changed" | "deleted";
    before: AnyRow | null;
    after: AnyRow | null;
  },
  view: View,
): Promise<void> {
  await history?.add({
    who,
    act,
    table: table.rows.table,
    key: table.toKeyText(view, after ?? before!) ?? "",
    before: before && toLogTexts(view, before),
    after: after && toLogTexts(view, after),
  });
}
