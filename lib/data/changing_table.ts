/** The verbs that change a table itself: its columns, its indexes, its end. */
import { eachInTurn, type Maybe, then } from "../maybe.ts";
import { alter, type Alteration, checkTransform, toAdded } from "./alteration.ts";
import { DataError, XtraError } from "./errors.ts";
import type { ColumnType } from "./kinds.ts";
import { OpenTable } from "./open_table.ts";
import { checkOptions } from "./query.ts";
import { checkWritable } from "./read_only.ts";
import type { Records } from "./records.ts";
import { requireSearch, toSearchIndex } from "./search.ts";
import { Shape } from "./shape.ts";
import type {
  AddColumnOptions,
  IndexOptions,
  SearchIndex,
  SearchIndexOptions,
  Store,
  TableIndex,
  TableShape,
  TransformOptions,
} from "./types.ts";

const ADD_COLUMN = { known: ["default", "notNull", "foreignKey"], verb: "transform" };
const ENABLE_SEARCH = { known: ["language"], verb: "search" };
const CREATE_INDEX = { known: ["unique"], verb: "transform" };

/** A table that can be changed and dropped. */
export class ChangingTable extends OpenTable {
  get schema(): Maybe<string | undefined> {
    return this.run(() => this.store.schema?.(this.table));
  }

  addColumn(name: string, type: ColumnType, options: AddColumnOptions = {}): Maybe<unknown> {
    return this.#change((now) => {
      checkOptions(now, options, ADD_COLUMN);
      return { added: toAdded(now, name, { type, options }) };
    });
  }

  createIndex(columns: string | readonly string[], options: IndexOptions = {}): Maybe<unknown> {
    return this.#change((now) => {
      checkOptions(now, options, CREATE_INDEX);
      const names = [columns].flat().map((name) => now.column(name).name);
      return { index: { columns: names, unique: options.unique ?? false } };
    });
  }

  enableSearch(
    columns: string | readonly string[],
    options: SearchIndexOptions = {},
  ): Maybe<unknown> {
    return this.#setSearch((records) => {
      checkOptions(records.shape, options, ENABLE_SEARCH);
      return toSearchIndex(records.shape, columns, options.language);
    });
  }

  disableSearch(): Maybe<unknown> {
    return this.#setSearch(() => undefined);
  }

  transform(options: TransformOptions): Maybe<unknown> {
    return this.#change((now) => {
      checkTransform(now, options);
      return options;
    });
  }

  drop(): Maybe<void> {
    return this.run((records) => {
      this.#checkChange("drop", records);
      return then(
        checkReferring(this.store, this.table, "drop"),
        () => then(this.store.drop(this.table), () => this.dropped?.()),
      );
    });
  }

  #setSearch(toIndex: (records: Records) => SearchIndex | undefined): Maybe<unknown> {
    return this.run((records) => {
      this.#checkChange("search", records);
      const { store } = this;
      const done = requireSearch(store, records.shape).enableSearch(
        records.shape,
        toIndex(records),
      );
      return then(done, () => this.callable);
    });
  }

  #change(toAlteration: (now: TableShape) => Alteration): Maybe<unknown> {
    return this.run((records) => {
      this.#checkChange("transform", records);
      // The table may have columns that the program does not know: they stay.
      return then(this.store.describe(this.table), (now) => {
        const before = now ?? records.shape;
        const alteration = toAlteration(before);
        const { shape, from, fill } = alter(before, alteration);
        const known = alter(records.shape, alteration).shape;
        const indexes: TableIndex[] = alteration.index ? [alteration.index] : [];
        const wanted = new Shape(shape.table, shape.columns, shape.key, indexes);
        return then(this.store.change(before, { shape: wanted, from, fill }), () => {
          this.changeShape(known);
          return this.callable;
        });
      });
    });
  }

  #checkChange(verb: string, { narrowed }: Records): void {
    checkWritable(`${verb} "${this.table}"`);
    if (!narrowed) return;
    throw new XtraError(
      `Cannot ${verb} "${this.table}": it is narrowed by xtra, expected a table of all rows`,
    );
  }
}

/** Throws where another table has a foreign key to one that is to go: SQLite would delete its rows. */
export function checkReferring(store: Store, table: string, verb: string): Maybe<void> {
  const look = (name: string) =>
    then(store.describe(name), (shape) => {
      const found = shape?.columns.find(({ references }) => references?.table === table);
      if (!found) return;
      throw new DataError(
        `Cannot ${verb} "${table}": ${name}.${found.name} refers to it, ` +
          "expected no foreign key to it",
      );
    });
  return then(
    store.tables("table"),
    (names) => eachInTurn(names.filter((name) => name !== table), look),
  );
}
