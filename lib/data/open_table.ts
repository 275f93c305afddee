/** A table from its opening on: its shape, its row class, what `xtra` filters it to. */
import { isSame } from "../same_value.ts";
import { type Maybe, then } from "../maybe.ts";
import { checkFixed, toConditions } from "./conditions.ts";
import { DataError, NotFoundError, show, XtraError } from "./errors.ts";
import { fits, typeOfKind } from "./kinds.ts";
import { Records } from "./records.ts";
import { toRowClass } from "./shape.ts";
import type {
  AnyRow,
  ForeignKey,
  RowClass,
  Store,
  TableColumn,
  TableIndex,
  TableShape,
} from "./types.ts";
import { PerRequest } from "./xtra.ts";

/** Where a table comes from: its shape, if the program gives one, and what opens it. */
export interface TableSource {
  shape?: TableShape;
  open?: () => Maybe<TableShape>;
  Row?: RowClass<AnyRow>;
  /** Called when it has been dropped. */
  dropped?: () => void;
  /** Remembers a step for the case that the caller's transaction is rolled back. */
  onRollback?: (undo: () => void) => void;
}

/** A table that opens at once, or when its database has been reached, and what all methods need. */
export class OpenTable {
  readonly table: string;
  protected readonly store: Store;
  readonly #xtra = new PerRequest<AnyRow>();
  #Row: RowClass<AnyRow> | undefined;
  protected readonly dropped: (() => void) | undefined;
  readonly #onRollback: ((undo: () => void) => void) | undefined;
  /** Known from the start if the program gives the shape, otherwise when the table is open. */
  #records: Records | undefined;
  /** Waits for the table while it is opening, and tries again if that has failed. */
  #opening: (() => Promise<void>) | undefined;
  /** What programs hold of this table. */
  callable: unknown = this;

  constructor(store: Store, table: string, source: TableSource) {
    const { shape, open, Row, dropped, onRollback } = source;
    this.table = table;
    this.store = store;
    this.#Row = Row;
    this.dropped = dropped;
    this.#onRollback = onRollback;
    if (shape) this.#setShape(shape);
    if (open) this.#opening = this.#open(open);
  }

  /** Waits until the table exists and its columns are known. */
  ready(): Maybe<void> {
    return this.#opening?.();
  }

  get columns(): readonly TableColumn[] {
    return this.#opened.shape.columns;
  }

  get pks(): readonly string[] {
    return this.#opened.shape.key.map((column) => column.name);
  }

  get indexes(): readonly TableIndex[] {
    return this.#opened.shape.indexes;
  }

  get foreignKeys(): readonly { column: string; references: ForeignKey }[] {
    return this.columns.flatMap(({ name, references }) =>
      references ? [{ column: name, references }] : []
    );
  }

  get Row(): RowClass<AnyRow> {
    return this.#opened.Row;
  }

  /** Whether any string may be a key. Also true while the table is not open yet. */
  get textKeys(): boolean {
    const key = this.#records?.shape.key;
    return key?.length !== 1 || key[0].kind === "text";
  }

  xtra(values: AnyRow): unknown {
    if (this.#records) toConditions(this.#records, values);
    const now = this.#xtra.value ?? {};
    for (const [name, value] of Object.entries(values)) {
      checkFixed(this.table, name, value);
      if (!(name in now) || isSame(now[name], value)) continue;
      throw new XtraError(
        `Cannot narrow "${this.table}" to ${name} ${show(value)}: ` +
          `it is narrowed to ${show(now[name])} already, expected the same`,
      );
    }
    this.#xtra.value = { ...now, ...values };
    return this.callable;
  }

  #open(open: () => Maybe<TableShape>): (() => Promise<void>) | undefined {
    const opened = then(open(), (shape) => this.#setShape(shape));
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
      const again = this.#opening;
      this.#onRollback?.(() => this.#opening = again);
      this.#opening = this.#open(open);
      return this.#opening?.() ?? Promise.resolve();
    };
  }

  get #opened(): Records {
    if (this.#records) return this.#records;
    throw new DataError(
      `Cannot read the columns of "${this.table}": it is not open, expected an awaited verb first`,
    );
  }

  /** Runs a method: at once on SQLite, otherwise when the table is open. */
  protected run<T>(verb: (records: Records) => Maybe<T>): Maybe<T> {
    if (!this.store.async) return verb(this.#opened);
    return this.#opening ? this.#runLater(verb) : Promise.try(verb, this.#opened);
  }

  async #runLater<T>(verb: (records: Records) => Maybe<T>): Promise<T> {
    await this.#opening?.();
    return await verb(this.#opened);
  }

  #setShape(shape: TableShape): void {
    const Row = this.#Row ?? toRowClass(shape) as RowClass<AnyRow>;
    this.#records = new Records(this.store, shape, { Row, xtra: this.#xtra });
  }

  /** Takes a changed shape. Where its class has other columns, rows get one of their own. */
  protected changeShape(shape: TableShape): void {
    const Row = this.#Row, records = this.#records;
    this.#onRollback?.(() => {
      this.#Row = Row;
      this.#records = records;
    });
    const isSame = ([name, value]: [string, unknown]) => {
      const column = shape.columns.find((column) => column.name === name);
      return typeof value === "function" || column && (value === null || fits(column.kind, value));
    };
    if (this.#Row && !Object.entries(new this.#Row()).every(isSame)) {
      const types = shape.columns.map(({ name, kind }) => [name, typeOfKind(kind)]);
      this.#Row = toRowClass(shape, Object.fromEntries(types)) as RowClass<AnyRow>;
    }
    this.#setShape(shape);
  }

  protected notFound(key: unknown): NotFoundError {
    const shownKey = Array.isArray(key) ? `[${key.map(show).join(", ")}]` : show(key);
    return new NotFoundError(`Cannot find ${shownKey} in "${this.table}": no row, expected one`);
  }
}
