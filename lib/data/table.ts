/** The verbs of one table, over any backend. */
import { isDeepStrictEqual } from "node:util";
import { DataError, NotFoundError, ScopeError, shown, ValueError } from "./errors.ts";
import { toKeyValues } from "./primary_key.ts";
import { eachInTurn, type Maybe, then } from "../maybe.ts";
import { checkCount, isOptions, type Where } from "./options.ts";
import { toOrder } from "./order.ts";
import { writing } from "./constraint.ts";
import { Records, toAllowed, type Values } from "./records.ts";
import { Scoped } from "./xtra.ts";
import { toRowClass } from "./shape.ts";
import type { FindOptions, InsertOptions, UpdateOptions } from "./table_types.ts";
import type {
  AnyRow,
  Condition,
  Query,
  RowClass,
  RowSelection,
  Store,
  TableColumn,
  TableShape,
} from "./types.ts";

/** Where a table comes from: its shape, if the program gives one, and what opens it. */
export interface Opening {
  shape?: TableShape;
  open?: () => Maybe<TableShape>;
  Row?: RowClass<AnyRow>;
}

/** The verbs of one table, over any store. Names, types and `xtra` are checked here. */
export class TableVerbs {
  readonly #store: Store;
  readonly #xtra = new Scoped<AnyRow>();
  readonly #Row: RowClass<AnyRow> | undefined;
  /** Known from the start if the program gives the shape, otherwise when the table is open. */
  #records: Records | undefined;
  /** Waits for the table while it is opening, and tries again if that has failed. */
  #opening: (() => Promise<void>) | undefined;
  /** What programs hold of this table: the callable around it. */
  self: unknown = this;

  constructor(store: Store, readonly table: string, { shape, open, Row }: Opening) {
    this.#store = store;
    this.#Row = Row;
    if (shape) this.#know(shape);
    if (open) this.#opening = this.#open(open);
  }

  /** Waits until the table exists and its columns are known. */
  ready(): Maybe<void> {
    return this.#opening?.();
  }

  get columns(): readonly TableColumn[] {
    return this.#known().shape.columns;
  }

  get pks(): readonly string[] {
    return this.#known().shape.key.map((column) => column.name);
  }

  get Row(): RowClass<AnyRow> {
    return this.#known().Row;
  }

  /** Whether any text may be a key. Also true while the table is not open yet. */
  get textKeys(): boolean {
    const key = this.#records?.shape.key;
    return key?.length !== 1 || key[0].kind === "text";
  }

