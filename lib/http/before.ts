/** Functions that run before handlers: guards. */
import { makeOptionCheck } from "../option_check.ts";
import { then } from "../maybe.ts";
import { type Callee, invoke } from "./handler.ts";
import { type Signature, toSignature } from "./params/bind.ts";
import type { Exchange } from "./request/exchange.ts";
import type { Declarations, Handler, HandlerContext, RequestContext } from "./types.ts";

/** Options of {@linkcode Beforeware}. */
export interface BeforewareOptions<D extends Declarations> {
  /**
   * What the function does not run for: a route, a RegExp, or a text that is one, each matched
   * against the whole path. Of a route it is the path that was declared, so `.*\.css` skips the
   * route `/{name}.css`, and never the route `/doc/{name}` when a client requests `/doc/x.css`. Of
   * a file it is the file's own, and of a mounted application `/prefix/{path}`.
   */
  skip?: readonly (string | RegExp | { readonly path: string })[];
  /** The parameters of the function. */
  params?: D;
}

const checkOptions = makeOptionCheck<BeforewareOptions<Declarations>>("make a guard", {
  skip: true,
  params: true,
});

/**
 * A function that runs before every handler, file and mounted application, and also where there is
 * nothing. What it returns, if anything, is the response.
 */
export type Before = ((context: RequestContext) => void) | BeforewareGuard;

/** What {@linkcode Beforeware} makes. */
export class BeforewareGuard {
  /** The function. */
  readonly handler: Handler;
  /** @internal Its parameters. */
  readonly signature: Signature;
  readonly #skip: readonly RegExp[];
  readonly #skipPaths: ReadonlySet<string>;

  /** Takes the function and its options. */
  constructor(handler: Handler, options: BeforewareOptions<Declarations>) {
    this.handler = handler;
    this.signature = toSignature(options.params ?? {}, [], `before function "${handler.name}"`);
    const patterns: RegExp[] = [], paths = new Set<string>();
    for (const skip of options.skip ?? []) {
      if (skip instanceof RegExp) {
        // A RegExp with the flag g or y continues after its last match, so every second test would
        // fail.
        patterns.push(new RegExp(`^(?:${skip.source})$`, skip.flags.replace(/[gy]/g, "")));
      } else if (typeof skip === "string") patterns.push(new RegExp(`^(?:${skip})$`));
      else paths.add(skip.path);
    }
    this.#skip = patterns;
    this.#skipPaths = paths;
  }

  /** Whether the function does not run for a path. */
  skips(path: string): boolean {
    return this.#skipPaths.has(path) || this.#skip.some((pattern) => pattern.test(path));
  }
}

/**
 * Makes a function that runs before handlers, files and mounted applications, with what it skips.
 *
 * What it returns, if anything, is the response, and nothing else runs. FastHTML: `Beforeware`,
 * which matches `skip` against the path of the request.
 *
 * @example
 * ```ts
 * import { Beforeware, fastApp, Redirect } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const auth = Beforeware(({ session, scope }) => {
 *   scope.auth = session.auth;
 *   if (!session.auth) return Redirect("/login");
 * }, { skip: ["/login"] });
 *
 * const { app, rt } = fastApp({ before: auth, secretKey: "a secret of at least 32 characters" });
 * rt("/", ({ auth }) => `Hello, ${auth}`);
 * rt("/login", () => "Who are you?");
 * strictEqual((await app.request("/")).headers.get("location"), "/login");
 * ```
 */
export function Beforeware<D extends Declarations = Record<never, never>>(
  handler: (context: HandlerContext<string, D>) => void,
  options: BeforewareOptions<D> = {},
): BeforewareGuard {
  checkOptions(options);
  return new BeforewareGuard(handler as Handler, options);
}

/** Makes a guard of a plain function. */
export function toGuard(before: Before): BeforewareGuard {
  if (before instanceof BeforewareGuard) return before;
  return new BeforewareGuard(before as Handler, {});
}

/** Calls guards in turn until one returns something. */
export function runBefore(guards: readonly Callee[], exchange: Exchange, at = 0): unknown {
  const guard = guards[at];
  if (!guard) return;
  return then(
    invoke(guard, exchange),
    (result) => result ?? runBefore(guards, exchange, at + 1),
  );
}
