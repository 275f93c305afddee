/** Code that may read tables and not write to them, such as what a link of another site has run. */
import { AsyncLocalStorage } from "node:async_hooks";

/** Makes the error for what is not allowed, such as `insert into "todo"`. */
export type ToWriteError = (action: string) => Error;

const scopes = new AsyncLocalStorage<ToWriteError>();

// Programs that never forbid writes do without the look-up.
let isUsed = false;

/** Runs a function in which, and in all that it awaits, a verb that would write throws this error. */
export function inReadOnly<T>(toError: ToWriteError, fn: () => T): T {
  isUsed = true;
  return scopes.run(toError, fn);
}

/** Throws where the caller may not write. Each verb that writes calls it first. */
export function checkWritable(action: string): void {
  const toError = isUsed ? scopes.getStore() : undefined;
  if (toError) throw toError(action);
}

/** Throws where the caller may not write, and the SQL is not known to read alone. */
export function checkReadingSql(sql: string): void {
  if (isUsed && !isReading(sql)) checkWritable("run SQL that may write");
}

/** Comments and brackets before a statement, and its first word. */
const FIRST_WORD = /^(?:[\s(]|--.*|\/\*[^]*?\*\/)*(\w*)/;

/** Whether SQL begins as a query, and no part of it, such as of a `with`, begins as a change. */
function isReading(sql: string): boolean {
  const word = FIRST_WORD.exec(sql)![1]!.toLowerCase();
  if (word === "with" || word === "explain") return !CHANGE.test(sql);
  return word === "select" || word === "values";
}

const CHANGE = /\b(?:insert|update|delete|merge|replace\s+into)\b/i;
