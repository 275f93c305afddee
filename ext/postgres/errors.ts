/** Errors of the server, as this project's. */
import { ConflictError, ConstraintError, DataError, ValueError } from "../../lib/data/backend.ts";

/** An error of the server as this project's. Others, such as those of programs, stay. */
export function toDataError(cause: unknown): unknown {
  if (!(cause instanceof Error && "code" in cause) || cause instanceof DataError) return cause;
  const code = String(cause.code);
  if (!/^[0-9A-Z]{5}$/.test(code)) return cause;
  const message = `Cannot run SQL: ${cause.message}`;
  const Kind = KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? DataError;
  return new Kind(message, { cause });
}

/** The errors for the server's codes. Of class 22, those that are a value's fault. */
const KINDS: readonly [RegExp, typeof DataError][] = [
  [/^23/, ConstraintError],
  [/^40(?:001|P01)$/, ConflictError],
  [/^22(?:P02|P03|P05|001|003|007|008|021)$/, ValueError],
];
