/** Calls a handler with its parameters bound. */
import { NullObject } from "../null_object.ts";
import { bind, type Signature } from "./params/bind.ts";
import { OpenContext } from "./request/context.ts";
import { then } from "../maybe.ts";
import { isRead } from "./verbs.ts";
import type { BodyData, Handler } from "./types.ts";

/** A handler and its signature. */
export interface Callee {
  readonly handler: Handler;
  readonly signature: Signature;
}

const NOTHING: BodyData = Object.freeze(new NullObject());

/**
 * Binds the declared parameters and calls the handler. Reads the body only when one may need it.
 */
export function invoke(
  { handler, signature }: Callee,
  context: OpenContext,
  path: BodyData = NOTHING,
): unknown {
  const call = handler as (context: OpenContext) => unknown;
  if (signature.slots.length === 0) return call(context);
  const run = (body: BodyData | undefined): unknown =>
    then(
      bind(signature, { path, query: OpenContext.query(context), body, context }),
      () => call(context),
    );
  if (isRead(context.req.method)) return run(undefined);
  return signature.wantsBody ? context.data().then(run) : run(NOTHING);
}

/** Calls functions in turn until one returns something. */
export function invokeFirst(
  callees: readonly Callee[],
  context: OpenContext,
  path: BodyData,
  at = 0,
): unknown {
  const callee = callees[at];
  if (!callee) return;
  return then(
    invoke(callee, context, path),
    (answer) => answer ?? invokeFirst(callees, context, path, at + 1),
  );
}
