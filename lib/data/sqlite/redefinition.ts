/** What changes between a table's definition and the shape that it is to have. */
import { isSame } from "../../same_value.ts";
import {
  DataError,
  type Dialect,
  type ForeignKey,
  quote,
  show,
  type TableColumn,
  type TableShape,
  toColumnSql,
} from "../backend.ts";
import { type Clause, type ColumnText, type Definition, toColumnText } from "./definition.ts";

/** A table's definition, with the shape that it is to have. What that does not mention is kept. */
export class Redefinition {
  readonly #table: string;
  readonly #old: TableShape;
  readonly #definition: Definition;
  readonly #dialect: Dialect;
  readonly #key: readonly string[];
  readonly #isSameKey: boolean;
  /** The new table's columns: those that are kept, in their order, then the new ones. */
  readonly columns: readonly TableColumn[];
  readonly added: readonly TableColumn[];
  readonly dropped: readonly TableColumn[];

  constructor(
    old: TableShape,
    shape: TableShape,
    { definition, dialect }: { definition: Definition; dialect: Dialect },
  ) {
    this.#table = shape.table;
    this.#old = old;
    this.#definition = definition;
    this.#dialect = dialect;
    this.#key = shape.key.map(({ name }) => name);
    this.#isSameKey = isSame(old.key.map(({ name }) => name), this.#key);
    const isKept = ({ name }: TableColumn) => shape.columns.some((column) => column.name === name);
    const kept = old.columns.filter(isKept);
    this.dropped = old.columns.filter((column) => !isKept(column));
    this.added = shape.columns.filter((column) => !this.before(column));
    this.columns = [...kept.map(({ name }) => shape.column(name)), ...this.added];
  }

  /** Whether all columns and the key stay as they are. */
  get isKept(): boolean {
    return this.#isSameKey && this.dropped.length === 0 &&
      this.columns.every((column) => {
        const text = this.#textOf(column);
        return !text || this.#change(text, column) === text;
      });
  }

  /** The column as it is now. */
  before({ name }: TableColumn): TableColumn | undefined {
    return this.#old.columns.find((column) => column.name === name);
  }

  /** Whether the values of a column must be converted. */
  isRetyped(column: TableColumn): boolean {
    const before = this.before(column);
    return !!before && !before.generated && this.#type(before) !== this.#type(column) &&
      !this.#isNumericKey(column, before);
  }

