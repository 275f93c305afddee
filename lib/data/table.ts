/** The methods of one table, over any backend. */
import { isSame } from "../same_value.ts";
import { attempt, eachInTurn, type Maybe, then } from "../maybe.ts";
import {
  ConstraintError,
  DataError,
  NotFoundError,
  show,
  ValueError,
  XtraError,
} from "./errors.ts";
import { aggregate, readGroups } from "./aggregates.ts";
import { ChangingTable } from "./changing_table.ts";
import { isEmpty, toSelection, type Where } from "./conditions.ts";
import { readPage, readSlice, toIterable } from "./pages.ts";
import { checkOptions, type Options, toFound, toKeyQuery, toQuery, toSearch } from "./query.ts";
import { checkWritable } from "./read_only.ts";
import type { Records, Values } from "./records.ts";
import { searchRows } from "./search.ts";
import type {
  GroupOptions,
  InsertOptions,
  PageOptions,
  TextSearchOptions,
  UpdateOptions,
  UpsertOptions,
} from "./verb_options.ts";
import { currentRequest } from "./xtra.ts";
import type { Aggregate, AnyRow, NewRows, TableColumn, TableShape } from "./types.ts";

const INSERT = { known: ["replace", "ignore", "on"], verb: "insert into" };
const UPDATE = { known: ["rekey"], verb: "update" };
const UPSERT = { known: ["on"], verb: "upsert into" };

/** The methods of one table, over any store. Names, types and `xtra` are checked here. */
export class StoreTable extends ChangingTable {
  readonly #deletedIn = new WeakSet<object>();

  /** Whether the caller's request has deleted a row by its key. */
  get hasDeleted(): boolean {
    const request = currentRequest();
    return request !== undefined && this.#deletedIn.has(request);
  }

  find(...given: [where?: Where, args?: unknown, options?: Options]): Maybe<unknown[]> {
    return this.run((records) => {
      const search = toSearch(records.shape, given);
      const query = toQuery(records, search);
      if (query.selectText) return this.store.compute!(records.shape, query);
      return then(
        this.store.find(records.shape, query),
        (rows) => toFound(records, search.options, { columns: query.columns, rows }),
      );
    });
  }

  each(
    ...given: [where?: Where, args?: unknown, options?: Options]
  ): Iterable<unknown> | AsyncIterable<unknown> {
    return toIterable(this.store, (from) =>
      this.run((records) => {
        const search = toSearch(records.shape, given);
        return readSlice(records, search, { store: this.store, ...from });
      }));
  }

  page(options: PageOptions<AnyRow> = {}): Maybe<{ rows: unknown[]; next: string | undefined }> {
    return this.run((records) => readPage(records, this.store, options));
  }

  search(text: unknown, options: TextSearchOptions<AnyRow> = {}): Maybe<unknown[]> {
    return this.run((records) => searchRows(records, this.store, { text, options }));
  }

  get(key: unknown, ...fallback: unknown[]): Maybe<unknown> {
    return this.run((records) => {
      const query = toKeyQuery(records, key);
      const found = query ? this.store.find(records.shape, query) : [];
      return then(found, ([row]) => {
        if (row) return records.toRow(row);
        if (fallback.length > 0) return fallback[0];
        throw this.notFound(key);
      });
    });
  }

  has(key: unknown): Maybe<boolean> {
    return this.run((records) => {
      const query = toKeyQuery(records, key);
      const count = query ? this.store.count(records.shape, query) : 0;
      return then(count, (count) => count > 0);
    });
  }

