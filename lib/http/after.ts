/** Functions that run after handlers, which see the result as `resp` and may replace it. */
import { then } from "../maybe.ts";
import { type Callee, invoke } from "./handler.ts";
import type { Exchange } from "./request/exchange.ts";

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