  /** The statement that creates the new table. Throws where it could not keep what it should. */
  toCreateTable(name: string): string {
    if (this.columns.length === 0) {
      throw new DataError(
        `Cannot transform table "${this.#table}": no column would remain, expected one`,
      );
    }
    const lines = this.columns.map((column) => {
      const text = this.#textOf(column);
      if (!text) return this.toNewText(column);
      const changed = this.#change(text, column);
      for (const clause of text.clauses) {
        if (changed.clauses.includes(clause)) this.checkNames(clause);
        else this.#checkLost(clause);
      }
      return toColumnText(changed);
    });
    for (const clause of this.#definition.constraints) {
      if (this.#keeps(clause)) {
        this.checkNames(clause);
        lines.push(clause.text);
      } else if (!this.#isDropped(clause)) this.#checkLost(clause);
    }
    if (!this.#isSameKey && this.#key.length > 1) {
      lines.push(`PRIMARY KEY (${this.#key.map(quote).join(", ")})`);
    }
    return `CREATE TABLE ${quote(name)} (\n  ${lines.join(",\n  ")}\n)${this.#definition.suffix}`;
  }

  /** A new column as SQL. */
  toNewText(column: TableColumn): string {
    const references = column.references ? ` ${toReferences(column.references)}` : "";
    return toColumnSql(column, this.#dialect, this.#isAlone(column)) + references;
  }

  /** Throws where a clause that is kept names a column that is not. */
  checkNames({ text, names }: Pick<Clause, "text" | "names">): void {
    const column = this.dropped.find(({ name }) => names.includes(name.toLowerCase()));
    if (!column) return;
    throw new DataError(
      `Cannot transform table "${this.#table}": found ${show(column.name)} in ${show(text)}, ` +
        "expected a migration, as it would be dropped",
    );
  }

  #textOf({ name }: TableColumn): ColumnText | undefined {
    return this.#definition.columns.find((column) => column.name === name);
  }

  /** A column's own words where nothing changes, or words that say what is wanted. */
  #change(text: ColumnText, column: TableColumn): ColumnText {
    const before = this.before(column)!;
    if (before.generated) return text;
    const changes = new Map<string, string | undefined>();
    if (!this.#isSameKey) changes.set("PRIMARY", this.#isAlone(column) ? "PRIMARY KEY" : undefined);
    if (column.notNull && !before.notNull) changes.set("NOT", "NOT NULL");
    const [now, wanted] = [before, column].map((one) =>
      one.fallback === undefined ? undefined : this.#dialect.literal(one)
    );
    if (wanted !== undefined && wanted !== now) changes.set("DEFAULT", `DEFAULT ${wanted}`);
    if (this.#isReferred(column)) changes.set("REFERENCES", toReferences(column.references!));
    const isRetyped = this.isRetyped(column) || changes.get("PRIMARY");
    if (!isRetyped && changes.size === 0) return text;
    const added = [...changes].filter(([, text]) => text)
      .map(([kind, text]): Clause => ({ kind, text: text!, names: [] }));
    const kept = text.clauses.filter(({ kind }) => !changes.has(kind));
    return {
      ...text,
      type: isRetyped ? this.#type(column) : text.type,
      clauses: changes.get("PRIMARY") ? [...added, ...kept] : [...kept, ...added],
    };
  }

  /** Whether a column is to point to another place than now. */
  #isReferred(column: TableColumn): boolean {
    const { references } = column;
    return !!references && !isSame(references, this.before(column)?.references);
  }

  #keeps({ kind, names }: Clause): boolean {
    if (kind === "PRIMARY") return this.#isSameKey;
    if (kind !== "FOREIGN" || names.length > 1) return true;
    const column = this.columns.find(({ name }) => name.toLowerCase() === names[0]);
    return !!column && !this.#isReferred(column);
  }

  /** Whether a constraint is a reference of a dropped column, which goes with it. */
  #isDropped({ kind, names }: Clause): boolean {
    return kind === "FOREIGN" && this.dropped.some(({ name }) => name.toLowerCase() === names[0]);
  }

  /** Throws where a clause that is replaced says more than its successor can. */
  #checkLost({ text }: Clause): void {
    const lost = /\b(?:CONSTRAINT|AUTOINCREMENT|CONFLICT|DEFERRABLE|MATCH)\b/i.exec(text);
    if (!lost) return;
    throw new DataError(
      `Cannot transform table "${this.#table}": ${lost[0].toUpperCase()} of ${show(text)} would ` +
        "be lost, expected a migration",
    );
  }

  /** Whether a column is an integer as it identifies rows, and NUMERIC as it was declared. */
  #isNumericKey(column: TableColumn, before: TableColumn): boolean {
    return column.kind === "integer" && before.kind === "float" &&
      (this.#key.includes(column.name) || !!column.references) &&
      /NUM|DEC/i.test(this.#textOf(column)!.type);
  }

  /** A column's type as its table declares it: a STRICT table has booleans as integers. */
  #type(column: TableColumn): string {
    return this.#dialect.type(column, this.#isAlone(column));
  }

  #isAlone({ name }: TableColumn): boolean {
    return this.#key.length === 1 && this.#key[0] === name;
  }
}

function toReferences({ table, column, actions }: ForeignKey): string {
  const then = actions ?? "ON UPDATE CASCADE ON DELETE CASCADE";
  return `REFERENCES ${quote(table)} (${quote(column)}) ${then}`;
}
