/** Errors of constraints that name the verb and its table. */
import { ConstraintError } from "./errors.ts";
import { attempt, type Maybe } from "../maybe.ts";

/** Runs a step that writes. If the database rejects a row, the error says what was being done. */
export function writing<T>(what: string, step: () => Maybe<T>): Maybe<T> {
  return attempt(step, (error) => {
    if (!(error instanceof ConstraintError && error.cause instanceof Error)) throw error;
    const { cause } = error;
    throw new ConstraintError(`Cannot ${what}: ${cause.message}`, { cause });
  });
}