  find(where?: Where, args?: unknown, options: FindOptions<AnyRow> = {}): Maybe<unknown[]> {
    return this.#answer((records) => {
      if (isOptions(records.shape, where)) {
        return this.#find(records, where.where, where.args, where);
      }
      if (typeof where !== "object") return this.#find(records, where, args, options);
      // An object holds its own values, so the next argument is the options.
      return this.#find(records, where, undefined, args as FindOptions<AnyRow> ?? options);
    });
  }

  get(key: unknown, ...fallback: unknown[]): Maybe<unknown> {
    return this.#answer((records) => {
      const query = this.#keyQuery(records, key);
      const found = query ? this.#store.find(records.shape, query) : [];
      return then(found, ([row]) => {
        if (row) return records.toRow(row);
        if (fallback.length > 0) return fallback[0];
        throw this.#notFound(key);
      });
    });
  }

  has(key: unknown): Maybe<boolean> {
    return this.#answer((records) => {
      const query = this.#keyQuery(records, key);
      const count = query ? this.#store.count(records.shape, query) : 0;
      return then(count, (count) => count > 0);
    });
  }

  insert(record: AnyRow, options: InsertOptions = {}): Maybe<AnyRow | undefined> {
    return this.#answer((records) =>
      then(this.#insert(records, [this.#newRow(records, record)], options), ([row]) => row)
    );
  }

  insertAll(list: Iterable<AnyRow>, options: InsertOptions = {}): Maybe<AnyRow[]> {
    return this.#answer((records) => {
      const rows = Array.from(list, (record) => this.#newRow(records, record));
      const inserted: AnyRow[] = [];
      return this.#store.transaction(() =>
        then(
          eachInTurn(runs(rows), (run) =>
            then(this.#insert(records, run, options), (some) => void inserted.push(...some))),
          () =>
            inserted,
        )
      );
    });
  }

  update(record: AnyRow, key?: unknown, { rekey = false }: UpdateOptions = {}): Maybe<AnyRow> {
    return this.#answer((records) => {
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
      if (!rekey && key !== undefined && own !== undefined && !isDeepStrictEqual(own, key)) {
        throw new DataError(
          `Cannot update "${this.table}": key ${shown(at)} would become ${shown(own)}, ` +
            "expected the option rekey",
        );
      }
      const query = this.#keyQuery(records, at);
      if (!query) throw this.#notFound(at);
      // Columns fixed by xtra are never updated: a row cannot leave its owner.
      const narrowed = this.#xtra.value;
      const changes = records.changes(
        given,
        (column) => !(narrowed && column.name in narrowed) && (rekey || !records.isKey(column)),
      );
      const found = changes.columns.length > 0
        ? writing(`update "${this.table}"`, () => this.#store.update(records.shape, changes, query))
        : this.#store.find(records.shape, query);
      return then(found, ([row]) => {
        if (row) return records.toRow(row);
        throw this.#notFound(at);
      });
    });
  }

  upsert(record: AnyRow): Maybe<AnyRow> {
    return this.#answer((records) => {
      const given = records.given(record, "upsert into");
      const key = records.keyIn(given);
      const row = this.#newRow(records, record);
      if (key === undefined) return then(this.#insert(records, [row], {}), ([row]) => row);
      const update = records.changes(given, (column) => !records.isKey(column)).columns;
      const onConflict = { update, where: this.#narrowing(records) };
      const rows = { columns: row.columns, rows: [row.values], onConflict };
      const stored = writing(
        `upsert into "${this.table}"`,
        () => this.#store.insert(records.shape, rows),
      );
      return then(
        stored,
        ([found]) => found ? records.toRow(found) : this.get(key) as Maybe<AnyRow>,
      );
    });
  }

  delete(key: unknown): Maybe<unknown> {
    return this.#answer((records) => {
      const query = this.#keyQuery(records, key);
      return then(query ? this.#store.delete(records.shape, query) : 0, (count) => {
        if (count === 0) throw this.#notFound(key);
        return this.self;
      });
    });
  }

  deleteWhere(...given: [where?: Where, args?: unknown]): Maybe<number> {
    const [where, args] = given;
    // deleteWhere() deletes every row on purpose; deleteWhere(undefined) is a bug of the caller.
    if (given.length > 0 && where === undefined) {
      throw new ValueError(`Cannot delete from "${this.table}": where is undefined`);
    }
    return this.#answer((records) =>
      this.#store.delete(records.shape, this.#selection(records, where, args))
    );
  }

  count(where?: Where, args?: unknown): Maybe<number> {
    return this.#answer((records) =>
      this.#store.count(records.shape, this.#selection(records, where, args))
    );
  }

  lookup(values: AnyRow, extra: AnyRow = {}): Maybe<unknown> {
    return this.#answer((records) => {
      const { shape } = records;
      const selection = this.#selection(records, values);
      const query = { ...selection, columns: shape.columns, order: [], limit: 1 };
      return this.#store.transaction(() =>
        then(this.#store.find(records.shape, query), ([found]) => {
          if (found) return records.keyOf(records.toRow(found));
          const row = this.#newRow(records, { ...extra, ...values });
          return then(this.#insert(records, [row], {}), ([row]) => records.keyOf(row));
        })
      );
    });
  }

  selectOne(where?: Where, args?: unknown): Maybe<unknown> {
    return then(this.find(where, args, { limit: 2 }), (rows) => {
      if (rows.length === 1) return rows[0];
      const which = `${shown(where)} in "${this.table}"`;
      if (rows.length === 0) throw new NotFoundError(`Cannot find ${which}: no row, expected one`);
      throw new DataError(`Cannot select ${which}: more than one row, expected one`);
    });
  }

  xtra(values: AnyRow): unknown {
    if (this.#records) this.#conditions(this.#records, values);
    const now = this.#xtra.value ?? {};
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) throw this.#undefined(name);
      if (!(name in now) || isDeepStrictEqual(now[name], value)) continue;
      throw new ScopeError(
        `Cannot narrow "${this.table}" to ${name} ${shown(value)}: ` +
          `it is narrowed to ${shown(now[name])} already`,
      );
    }
    this.#xtra.value = { ...now, ...values };
    return this.self;
  }

  #open(open: () => Maybe<TableShape>): (() => Promise<void>) | undefined {
    const opened = then(open(), (shape) => this.#know(shape));
    if (!(opened instanceof Promise)) return undefined;
    let failed = false;
    const opening = opened.then(() => void (this.#opening = undefined), (error) => {
      failed = true;
      throw error;
    });
    // Each verb throws this error. Without a handler here, an unused table would end the program.
    opening.catch(() => {});
    return () => {
      if (!failed) return opening;
      this.#opening = this.#open(open);
      return this.#opening?.() ?? Promise.resolve();
    };
  }

  #know(shape: TableShape): void {
    const Row = this.#Row ?? toRowClass(shape) as RowClass<AnyRow>;
    this.#records = new Records(this.#store, shape, Row);
  }

  #known(): Records {
    if (this.#records) return this.#records;
    throw new DataError(`Cannot read the columns of "${this.table}" yet: await a verb first`);
  }

  #answer<T>(verb: (records: Records) => Maybe<T>): Maybe<T> {
    return this.#store.async ? this.#later(verb) : verb(this.#known());
  }

  async #later<T>(verb: (records: Records) => Maybe<T>): Promise<T> {
    await this.#opening?.();
    return await verb(this.#known());
  }

  #find(
    records: Records,
    where: Where,
    args: unknown,
    { orderBy, limit, offset, select, withPk }: FindOptions<AnyRow>,
  ): Maybe<unknown[]> {
    const { shape } = records;
    const columns = select
      ? [...new Set([...select, ...(withPk ? this.pks : [])])].map((name) => shape.column(name))
      : shape.columns;
    const query = {
      ...this.#selection(records, where, args),
      columns,
      order: toOrder(shape, orderBy as string | undefined),
      limit: checkCount("limit", limit),
      offset: checkCount("offset", offset),
    };
    return then(this.#store.find(shape, query), (found) =>
      found.map((stored) => {
        const row = select ? records.toPart(columns, stored) : records.toRow(stored);
        return withPk ? [records.keyOf(row), row] : row;
      }));
  }

  #newRow(records: Records, record: AnyRow): Values {
    return records.newRow(record, this.#xtra.value);
  }

  #insert(records: Records, rows: Values[], options: InsertOptions): Maybe<AnyRow[]> {
    const { replace, ignore } = options;
    const [{ columns }] = rows;
    const update = replace ? columns.filter((column) => !records.isKey(column)) : [];
    const onConflict = replace || ignore ? { update, where: this.#narrowing(records) } : undefined;
    const values = rows.map((row) => row.values);
    return then(
      writing(
        `insert into "${this.table}"`,
        () => this.#store.insert(records.shape, { columns, rows: values, onConflict }),
      ),
      (stored) => {
        if (!replace || stored.length === rows.length) return stored.map((r) => records.toRow(r));
        throw new ScopeError(`Cannot replace a row of "${this.table}": xtra keeps it out of reach`);
      },
    );
  }

  #narrowing(records: Records): Condition[] {
    const narrowed = this.#xtra.value;
    return narrowed === undefined ? [] : this.#conditions(records, narrowed);
  }

  #conditions(records: Records, where: AnyRow): Condition[] {
    return Object.entries(where).map(([name, value]) => {
      const column = records.shape.column(name);
      if (value === undefined) throw this.#undefined(name);
      const values = toAllowed(column, value).map((one) => records.store(column, one, "search"));
      return { column, values };
    });
  }

  #selection(records: Records, where: Where, args?: unknown): RowSelection {
    const conditions = this.#narrowing(records);
    if (where === undefined) return { conditions };
    if (typeof where === "string") return { conditions, text: this.#store.text(where, args) };
    return { conditions: [...this.#conditions(records, where), ...conditions] };
  }

  /** The query for the row of a key, within `xtra`. Undefined where no row can have such a key. */
  #keyQuery(records: Records, key: unknown): Query | undefined {
    const { shape } = records;
    const values = toKeyValues(shape.key, key);
    if (!values) return undefined;
    const conditions: Condition[] = [];
    for (let i = 0; i < values.length; i++) {
      const column = shape.key[i];
      conditions.push({ column, values: [records.store(column, values[i], "search")] });
    }
    const narrowed = this.#xtra.value;
    if (narrowed) conditions.push(...this.#conditions(records, narrowed));
    return { conditions, byKey: !narrowed, columns: shape.columns, order: [] };
  }

  /** Ignoring the condition would match every row: those of all users, when none has signed in. */
  #undefined(name: string): ValueError {
    return new ValueError(
      `Cannot search "${this.table}": ${name} is undefined, expected a value or null`,
    );
  }

  #notFound(key: unknown): NotFoundError {
    const shownKey = Array.isArray(key) ? `[${key.map(shown).join(", ")}]` : shown(key);
    return new NotFoundError(`Cannot find ${shownKey} in "${this.table}"`);
  }
}

/** Groups neighbouring rows that give the same columns. */
function runs(rows: Values[]): Values[][] {
  const groups: Values[][] = [];
  for (const row of rows) {
    if (groups.at(-1)?.[0].columns === row.columns) groups.at(-1)!.push(row);
    else groups.push([row]);
  }
  return groups;
}
