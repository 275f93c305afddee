/** Errors as data, for programs (RFC 9457). */
import { HTTPException } from "../errors.ts";
import { HttpHeader } from "../headers.ts";

/** What a problem says beside what the user is told. */
interface ProblemOptions {
  /** Whether it has what the developer is told. */
  readonly isDebug: boolean;
  /** What names the request in the log. */
  readonly id: string | undefined;
}

/** Makes the result that tells a program of an error. */
export function toProblem(error: HTTPException, { isDebug, id }: ProblemOptions): unknown[] {
  const { status, errors, message } = error;
  const title = HTTPException.titleOf(error);
  const problem = {
    type: "about:blank",
    title,
    status,
    detail: HTTPException.sentenceOf(error) ?? title,
    ...Object.keys(errors).length > 0 && { errors },
    ...id !== undefined && { id },
    ...isDebug && { debug: message },
  };
  return [new HttpHeader("Content-Type", "application/problem+json"), problem];
}
