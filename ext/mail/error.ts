/** Why mails are not sent, and whether a job tries again. */
import { UnrecoverableError } from "../jobs/unrecoverable.ts";

/**
 * Why a mail was not sent.
 *
 * @example
 * ```ts
 * import { MailError } from "@fasthtml/fasthtml/ext/mail";
 * import { strictEqual } from "node:assert";
 *
 * const error = new MailError("550 No such user", { isPermanent: true, status: 550 });
 * strictEqual(error.isPermanent, true);
 * ```
 */
export class MailError extends Error {
  /** The name that errors show. */
  override readonly name = "MailError";
  /** Whether the server rejected this mail for good (5xx), so that another try is in vain. */
  readonly isPermanent: boolean;
  /** The status of the server's reply, such as 550, or undefined where there was none. */
  readonly status: number | undefined;

  /** Makes the error. */
  constructor(
    message: string,
    { isPermanent = false, status }: { isPermanent?: boolean; status?: number | undefined } = {},
  ) {
    super(message);
    this.isPermanent = isPermanent;
    this.status = status;
  }
}

/** The error of a job that sends a mail: one that ends it where another try is in vain. */
export function toJobError(error: unknown, id: string): unknown {
  if (!(error instanceof MailError) || !error.isPermanent) return error;
  return new UnrecoverableError(`Cannot send mail ${id}: ${error.message}`, { cause: error });
}
