/** The verbs that change a table itself: its columns, its indexes, its end. */
import { eachInTurn, type Maybe, then } from "../maybe.ts";
import { alter, type Alteration, checkTransform, toAdded } from "./alteration.ts";
import { DataError, XtraError } from "./errors.ts";
import type { ColumnType } from "./kinds.ts";
import { OpenTable } from "./open_table.ts";
import { checkOptions } from "./query.ts";
import { checkWritable } from "./read_only.ts";
import type { Records } from "./records.ts";
import { Shape } from "./shape.ts";
import type {
  AddColumnOptions,
  IndexOptions,
  TableIndex,
  TableShape,
  TransformOptions,
} from "./types.ts";

const ADD_COLUMN = { known: ["default", "notNull", "foreignKey"], verb: "transform" };
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

  transform(options: TransformOptions): Maybe<unknown> {
    return this.#change((now) => {
      checkTransform(now, options);
      return options;
    });
  }

  drop(): Maybe<void> {
    return this.run((records) => {
      this.#checkChange("drop", records);
      return then(this.#findReferring(), (referring) => {
        // SQLite would delete the rows that refer to those of the table.
        if (!referring) return then(this.store.drop(this.table), () => this.dropped?.());
        throw new DataError(
          `Cannot drop "${this.table}": ${referring} refers to it, expected no foreign key to it`,
        );
      });
    });
  }

  #change(toAlteration: (now: TableShape) => Alteration): Maybe<unknown> {
    return this.run((records) => {
      this.#checkChange("transform", records);
      if (this.store.inTransaction) {
        // Rolled back, it would leave this object with columns that the table does not have.
        throw new DataError(
          `Cannot transform "${this.table}": a transaction is open, expected none`,
        );
      }
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

  /** A column of another table that refers to this one. */
  #findReferring(): Maybe<string | undefined> {
    const found: string[] = [];
    const look = (name: string) =>
      then(this.store.describe(name), (shape) => {
        for (const { name: column, references } of shape?.columns ?? []) {
          if (references?.table === this.table) found.push(`${name}.${column}`);
        }
      });
    return then(this.store.tables("table"), (names) => {
      const others = names.filter((name) => name !== this.table);
      return then(eachInTurn(others, look), () => found[0]);
    });
  }
}