  insert(record: AnyRow, options: InsertOptions<AnyRow> = {}): Maybe<AnyRow | undefined> {
    return this.run((records) => {
      checkInsertOptions(records, options);
      return then(this.#insert(records, [records.newRow(record)], options), ([row]) => row);
    });
  }

  insertAll(list: Iterable<AnyRow>, options: InsertOptions<AnyRow> = {}): Maybe<AnyRow[]> {
    return this.run((records) => {
      checkInsertOptions(records, options);
      const groups = groupByColumns(Array.from(list, (record) => records.newRow(record)));
      const inserted: AnyRow[] = [];
      // Not push(...rows): V8 takes no more than some 120,000 arguments.
      const add = (rows: AnyRow[]) => rows.forEach((row) => inserted.push(row));
      const insert = (group: Values[]) => then(this.#insert(records, group, options), add);
      return this.store.transaction(() => then(eachInTurn(groups, insert), () => inserted));
    });
  }

  update(record: AnyRow, key?: unknown, options: UpdateOptions = {}): Maybe<AnyRow> {
    return this.run((records) => {
      checkOptions(records.shape, options, UPDATE);
      const { rekey = false } = options;
      const given = records.given(record, "update");
      const own = records.keyIn(given);
      const at = key ?? own;
      if (at === undefined) {
        const { pks } = this;
        const missing = pks.length > 1 ? pks.filter((name) => record[name] == null) : pks;
        throw new NotFoundError(
          `Cannot update "${this.table}": the record has no ${missing.join(", ")}, expected a key`,
        );
      }
      if (!rekey && key !== undefined && own !== undefined && !isSame(own, key)) {
        throw new DataError(
          `Cannot update "${this.table}": key ${show(at)} would become ${show(own)}, ` +
            "expected the option rekey",
        );
      }
      const query = toKeyQuery(records, at);
      if (!query) throw this.notFound(at);
      // Columns fixed by xtra are never updated: a row cannot leave its owner.
      const { narrowed } = records;
      const changes = records.changes(
        given,
        (column) => !(narrowed && column.name in narrowed) && (rekey || !records.isKey(column)),
      );
      const found = changes.columns.length > 0
        ? this.#write("update", () => this.store.update(records.shape, changes, query))
        : this.store.find(records.shape, query);
      return then(found, ([row]) => {
        if (row) return records.toRow(row);
        throw this.notFound(at);
      });
    });
  }

  upsert(record: AnyRow, options: UpsertOptions<AnyRow> = {}): Maybe<AnyRow> {
    return this.run((records) => {
      const { shape } = records;
      checkOptions(shape, options, UPSERT);
      const given = records.given(record, "upsert into");
      const key = records.keyIn(given);
      const row = records.newRow(record);
      if (options.on === undefined && key === undefined) {
        return then(this.#insert(records, [row], {}), ([row]) => row);
      }
      const on = toTarget(shape, options.on);
      // At once, so that a missing value is an error before anything is stored.
      const same = options.on === undefined
        ? undefined
        : toQuery(records, { where: pick(record, on), options: { limit: 1 } });
      const query = () => {
        const found = same ?? toKeyQuery(records, key);
        if (found) return found;
        throw this.notFound(key);
      };
      const changes = records.changes(
        given,
        (column) => !records.isKey(column) && !on.includes(column),
      );
      const change = () =>
        changes.columns.length > 0
          ? this.#write("upsert into", () => this.store.update(shape, changes, query()))
          : this.store.find(shape, query());
      const insert = () => {
        const { conditions: where } = toSelection(records);
        const onConflict = { on, update: changes.columns, where };
        const rows = { columns: row.columns, rows: [row.values], onConflict };
        return this.#write("upsert into", () => this.store.insert(shape, rows));
      };
      // Where the record is no whole row, the database would reject it before it finds the old one.
      const stored = isWhole(shape, row)
        ? insert()
        : then(change(), (found) => found[0] ? found : insert());
      return then(
        then(stored, (found) => found[0] ? found : this.store.find(shape, query())),
        ([found]) => {
          if (found) return records.toRow(found);
          if (options.on === undefined) throw this.notFound(key);
          throw new XtraError(
            `Cannot upsert into "${this.table}": its row is outside of xtra, expected one inside`,
          );
        },
      );
    });
  }

  upsertAll(list: Iterable<AnyRow>, options: UpsertOptions<AnyRow> = {}): Maybe<AnyRow[]> {
    return this.run(() => {
      const upserted: AnyRow[] = [];
      const upsert = (record: AnyRow) =>
        then(this.upsert(record, options), (row) => void upserted.push(row));
      const all = Array.from(list);
      return this.store.transaction(() => then(eachInTurn(all, upsert), () => upserted));
    });
  }

  delete(key: unknown): Maybe<unknown> {
    return this.run((records) => {
      checkWritable(`delete from "${this.table}"`);
      const query = toKeyQuery(records, key);
      return then(query ? this.store.delete(records.shape, query) : 0, (count) => {
        if (count === 0) throw this.notFound(key);
        const request = currentRequest();
        if (request) this.#deletedIn.add(request);
        return this.callable;
      });
    });
  }

  deleteWhere(...given: [where?: Where, args?: unknown]): Maybe<number> {
    const [where, args] = given;
    // deleteWhere() deletes every row on purpose; that no condition is left of one is a bug.
    const found = where === undefined ? "undefined" : isEmpty(where) ? "empty" : undefined;
    if (given.length > 0 && found) {
      throw new ValueError(
        `Cannot delete from "${this.table}": where is ${found}, ` +
          "expected a condition, or no argument for all rows",
      );
    }
    return this.run((records) => {
      checkWritable(`delete from "${this.table}"`);
      return this.store.delete(records.shape, toSelection(records, where, args));
    });
  }

  count(where?: Where, args?: unknown): Maybe<number> {
    return this.run((records) =>
      this.store.count(records.shape, toSelection(records, where, args))
    );
  }

  sum(column: string, where?: Where, args?: unknown): Maybe<unknown> {
    return this.#aggregate("sum", column, where, args);
  }

  avg(column: string, where?: Where, args?: unknown): Maybe<unknown> {
    return this.#aggregate("avg", column, where, args);
  }

  min(column: string, where?: Where, args?: unknown): Maybe<unknown> {
    return this.#aggregate("min", column, where, args);
  }

  max(column: string, where?: Where, args?: unknown): Maybe<unknown> {
    return this.#aggregate("max", column, where, args);
  }

  groupBy(by: string | readonly string[], options: GroupOptions<AnyRow> = {}): Maybe<AnyRow[]> {
    return this.run((records) => readGroups(records, this.store, { by, options }));
  }

  lookup(values: AnyRow, extra: AnyRow = {}): Maybe<unknown> {
    return this.run((records) => {
      const query = toQuery(records, { where: values, options: { limit: 1 } });
      return this.store.transaction(() =>
        then(this.store.find(records.shape, query), ([found]) => {
          if (found) return records.keyOf(records.toRow(found));
          const row = records.newRow({ ...extra, ...values });
          return then(this.#insert(records, [row], {}), ([row]) => records.keyOf(row));
        })
      );
    });
  }

  selectOne(where?: Where, args?: unknown): Maybe<unknown> {
    return this.run((records) => {
      const query = toQuery(records, { where, args, options: { limit: 2 } });
      return then(this.store.find(records.shape, query), (found) => {
        if (found.length === 1) return records.toRow(found[0]);
        const which = `${show(where)} in "${this.table}"`;
        if (found.length === 0) {
          throw new NotFoundError(`Cannot find ${which}: no row, expected one`);
        }
        throw new DataError(`Cannot select ${which}: more than one row, expected one`);
      });
    });
  }

  #aggregate(of: Aggregate["of"], column: string, where: Where, args: unknown): Maybe<unknown> {
    return this.run((records) => aggregate(records, this.store, { of, column, where, args }));
  }

  #insert(
    records: Records,
    rows: Values[],
    options: InsertOptions<AnyRow>,
  ): Maybe<AnyRow[]> {
    const { replace, ignore } = options;
    const { columns } = rows[0];
    const onConflict = replace || ignore ? this.#onConflict(records, options) : undefined;
    const values = rows.map((row) => row.values);
    const stored = this.#write(
      "insert into",
      () => this.store.insert(records.shape, { columns, rows: values, onConflict }),
    );
    return then(stored, (stored) => {
      if (!replace || stored.length === rows.length) return stored.map((r) => records.toRow(r));
      throw new XtraError(
        `Cannot replace a row of "${this.table}": it is outside of xtra, expected one inside`,
      );
    });
  }

  /** What an INSERT does where a row is there already. */
  #onConflict(
    records: Records,
    { replace, on }: InsertOptions<AnyRow>,
  ): NonNullable<NewRows["onConflict"]> {
    const { shape } = records;
    const { conditions: where } = toSelection(records);
    const target = replace || on !== undefined ? toTarget(shape, on) : undefined;
    if (!replace) return { on: target, update: [], where };
    // Those not given, too: a new row has its default there, or null.
    const others = shape.columns.filter((column) =>
      !column.generated && !records.isKey(column) && !target!.includes(column)
    );
    // Without another column, one that is the same is written, so that the row is returned.
    return { on: target, update: others.length > 0 ? others : target!.slice(0, 1), where };
  }

