import { ConstraintError } from "./errors.ts";
import { type Maybe, settle } from "./maybe.ts";

/** Takes a step that writes; of a row that the database refuses, the error says what was to be done. */
export function writing<T>(what: string, step: () => Maybe<T>): Maybe<T> {
  return settle(step, (value) => value, (error) => {
    if (!(error instanceof ConstraintError && error.cause instanceof Error)) throw error;
    const { cause } = error;
    throw new ConstraintError(`Cannot ${what}: ${cause.message}`, { cause });
  });
}
