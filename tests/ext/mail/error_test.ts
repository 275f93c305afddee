import { deepStrictEqual, strictEqual } from "node:assert";
import { UnrecoverableError } from "../../../ext/jobs.ts";
import { MailError } from "../../../ext/mail.ts";
import { toJobError } from "../../../ext/mail/error.ts";

Deno.test("toJobError() ends a job for a mail that is rejected for good, and for no other error", () => {
  const cause = new MailError("Cannot send a mail: 550", { isPermanent: true, status: 550 });
  const ended = toJobError(cause, "a1") as Error;
  strictEqual(ended instanceof UnrecoverableError, true);
  deepStrictEqual([ended.message, ended.cause], [
    "Cannot send mail a1: Cannot send a mail: 550",
    cause,
  ]);
  for (const error of [new MailError("451", { status: 451 }), new Error("away"), "text"]) {
    strictEqual(toJobError(error, "a1"), error);
  }
});
