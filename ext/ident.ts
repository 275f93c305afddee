/** What names a signed-in user. */

/**
 * Tells whether a value of a session names a user: a text, or a number. A program that signs out by
 * `session.auth = null` or `""` must not let everybody in.
 */
export function isIdent(value: unknown): value is string | number {
  return typeof value === "string" ? value !== "" : Number.isFinite(value);
}
