import { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import {
  DataError,
  NotFoundError,
  UnknownColumnError,
  ValueError,
  XtraError,
} from "../../lib/data/mod.ts";
import type { Outcome, Step } from "./data.ts";
import { toExpected } from "./data_values.ts";
import type { Fields } from "./fastlite.ts";

/** Whether our answer to one step is what a difference says. */
export type Fit = (step: Step, ours: Outcome) => boolean;

/** The answer is this value. */
export function gives(value: unknown): Fit {
  return (_, ours) => ours.error === undefined && isDeepStrictEqual(ours.value, value);
}

/** The answer is made of fastlite's. */
export function derives<Theirs>(toOurs: (theirs: Theirs) => unknown): Fit {
  return (step, ours) => gives(toOurs(toExpected(step.result) as Theirs))(step, ours);
}

/** The answer is an error of this class with this message. */
export function throws(Class: new (message: string) => Error, message: string): Fit {
  return (_, { error }) => error?.constructor === Class && error.message === message;
}

export function rejects(what: string): Fit {
  return throws(ValueError, `Cannot ${what}`);
}

export function unknownColumn(name: string, table: string, columns: string): Fit {
  return throws(
    UnknownColumnError,
    `Cannot use "${name}" on table "${table}": it has no such column, expected one of ${columns}`,
  );
}

export function noKey(table: string, columns: string): Fit {
  return throws(
    NotFoundError,
    `Cannot update "${table}": the record has no ${columns}, expected a key`,
  );
}

export function noId(table: string): Fit {
  return throws(
    DataError,
    `Cannot create table "${table}": it has no column id, expected one or the option pk`,
  );
}

export function noTable(name: string): Fit {
  return throws(
    DataError,
    `Cannot open table "${name}": the database has no such table, expected one that exists`,
  );
}

export function contradicts(values: string): Fit {
  return throws(XtraError, `Cannot narrow "todo" to user ${values} already, expected the same`);
}

/** The answer is SQL that makes the table that fastlite's SQL makes, but for these changes. */
export function sameTable(changes: Record<string, Fields> = {}, order?: readonly string[]): Fit {
  return (step, { value }) => {
    const { columns, ...table } = readTable(step.result)!;
    const changed = columns.map((column): Fields => ({
      ...column,
      type: column.type === "FLOAT" ? "REAL" : column.type,
      ...changes[String(column.name)],
    }));
    const sorted = order?.map((name) => changed.find((column) => column.name === name)) ?? changed;
    return isDeepStrictEqual(readTable(value), { ...table, columns: sorted });
  };
}

/** A table as SQLite reads its SQL. */
function readTable(
  sql: unknown,
): { columns: Fields[]; keys: Fields[]; strict: unknown } | undefined {
  if (typeof sql !== "string" || !sql.startsWith("CREATE TABLE ")) return undefined;
  const db = new DatabaseSync(":memory:");
  try {
    db.exec(sql);
    const [{ name, strict }] = db.prepare(
      "select name, strict from pragma_table_list where name not like 'sqlite%'",
    ).all() as [Fields];
    const read = (columns: string, pragma: string): Fields[] =>
      db.prepare(`select ${columns} from pragma_${pragma}(?)`).all(String(name))
        .map((row) => ({ ...row }));
    return {
      columns: read('name, upper(type) as type, "notnull", dflt_value, pk', "table_xinfo"),
      keys: read("*", "foreign_key_list"),
      strict,
    };
  } finally {
    db.close();
  }
}

// the columns of the section "types" that are more here than in fastlite
const KINDS: Record<string, string> = {
  b: "bool",
  d: "date",
  dt: "datetime",
  l: "dict",
  dd: "dict",
};

/** The type that a column of the section "types" has here. */
export function toKind(name: string, type: string): string {
  return KINDS[name] ?? type;
}

/** A row of the section "types" as it is read here. */
export function toRead(row: Fields): Fields {
  return {
    ...row,
    b: row.b === 1,
    d: { date: `${row.d}T00:00:00.000Z` },
    dt: { date: `${row.dt}.000Z` },
    l: JSON.parse(String(row.l)),
    dd: JSON.parse(String(row.dd)),
  };
}

/** A row with its column `done` as a boolean. */
export function withDone(row: Fields): Fields {
  return { ...row, done: row.done === null ? null : row.done === 1 };
}
