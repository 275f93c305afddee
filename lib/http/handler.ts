/** Binds the parameters of a handler and calls it. Guards and after functions are called likewise. */
import { NullObject } from "../null_object.ts";
import { then } from "../maybe.ts";
import { bind, type Signature } from "./params/bind.ts";
import type { Exchange } from "./request/exchange.ts";
import { isRead } from "./verbs.ts";
import type { BodyData, Handler, RequestContext } from "./types.ts";

/** A handler and its signature. */
export interface Callee {
  readonly handler: Handler;
  readonly signature: Signature;
}

const NO_DATA: BodyData = Object.freeze(new NullObject());

/** Binds and calls; reads the body only when a parameter may be in it. */
export function invoke(callee: Callee, exchange: Exchange): unknown {
  const { handler, signature } = callee;
  const session = exchange.openAhead(handler);
  if (session) return session.then(() => invoke(callee, exchange));
  const call = handler as (context: RequestContext) => unknown;
  const { context } = exchange;
  if (signature.slots.length === 0) return call(context);
  const own = signature.shadows ? exchange.forkContext() : context;
  const run = (body: BodyData | undefined): unknown => {
    const source = { path: exchange.params, query: exchange.query, body, context };
    return then(bind(signature, source, own), () => call(own));
  };
  if (isRead(exchange.req.method)) return run(undefined);
  return signature.wantsBody ? exchange.readBody().then(run) : run(NO_DATA);
}
