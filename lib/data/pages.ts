/** Large tables a page at a time: each page begins after the last row of the one before. */
import { AsyncLocalStorage } from "node:async_hooks";
import { fromBase64Url, toBase64Url } from "../base64url.ts";
import { type Maybe, then } from "../maybe.ts";
import { toError } from "./conditions.ts";
import { NotFoundError, show } from "./errors.ts";
import { fits, Unfit } from "./kinds.ts";
import { checkRows, type Search, toFound, toQuery, toUnknown, toWhere } from "./query.ts";
import type { Records } from "./records.ts";
import type { PageOptions } from "./verb_options.ts";
import type { AnyRow, Condition, Query, Store, Stored, TableColumn, TableShape } from "./types.ts";

/** Where some rows end: what the columns of the order have in the last one, also if it is `Unfit`. */
type Place = readonly unknown[];

/** How many rows have been read, and where they ended. */
interface From {
  readonly done: number;
  readonly after: Place | undefined;
}

/** Some of the rows found, and where they end if there are more. */
interface Slice {
  readonly rows: unknown[];
  readonly place: Place | undefined;
}

// 200,000 rows of SQLite take as long as all of them at once; with 100 a third longer.
const AT_ONCE = 500;

/** Reads the next rows of a search, after those that were read. */
export function readSlice(
  records: Records,
  search: Search,
  { store, done, after, size = AT_ONCE }: From & { readonly store: Store; readonly size?: number },
): Maybe<Slice> {
  const { shape } = records;
  const query = toQuery(records, search);
  checkRows(records, query);
  const order = toWholeOrder(shape, query);
  const columns = [...new Set([...query.columns, ...order.map(({ column }) => column)])];
  const conditions = after
    ? [...query.conditions, ...toAfter(order, toStoredPlace(records, order, after))]
    : query.conditions;
  const rest = (query.limit ?? Infinity) - done;
  const limit = Math.min(size + 1, rest);
  const offset = after ? undefined : query.offset;
  const found = store.find(shape, { ...query, columns, conditions, order, limit, offset });
  return then(found, (found) => {
    const rows = found.slice(0, size);
    return {
      rows: toFound(records, search.options, { columns, rows }),
      place: found.length > size
        ? toPlace(records, order, { columns, row: rows.at(-1)! })
        : undefined,
    };
  });
}

/** Iterates over slices: at once on SQLite, otherwise with promises. */
export function toIterable(
  { async }: Store,
  read: (from: From) => Maybe<Slice>,
): Iterable<unknown> | AsyncIterable<unknown> {
  // The loop may go on outside of the request, where the table is not narrowed.
  const inContext = AsyncLocalStorage.snapshot();
  const next = (from: From) => inContext(() => read(from));
  return async ? eachLater(next) : eachNow(next as (from: From) => Slice);
}

function* eachNow(read: (from: From) => Slice): Generator<unknown, void, void> {
  let after: Place | undefined;
  let done = 0;
  do {
    const { rows, place } = read({ done, after });
    yield* rows;
    done += rows.length;
    after = place;
  } while (after);
}

async function* eachLater(
  read: (from: From) => Maybe<Slice>,
): AsyncGenerator<unknown, void, void> {
  let after: Place | undefined;
  let done = 0;
  do {
    const { rows, place } = await read({ done, after });
    yield* rows;
    done += rows.length;
    after = place;
  } while (after);
}

const OPTIONS = ["where", "orderBy", "select", "withPk", "size", "after"];

/** Reads one page: its rows, and the cursor of the next page if there is one. */
export function readPage(
  records: Records,
  store: Store,
  options: PageOptions<AnyRow>,
): Maybe<{ rows: unknown[]; next: string | undefined }> {
  const { shape } = records;
  for (const name in options) if (!OPTIONS.includes(name)) throw toUnknown(shape, name, OPTIONS);
  const { where, size = 50, after: cursor, ...rest } = options;
  if (!Number.isSafeInteger(size) || size < 1) {
    throw toError(shape, `size is ${show(size)}`, "1 or more");
  }
  const search = { where: toWhere(shape, where), options: rest };
  const order = toWholeOrder(shape, toQuery(records, search));
  const after = cursor ? readCursor(records, order, cursor) : undefined;
  const slice = readSlice(records, search, { store, size, done: 0, after });
  return then(slice, ({ rows, place }) => ({
    rows,
    next: place && toCursor(records, order, place),
  }));
}

/** The order of a search, made whole by the key: no two rows have the same place. */
function toWholeOrder(shape: TableShape, { order, orderText }: Query): Query["order"] {
  if (orderText) throw toError(shape, "rows are read in parts, sorted by SQL", "columns");
  if (shape.key.length === 0) {
    throw toError(shape, "it has no key to go on from", "a table with one");
  }
  const unsorted = order.find(({ column }) => column.kind === "json" || column.kind === "bytes");
  if (unsorted) {
    const { name, kind } = unsorted.column;
    throw toError(shape, `pages are sorted by ${name}, which is ${kind}`, "another order");
  }
  const key = shape.key.filter((column) => !order.some((one) => one.column === column))
    .map((column) => ({ column, descending: false }));
  return [...order, ...key];
}

