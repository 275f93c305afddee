/** Sums, averages, least and greatest values: of all rows, or of groups. */
import { type Maybe, then } from "../maybe.ts";
import { ORDERED, toError, toSelection, type Where } from "./conditions.ts";
import { show } from "./errors.ts";
import type { ColumnKind } from "./kinds.ts";
import { toUnknown, toWhere } from "./query.ts";
import type { Records } from "./records.ts";
import type { GroupOptions } from "./verb_options.ts";
import type { Aggregate, AnyRow, Store, Stored } from "./types.ts";

const NUMBERS: ReadonlySet<ColumnKind> = new Set(["integer", "float", "bigint"]);

/** Computes one value of all rows found. */
export function aggregate(
  records: Records,
  store: Store,
  { of, column, where, args }: {
    of: Aggregate["of"];
    column: string;
    where?: Where;
    args?: unknown;
  },
): Maybe<unknown> {
  const one = toAggregate(records, of, column);
  const selection = toSelection(records, where, args);
  const found = store.aggregate(records.shape, { ...selection, by: [], aggregates: [one] });
  return then(found, ([values]) => toValue(records, one, values?.[0] ?? null));
}

const OPTIONS = ["where", "sum", "avg", "min", "max"];

/** Computes values of each group of rows that are equal in some columns. */
export function readGroups(
  records: Records,
  store: Store,
  { by, options }: { by: string | readonly string[]; options: GroupOptions<AnyRow> },
): Maybe<AnyRow[]> {
  const { shape } = records;
  for (const name in options) if (!OPTIONS.includes(name)) throw toUnknown(shape, name, OPTIONS);
  const columns = [by].flat().map((name) => shape.column(name));
  const aggregates: Aggregate[] = [{ of: "count" }];
  for (const name of ["sum", "avg", "min", "max"] as const) {
    const column = options[name];
    if (column !== undefined) aggregates.push(toAggregate(records, name, column));
  }
  const hidden = columns.find(({ name }) => aggregates.some(({ of }) => of === name));
  if (hidden) throw toError(shape, `groups are by a column ${show(hidden.name)}`, "another name");
  const selection = toSelection(records, toWhere(shape, options.where));
  const found = store.aggregate(shape, { ...selection, by: columns, aggregates });
  return then(found, (found) =>
    found.map((stored) => {
      const values = aggregates.map((one, i) =>
        [one.of, toValue(records, one, stored[columns.length + i])] as const
      );
      return { ...records.toPart(columns, stored), ...Object.fromEntries(values) };
    }));
}

function toAggregate({ shape }: Records, of: Aggregate["of"], name: string): Aggregate {
  const column = shape.column(name);
  const isNumber = of === "sum" || of === "avg";
  if ((isNumber ? NUMBERS : ORDERED).has(column.kind)) return { of, column };
  const expected = isNumber ? "a number" : "a number, a date or a text";
  throw toError(shape, `${name} is ${column.kind} for ${of}()`, expected);
}

function toValue(records: Records, { of, column }: Aggregate, stored: Stored): unknown {
  const kind = column?.kind;
  if (of === "sum" && kind === "bigint") return BigInt(stored as number ?? 0);
  if (of === "min" || of === "max") return records.toPart([column!], [stored])[column!.name];
  if (of === "avg" && stored === null) return null;
  const number = Number(stored);
  const isPast53 = kind === "integer" && of === "sum" && !Number.isSafeInteger(number);
  return isPast53 && typeof stored !== "number" ? BigInt(stored as string) : number;
}
