import { isDeepStrictEqual } from "node:util";
import { DataError, NotFoundError, ScopeError, shown, ValueError } from "./errors.ts";
import { toKeyValues } from "./key.ts";
import { misfit } from "./kinds.ts";
import { andThen, eachInTurn, type Maybe } from "./maybe.ts";
import { toOrder } from "./order.ts";
import { Scoped } from "./scope.ts";
import { toRowClass } from "./shape.ts";
import type { FindOptions, InsertOptions, UpdateOptions } from "./table_types.ts";
import type {
  AnyRow,
  Column,
  Condition,
  RowClass,
  Selection,
  Store,
  Stored,
  TableShape,
} from "./types.ts";

type Where = string | AnyRow | undefined;

interface NewRow {
  columns: Column[];
  values: Stored[];
  /** The columns that the record itself gave, without the key. */
  own: Column[];
}

/** Where a table comes from: its shape, or the promise that it will be there. */
export interface Opening {
  shape?: TableShape;
  opening?: Promise<TableShape>;
  Row?: RowClass<AnyRow>;
}

const OPTIONS = new Set(["where", "args", "orderBy", "limit", "offset", "select", "withPk"]);

/** The verbs of one table, over any store: names, types and `xtra` are seen to here. */
export class TableVerbs {
  readonly #store: Store;
  readonly #xtra = new Scoped<AnyRow>();
  #shape!: TableShape;
  #opening: Promise<void> | undefined;
  #Row: RowClass<AnyRow> | undefined;
  #read: ((stored: Stored) => unknown)[] = [];
  /** What users hold of this table: the callable around it. */
  self: unknown = this;