function toPlace(
  records: Records,
  order: Query["order"],
  { columns, row }: { columns: readonly TableColumn[]; row: readonly Stored[] },
): Place {
  return order.map(({ column }) => records.read(column, row[columns.indexOf(column)]));
}

function toStoredPlace(records: Records, order: Query["order"], place: Place): Stored[] {
  return order.map(({ column }, i) => {
    const value = place[i];
    return value instanceof Unfit ? value.stored : records.toStored(column, value, "search");
  });
}

/** The rows after a place: beyond it in one column, and the same in those before. */
function toAfter(order: Query["order"], place: Stored[]): Condition[] {
  const equals = order.map(({ column }, i): Condition => ({
    column,
    operator: "equals",
    values: [place[i]],
  }));
  const any = order.flatMap(({ column, descending }, i) => {
    const beyond = toBeyond(column, descending, place[i]);
    return beyond ? [[...equals.slice(0, i), beyond]] : [];
  });
  const [{ column, descending }] = order;
  // It follows from the rest, and lets a database begin there in an index.
  const from: Condition[] = place[0] === null || descending && !column.notNull
    ? []
    : [{ column, operator: descending ? "lte" : "gte", values: [place[0]] }];
  return [...from, { any }];
}

/** What comes after a value, as nulls come first; undefined where that is nothing. */
function toBeyond(column: TableColumn, descending: boolean, value: Stored): Condition | undefined {
  const isNull: Condition = { column, operator: "equals", values: [null] };
  if (value === null) return descending ? undefined : { not: isNull };
  const beyond: Condition = { column, operator: descending ? "lt" : "gt", values: [value] };
  return descending && !column.notNull ? { any: [[beyond], [isNull]] } : beyond;
}

/** A place as text for a client, who may see the values in it, and change them. */
function toCursor(records: Records, order: Query["order"], place: Place): string {
  const values = order.map(({ column }, i) => toCursorValue(records, column, place[i]));
  return toBase64Url(new TextEncoder().encode(JSON.stringify([toName(order), ...values])));
}

function toCursorValue(records: Records, column: TableColumn, value: unknown): unknown {
  if (value instanceof Unfit) return { unfit: toJsonValue(records, column, value.stored) };
  if (typeof value === "bigint") return { bigint: String(value) };
  if (!(value instanceof Date)) return value;
  // As the database has it: it may have more digits than a Date.
  return toJsonValue(records, column, records.toStored(column, value, "search"));
}

function toJsonValue({ shape }: Records, { name }: TableColumn, stored: Stored): Stored {
  const value = typeof stored === "bigint" ? Number(stored) : stored;
  if (typeof value !== "number" || Number.isSafeInteger(value) || value === stored) return value;
  throw toError(shape, `pages are sorted by ${name}, which has ${show(stored)}`, "another order");
}

/** The place of a cursor. One that is not of this table's order is a page that does not exist. */
function readCursor(records: Records, order: Query["order"], cursor: string): Place {
  const [name, ...values] = readList(cursor);
  if (name === toName(order) && values.length === order.length) {
    const place = order.map(({ column }, i) => readPlaced(records, column, values[i]));
    if (!place.includes(undefined)) return place;
  }
  throw new NotFoundError(
    `Cannot find the page of "${records.shape.table}": its cursor is of none`,
  );
}

function toName(order: Query["order"]): string {
  return order.map(({ column, descending }) => (descending ? "-" : "") + column.name).join();
}

function readList(cursor: string): unknown[] {
  try {
    const list: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(cursor)));
    return Array.isArray(list) ? list : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** A value of a cursor; undefined where it is none of the column. */
function readPlaced(records: Records, column: TableColumn, value: unknown): unknown {
  const { kind, notNull } = column;
  if (value === null) return notNull ? undefined : null;
  const { unfit, bigint } = value as { unfit?: unknown; bigint?: unknown };
  if (isPlain(unfit)) {
    const read = kind === "bigint" ? undefined : records.read(column, unfit);
    return read instanceof Unfit ? read : undefined;
  }
  const found = kind === "date" || kind === "datetime"
    ? readDate(records, column, value)
    : /^-?\d{1,19}$/.test(String(bigint))
    ? BigInt(String(bigint))
    : value;
  return fits(kind, found) ? found : undefined;
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function readDate(records: Records, column: TableColumn, value: unknown): unknown {
  if (!isPlain(value)) return undefined;
  const date = new Date(value);
  const isIso = !Number.isNaN(date.getTime()) && date.toISOString() === value;
  return isIso ? date : records.read(column, value);
}