  /** Runs a step that writes. If a constraint rejects a row, the error names method and table. */
  #write<T>(verb: string, step: () => Maybe<T>): Maybe<T> {
    checkWritable(`${verb} "${this.table}"`);
    return attempt(step, (error) => {
      if (!(error instanceof ConstraintError && error.cause instanceof Error)) throw error;
      const { cause } = error;
      throw new ConstraintError(`Cannot ${verb} "${this.table}": ${cause.message}`, { cause });
    });
  }
}

/** Groups neighboring rows that give the same columns. */
function groupByColumns(rows: Values[]): Values[][] {
  const groups: Values[][] = [];
  for (const row of rows) {
    if (groups.at(-1)?.[0].columns === row.columns) groups.at(-1)!.push(row);
    else groups.push([row]);
  }
  return groups;
}

function checkInsertOptions({ shape }: Records, options: InsertOptions<AnyRow>): void {
  checkOptions(shape, options, INSERT);
  if (options.on === undefined || options.replace || options.ignore) return;
  throw new DataError(
    `Cannot insert into "${shape.table}": the option on is alone, expected replace or ignore, too`,
  );
}

/** The columns by which a row is the same as another: those of the key if no others are named. */
function toTarget(shape: TableShape, on: UpsertOptions<AnyRow>["on"]): readonly TableColumn[] {
  return on === undefined ? shape.key : [on].flat().map((name) => shape.column(name));
}

function pick(record: AnyRow, columns: readonly TableColumn[]): AnyRow {
  return Object.fromEntries(columns.map(({ name }) => [name, record[name]]));
}

/** Whether a row has all that its table requires. */
function isWhole(shape: TableShape, { columns, values }: Values): boolean {
  return shape.columns.every((column) =>
    !column.notNull || column.fallback !== undefined || shape.key.includes(column) ||
    (values[columns.indexOf(column)] ?? null) !== null
  );
}
