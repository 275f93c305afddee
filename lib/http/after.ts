/** Functions that run after handlers, which see the result as `resp` and may replace it. */
import { then } from "../maybe.ts";
import { type Before, type BeforewareGuard, toGuard } from "./before.ts";
import { type Callee, invoke } from "./handler.ts";
import type { Exchange } from "./request/exchange.ts";
import type { RequestContext } from "./types.ts";

/** A function that runs after every handler. A value that it returns replaces `resp`. */
export type After =
  | ((context: RequestContext & { readonly resp: unknown }) => void)
  | BeforewareGuard;

/** Makes what `runAfter` calls of a function, or of what `Beforeware` made. */
export function toAfter(after: After): Callee {
  // The context has `resp` by the time that the function is called.
  return toGuard(after as Before);
}

/** Calls functions in turn; each gets the result, which is what the last of them returned. */
export function runAfter(
  all: readonly Callee[],
  result: unknown,
  exchange: Exchange,
  at = 0,
): unknown {
  const after = all[at];
  if (!after) return result;
  Object.assign(exchange.context, { resp: result });
  return then(
    invoke(after, exchange),
    (changed) => runAfter(all, changed ?? result, exchange, at + 1),
  );
}
