/** The errors of the data wing, and the texts that they are made of. */

/** Says that the database could not do what it was told. Every error of the data wing is one. */
export class DataError extends Error {
  /** Creates the error. Its name is the name of its class. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Says that no row has this key, or that the row is outside what `xtra` allows. */
export class NotFoundError extends DataError {}

/** Says that a table has no column of this name, and which name is nearest. */
export class UnknownColumnError extends DataError {}

/** Says that a value does not fit its column; no SQL has run. */
export class ValueError extends DataError {}

/**
 * Says that the database rejected a row: a duplicate key, a missing parent, a null in a column that
 * allows none.
 */
export class ConstraintError extends DataError {}

/** Says that a value contradicts what `xtra` narrowed the table to. */
export class XtraError extends DataError {}

/** Says that the database cannot be reached. The next call tries again. */
export class ConnectionError extends DataError {}

/** Says that a transaction has conflicted with others too often. */
export class ConflictError extends DataError {}

/** A value in an error message: short, so that a client's input is never repeated whole. */
export function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  }
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `the date ${value}`;
  return `a value of ${value.constructor?.name ?? "no class"}`;
}