  constructor(store: Store, readonly table: string, { shape, opening, Row }: Opening) {
    this.#store = store;
    this.#Row = Row;
    if (shape) this.#open(shape);
    if (opening) {
      this.#opening = opening.then((shape) => {
        this.#open(shape);
        this.#opening = undefined;
      });
      // each verb throws it again; a table that is never used may stay unopened
      this.#opening.catch(() => {});
    }
  }

  /** Waits until the table is there and its columns are known. */
  ready(): Maybe<void> {
    return this.#opening ?? undefined;
  }

  get columns(): readonly Column[] {
    return this.#known().columns;
  }

  get pks(): readonly string[] {
    return this.#known().key.map((column) => column.name);
  }

  /** Whether any text may be a key; true, too, of a table that is not open yet. */
  get textKeys(): boolean {
    return this.#shape?.key.length !== 1 || this.#shape.key[0].kind === "text";
  }

  get Row(): RowClass<AnyRow> {
    return this.#Row ??= toRowClass(this.#known()) as RowClass<AnyRow>;
  }

  find(where?: Where, args?: unknown, options: FindOptions<AnyRow> = {}): Maybe<unknown[]> {
    return this.#answer((shape) => {
      if (isOptions(shape, where)) return this.#find(shape, where.where, where.args, where);
      return this.#find(shape, where, args, options);
    });
  }

  get(key: unknown, ...fallback: unknown[]): Maybe<unknown> {
    return this.#answer((shape) =>
      andThen(this.#byKey(shape, key), (row) => {
        if (row) return row;
        if (fallback.length > 0) return fallback[0];
        throw this.#notFound(key);
      })
    );
  }

  has(key: unknown): Maybe<boolean> {
    return this.#answer((shape) => {
      const selection = this.#keySelection(shape, key);
      return selection ? andThen(this.#store.count(shape, selection), (count) => count > 0) : false;
    });
  }

  insert(record: AnyRow, options: InsertOptions = {}): Maybe<AnyRow | undefined> {
    return andThen(this.insertAll([record], options), ([row]) => row);
  }

  insertAll(records: Iterable<AnyRow>, options: InsertOptions = {}): Maybe<AnyRow[]> {
    return this.#answer((shape) => {
      const rows = Array.from(records, (record) => this.#newRow(shape, record));
      if (rows.length === 1) return this.#insert(shape, rows, options);
      const inserted: AnyRow[] = [];
      return this.#store.transaction(() =>
        andThen(
          eachInTurn(runs(rows), (run) =>
            andThen(this.#insert(shape, run, options), (some) =>
              void inserted.push(...some))),
          () =>
            inserted,
        )
      );
    });
  }

  update(record: AnyRow, key?: unknown, { rekey = false }: UpdateOptions = {}): Maybe<AnyRow> {
    return this.#answer((shape) => {
      const given = this.#given(shape, record, "update");
      const own = this.#ownKey(shape, given);
      const at = key ?? own;
      if (at === undefined) {
        throw new DataError(
          `Cannot update "${this.table}": the record has no ${this.pks.join(", ")}, expected a key`,
        );
      }
      const narrowed = this.#xtra.value ?? {};
      const columns = [...given.keys()].filter((column) =>
        !(column.name in narrowed) && (rekey || !shape.key.includes(column))
      );
      if (!rekey && key !== undefined && own !== undefined && !isDeepStrictEqual(own, key)) {
        throw new DataError(
          `Cannot update "${this.table}": key ${shown(key)} would become ${shown(own)}, ` +
            "expected the option rekey",
        );
      }
      const selection = this.#keySelection(shape, at);
      if (!selection) throw this.#notFound(at);
      const changes = { columns, values: columns.map((column) => given.get(column)) };
      const found = columns.length > 0
        ? this.#store.update(shape, changes, selection)
        : this.#store.find(shape, { ...selection, columns: shape.columns, order: [] });
      return andThen(found, ([row]) => {
        if (row) return this.#toRow(row);
        throw this.#notFound(at);
      });
    });
  }

  upsert(record: AnyRow): Maybe<AnyRow> {
    return this.#answer((shape) => {
      const key = this.#ownKey(shape, this.#given(shape, record, "upsert into"));
      const row = this.#newRow(shape, record);
      if (key === undefined) return andThen(this.#insert(shape, [row], {}), ([row]) => row);
      const onConflict = { update: row.own, where: this.#narrowing(shape) };
      const stored = this.#store.insert(shape, { ...row, rows: [row.values], onConflict });
      return andThen(stored, ([found]) => {
        if (found) return this.#toRow(found);
        return this.get(key) as Maybe<AnyRow>;
      });
    });
  }

  delete(key: unknown): Maybe<unknown> {
    return this.#answer((shape) => {
      const selection = this.#keySelection(shape, key);
      return andThen(selection ? this.#store.delete(shape, selection) : 0, (count) => {
        if (count === 0) throw this.#notFound(key);
        return this.self;
      });
    });
  }

  deleteWhere(where?: Where, args?: unknown): Maybe<number> {
    return this.#answer((shape) => this.#store.delete(shape, this.#selection(shape, where, args)));
  }

  count(where?: Where, args?: unknown): Maybe<number> {
    return this.#answer((shape) => this.#store.count(shape, this.#selection(shape, where, args)));
  }

  lookup(values: AnyRow, extra: AnyRow = {}): Maybe<unknown> {
    return this.#answer((shape) => {
      const selection = this.#selection(shape, values);
      const query = { ...selection, columns: shape.columns, order: [], limit: 1 };
      return this.#store.transaction(() =>
        andThen(
          this.#store.find(shape, query),
          ([found]) =>
            found ? this.#keyOf(shape, this.#toRow(found)) : andThen(
              this.#insert(shape, [this.#newRow(shape, { ...extra, ...values })], {}),
              ([row]) => this.#keyOf(shape, row),
            ),
        )
      );
    });
  }

  selectOne(where?: Where, args?: unknown): Maybe<unknown> {
    return andThen(this.find(where, args, { limit: 2 }), (rows) => {
      if (rows.length === 1) return rows[0];
      const which = `${shown(where)} in "${this.table}"`;
      if (rows.length === 0) throw new NotFoundError(`Cannot find ${which}: no row, expected one`);
      throw new DataError(`Cannot select ${which}: more than one row, expected one`);
    });
  }

  xtra(values: AnyRow): unknown {
    if (this.#shape) {
      for (const [name, value] of Object.entries(values)) {
        this.#encode(this.#shape.column(name), value, "narrow");
      }
    }
    const now = this.#xtra.value ?? {};
    for (const [name, value] of Object.entries(values)) {
      if (name in now && !isDeepStrictEqual(now[name], value)) {
        throw new ScopeError(
          `Cannot narrow "${this.table}" to ${name} ${shown(value)}: ` +
            `it is narrowed to ${shown(now[name])} already`,
        );
      }
    }
    this.#xtra.value = { ...now, ...values };
    return this.self;
  }

  #open(shape: TableShape): void {
    this.#shape = shape;
    this.#read = shape.columns.map(({ kind }) => {
      const { read } = this.#store.codec(kind);
      return read ? (stored) => stored === null ? null : read(stored) : (stored) => stored;
    });
  }

  #known(): TableShape {
    if (this.#shape) return this.#shape;
    throw new DataError(`Cannot read the columns of "${this.table}" yet: await a verb first`);
  }

  #answer<T>(verb: (shape: TableShape) => Maybe<T>): Maybe<T> {
    return this.#store.async ? this.#later(verb) : verb(this.#shape);
  }

  async #later<T>(verb: (shape: TableShape) => Maybe<T>): Promise<T> {
    if (this.#opening) await this.#opening;
    return await verb(this.#shape);
  }

  #find(
    shape: TableShape,
    where: Where,
    args: unknown,
    { orderBy, limit, offset, select, withPk }: FindOptions<AnyRow>,
  ): Maybe<unknown[]> {
    const columns = select
      ? [...select, ...(withPk ? this.pks : [])].map((name) => shape.column(name))
      : shape.columns;
    const query = {
      ...this.#selection(shape, where, args),
      columns,
      order: toOrder(shape, orderBy as string | undefined),
      limit: checkCount("limit", limit),
      offset: checkCount("offset", offset),
    };
    return andThen(this.#store.find(shape, query), (found) =>
      found.map((stored) => {
        const row = select ? this.#toPart(shape, columns, stored) : this.#toRow(stored);
        return withPk ? [this.#keyOf(shape, row), row] : row;
      }));
  }

  #byKey(shape: TableShape, key: unknown): Maybe<AnyRow | undefined> {
    const selection = this.#keySelection(shape, key);
    if (!selection) return undefined;
    const query = { ...selection, columns: shape.columns, order: [] };
    return andThen(this.#store.find(shape, query), ([row]) => row && this.#toRow(row));
  }

  #insert(shape: TableShape, rows: NewRow[], { replace, ignore }: InsertOptions): Maybe<AnyRow[]> {
    const [{ columns }] = rows;
    const update = replace ? columns.filter((column) => !shape.key.includes(column)) : [];
    const onConflict = replace || ignore ? { update, where: this.#narrowing(shape) } : undefined;
    const values = rows.map((row) => row.values);
    return andThen(
      this.#store.insert(shape, { columns, rows: values, onConflict }),
      (stored) => {
        if (replace && stored.length < rows.length) {
          throw new ScopeError(
            `Cannot replace a row of "${this.table}": xtra keeps it out of reach`,
          );
        }
        return stored.map((row) => this.#toRow(row));
      },
    );
  }

  /** The record's own fields, checked and as they are stored. */
  #given(shape: TableShape, record: AnyRow, doing: string): Map<Column, Stored> {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new DataError(
        `Cannot ${doing} "${this.table}": found ${shown(record)}, expected a row`,
      );
    }
    const given = new Map<Column, Stored>();
    for (const name of Object.keys(record)) {
      const value = record[name];
      if (value === undefined || typeof value === "function") continue;
      const column = shape.column(name);
      const unset = shape.key.includes(column) && value === null;
      given.set(column, unset ? null : this.#encode(column, value, doing));
    }
    return given;
  }

  /** The key among the fields given, or undefined where it is not stored yet. */
  #ownKey(shape: TableShape, given: Map<Column, Stored>): unknown {
    const parts = shape.key.map((column) => this.#toValue(shape, column, given.get(column)));
    if (parts.length > 1) return parts.includes(undefined) ? undefined : parts;
    return isUnset(parts[0]) ? undefined : parts[0];
  }

  #newRow(shape: TableShape, record: AnyRow): NewRow {
    const given = this.#given(shape, record, "insert into");
    const blank = new this.Row();
    this.#narrow(shape, given, blank);
    const row: NewRow = { columns: [], values: [], own: [] };
    for (const column of shape.columns) {
      const isKey = shape.key.includes(column);
      let value = given.get(column);
      if (value !== undefined && !isKey) row.own.push(column);
      if (isKey && shape.key.length > 1 && value === undefined) throw this.#unset(column);
      if (value === undefined && column.fallback === undefined && blank[column.name] != null) {
        value = this.#encode(column, blank[column.name], "insert into");
      }
      if (isKey && (value == null || shape.key.length === 1 && isUnset(value))) {
        const made = column.kind === "integer" || column.kind === "bigint" ||
          column.kind === "text" && this.#store.makesTextKeys;
        if (made && shape.key.length === 1) continue;
        throw this.#unset(column);
      }
      if (value === undefined) continue;
      row.columns.push(column);
      row.values.push(value);
    }
    return row;
  }

  /** Sets what `xtra` asks for; a field that says otherwise is refused, an untouched one is not. */
  #narrow(shape: TableShape, given: Map<Column, Stored>, blank: AnyRow): void {
    for (const { column, values: [wanted] } of this.#narrowing(shape)) {
      const value = given.get(column);
      if (value !== undefined && !isDeepStrictEqual(value, wanted)) {
        const found = this.#toValue(shape, column, value);
        if (!isDeepStrictEqual(found, blank[column.name])) {
          throw new ScopeError(
            `Cannot insert into "${this.table}": ${column.name} is ${shown(found)}, ` +
              `expected ${shown(this.#toValue(shape, column, wanted))} by xtra`,
          );
        }
      }
      given.set(column, wanted);
    }
  }

  #narrowing(shape: TableShape): Condition[] {
    const narrowed = this.#xtra.value;
    return narrowed === undefined ? [] : this.#conditions(shape, narrowed);
  }

  #conditions(shape: TableShape, where: AnyRow): Condition[] {
    return Object.entries(where).filter(([, value]) => value !== undefined).map(([name, value]) => {
      const column = shape.column(name);
      const values = Array.isArray(value) && column.kind !== "json" ? value : [value];
      return { column, values: values.map((one) => this.#encode(column, one, "search")) };
    });
  }

  #selection(shape: TableShape, where: Where, args?: unknown): Selection {
    const conditions = this.#narrowing(shape);
    if (where === undefined) return { conditions };
    if (typeof where === "string") return { conditions, text: this.#store.text(where, args) };
    return { conditions: [...this.#conditions(shape, where), ...conditions] };
  }

  /** The row of a key, within `xtra`; undefined where no row can have such a key. */
  #keySelection(shape: TableShape, key: unknown): Selection | undefined {
    const values = toKeyValues(shape.key, key);
    if (!values) return undefined;
    const conditions = shape.key.map((column, i) => ({
      column,
      values: [this.#encode(column, values[i], "find")],
    }));
    return {
      conditions: this.#xtra.value ? [...conditions, ...this.#narrowing(shape)] : conditions,
    };
  }

  #encode(column: Column, value: unknown, doing: string): Stored {
    if (value === null) {
      if (!column.notNull || doing === "search") return null;
      throw new ValueError(`Cannot ${doing} "${this.table}": ${column.name} is null`);
    }
    const wrong = misfit(column.kind, value);
    if (wrong) throw new ValueError(`Cannot ${doing} "${this.table}": ${column.name} is ${wrong}`);
    const { write } = this.#store.codec(column.kind);
    return write ? write(value) : value;
  }

  #toValue(shape: TableShape, column: Column, stored: Stored): unknown {
    return stored === undefined ? undefined : this.#read[shape.columns.indexOf(column)](stored);
  }

  #toRow(stored: readonly Stored[]): AnyRow {
    const { columns } = this.#shape;
    const row = new this.Row();
    for (let i = 0; i < columns.length; i++) row[columns[i].name] = this.#read[i](stored[i]);
    return row;
  }

  /** A row of which only some columns were read: only those are its own, so only those are updated. */
  #toPart(shape: TableShape, columns: readonly Column[], stored: readonly Stored[]): AnyRow {
    const row = Object.create(new this.Row());
    columns.forEach((column, i) => row[column.name] = this.#toValue(shape, column, stored[i]));
    return row;
  }

  #keyOf(shape: TableShape, row: AnyRow): unknown {
    return shape.key.length === 1
      ? row[shape.key[0].name]
      : shape.key.map((column) => row[column.name]);
  }

  #unset({ name }: Column): ValueError {
    return new ValueError(`Cannot insert into "${this.table}": its key ${name} is not set`);
  }

  #notFound(key: unknown): NotFoundError {
    const shownKey = Array.isArray(key) ? `[${key.map(shown).join(", ")}]` : shown(key);
    return new NotFoundError(`Cannot find ${shownKey} in "${this.table}"`);
  }
}

/** Whether a key is still at its initial value, so the row is not stored yet. */
function isUnset(value: unknown): boolean {
  return value == null || value === 0 || value === 0n || value === "";
}

/** `todos({ limit: 2 })` are options, `todos({ done: true })` is a where. */
function isOptions(shape: TableShape, where: Where): where is FindOptions<AnyRow> & AnyRow {
  if (typeof where !== "object" || where === null) return false;
  const names = Object.keys(where);
  return names.some((name) => OPTIONS.has(name) && !shape.columns.some((c) => c.name === name));
}

function checkCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw new DataError(`Cannot find rows: ${name} is ${shown(value)}, expected 0 or more`);
}

/** Neighbouring rows that give the same columns, together. */
function runs(rows: NewRow[]): NewRow[][] {
  const groups: NewRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && isDeepStrictEqual(last[0].columns, row.columns)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}
