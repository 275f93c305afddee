/** The error that ends a job. It imports nothing, so that what throws it needs no worker. */

/**
 * Says that a job is not to be tried again, as its next try would fail in the same way: it is dead.
 *
 * @example
 * ```ts
 * import { UnrecoverableError } from "@fasthtml/fasthtml/ext/jobs";
 *
 * function checkReply(code: number, text: string): void {
 *   if (code >= 500) throw new UnrecoverableError(text); // SMTP: there is no such mailbox.
 *   if (code >= 400) throw new Error(text); // It is tried again.
 * }
 * checkReply(250, "OK");
 * ```
 */
export class UnrecoverableError extends Error {
  /** The name that errors show. */
  override readonly name = "UnrecoverableError";
}
