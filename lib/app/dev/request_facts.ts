/** Development: what the error page tells of a request, but for what may be a secret. */
import type { Exchange } from "../../http/request/exchange.ts";
import type { MatchedRoute } from "../../http/request/exchange_options.ts";
import { type Frame, toOwnFrames } from "../../stack.ts";

/** Names and what they have. */
export type Facts = readonly (readonly [name: string, value: string])[];

/** What is known of a request. */
export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly params: Facts;
  readonly query: Facts;
  readonly fields: Facts;
  readonly headers: Facts;
  /** The route, where there is one, and where the program declared it. */
  readonly route: MatchedRoute & { readonly frame: Frame | undefined } | undefined;
}

/** Reads what is known of a request; of its body only what the program has read. */
export async function toRequestFacts(exchange: Exchange): Promise<RequestFacts> {
  const { req, target, route, context } = exchange;
  const { headers: _, ...params } = context;
  // A body that can't be read is the error that the page is about.
  const [body] = await Promise.allSettled([exchange.openedBody]);
  const fields = body.status === "fulfilled" ? body.value : {};
  return {
    method: req.method,
    path: target.base + target.path,
    params: toFacts(Object.entries(params), SIGN_IN),
    query: toFacts([...new URLSearchParams(target.query)], SIGN_IN),
    fields: toFacts(Object.entries(fields ?? {}), SIGN_IN),
    headers: toFacts([...req.headers]),
    route: route && { ...route, frame: toOwnFrames(route.site)[0] },
  };
}

/** Writes values for people, but for those whose names say that they are secrets. */
export function toFacts(
  entries: readonly (readonly [string, unknown])[],
  more: readonly string[] = [],
): Facts {
  return entries.map(([name, value]) => {
    const lower = name.toLowerCase();
    const isSecret = PARTS.some((part) => lower.includes(part)) ||
      [...WHOLE, ...more].includes(lower);
    return [name, isSecret ? "(hidden)" : show(value)];
  });
}

/** In names of what a page that is shown to others, or in a picture, must not have. */
const PARTS = ("authoriz authoris -auth _auth oauth cookie session csrf xsrf passw passphrase " +
  "passcode pwd secret token credential card cvc cvv iban ssn jwt apikey api-key api_key").split(
    " ",
  );

/** Such names, but not in others: `keyboard` is none. */
const WHOLE = ["auth", "pass", "key", "pin", "otp"];

/** What a provider sends when a user signs in. An error may have a code that is none. */
const SIGN_IN = ["code"];

/** Longer values would hide the others. */
const LONGEST = 500;

function show(value: unknown): string {
  const text = typeof value === "string"
    ? value
    : value instanceof File
    ? `${value.name} (${value.size} bytes)`
    : Deno.inspect(value, { depth: 2, breakLength: Infinity });
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
