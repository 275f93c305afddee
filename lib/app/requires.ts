/** `requires()`: a guard for one route, by who the user is. */
import { makeOptionCheck } from "../option_check.ts";
import type { Linkable } from "../html/types.ts";
import { HREF } from "../html/mod.ts";
import { HTTPException } from "../http/errors.ts";
import { Redirect } from "../http/reply/responses.ts";
import { isRead } from "../http/verbs.ts";
import type { RequestContext } from "../http/types.ts";

/** Options of {@linkcode requires}. */
export interface RequiresOptions {
  /** Where other users are sent, with `?next=` and the path of their page. Default: nowhere. */
  redirect?: string | Linkable;
  /** The status for other users. Default: 403. */
  status?: number;
}

const checkOptions = makeOptionCheck<RequiresOptions>("make a guard", {
  redirect: true,
  status: true,
});

/**
 * Makes a guard that lets in users with all of some scopes: `authenticated` is any user, and others
 * are in the list `scope.scopes`, which a `before` function of the application has set as it has
 * set `scope.auth`. Starlette: `requires`.
 *
 * @example
 * ```ts
 * import { Client, fastApp } from "@fasthtml/fasthtml";
 * import { requires } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({
 *   secretKey: "a secret of at least 32 characters",
 *   before: ({ session, scope }) => {
 *     scope.auth = session.auth;
 *     scope.scopes = session.auth === "eve" ? ["admin"] : [];
 *   },
 * });
 * rt("/", () => "for users", { before: requires("authenticated", { redirect: "/login" }) });
 * rt("/admin", () => "for admins", { before: requires("admin") });
 *
 * const guest = new Client(app), ann = new Client(app, { session: { auth: "ann" } });
 * strictEqual((await guest.get("/?a=1")).headers.get("location"), "/login?next=%2F%3Fa%3D1");
 * strictEqual((await ann.get("/")).status, 200);
 * strictEqual((await ann.get("/admin")).status, 403);
 * ```
 */
export function requires(
  scopes: string | readonly string[],
  options: RequiresOptions = {},
): (context: RequestContext) => unknown {
  checkOptions(options);
  const { redirect, status = 403 } = options;
  const needed = [scopes].flat();
  return ({ auth, scope, req, url, htmx }) => {
    const granted = Array.isArray(scope.scopes) ? scope.scopes : [];
    const isUser = auth !== undefined && auth !== null && auth !== false;
    const has = (name: string) => name === "authenticated" ? isUser : granted.includes(name);
    if (needed.every(has)) return;
    if (redirect === undefined) throw new HTTPException(status);
    const place = typeof redirect === "string" ? redirect : redirect[HREF]();
    if (!isRead(req.method)) return Redirect(place);
    // What htmx asks for is mostly a part of the page that the user is on.
    const { pathname, search } = URL.parse(htmx.currentUrl ?? "") ?? url;
    const next = new URLSearchParams({ next: pathname + search });
    return Redirect(`${place}${place.includes("?") ? "&" : "?"}${next}`);
  };
}
