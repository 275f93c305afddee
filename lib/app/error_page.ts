/** The plain error page, for users. */
import { type FT, P, Small, Titled } from "../html/mod.ts";
import { HTTPException } from "../http/errors.ts";

/** The plain error page: the status, a sentence for the user, and what names it in the log. */
export function toErrorPage(error: HTTPException, note?: string): FT[] {
  const sentence = HTTPException.sentenceOf(error);
  return Titled(
    toTitle(error),
    sentence === undefined ? null : P(sentence),
    note === undefined ? null : P(Small(note)),
  );
}

/** What htmx is told: one sentence, as the page that it asked from stays. */
export function toErrorPart(error: HTTPException): FT {
  return P(HTTPException.sentenceOf(error) ?? toTitle(error));
}

function toTitle(error: HTTPException): string {
  return `${error.status} ${HTTPException.titleOf(error)}`;
}
