/**
 * Basic authentication: the browser asks for a name and a password.
 *
 * The password goes with every request, so serve it over https only.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { Beforeware, HTTPException, type RequestContext } from "../mod.ts";
import type { BeforewareGuard } from "../types.ts";

/** Tells whether a user name and a password match. */
export type Lookup = (user: string, password: string) => boolean | Promise<boolean>;

/** Options of {@linkcode userPwdAuth}. */
export interface BasicAuthOptions {
  /** What needs no password, as {@linkcode Beforeware} takes them. */
  skip?: readonly (string | RegExp | { readonly path: string })[];
  /** The realm that browsers show in the password dialog. Default: "login". */
  realm?: string;
}

/**
 * Lets users with a valid name and password in, and puts the name into `auth`. Others get a 401.
 * Takes passwords by name, or a function that looks them up. The name `logout` is reserved, so that
 * {@linkcode basicLogout} works. FastHTML: `user_pwd_auth`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ before: userPwdAuth({ ada: "s3cret" }) });
 * rt("/", ({ auth }) => `Hello, ${auth}`);
 *
 * const headers = { authorization: `Basic ${btoa("ada:s3cret")}` };
 * strictEqual((await app.request("/")).status, 401);
 * strictEqual((await app.request("/", { headers })).status, 200);
 * ```
 */
export function userPwdAuth(
  users: Readonly<Record<string, string>> | Lookup,
  options: BasicAuthOptions = {},
): BeforewareGuard {
  const { skip = [], realm = "login" } = options;
  const isRight = typeof users === "function" ? users : toLookup(users);
  const challenge = `Basic realm=${JSON.stringify(realm)}, charset="UTF-8"`;
  return Beforeware(async ({ headers, scope }) => {
    const { user, password } = readBasic(headers.get("authorization")) ?? {};
    if (user && password && user !== LOGOUT && await isRight(user, password)) scope.auth = user;
    else throw new HTTPException(401, undefined, { headers: { "www-authenticate": challenge } });
  }, { skip });
}

/**
 * Returns the URL of a link that makes the browser forget the password.
 * Browsers have no other way. Some ask for a password once more. FastHTML: `basic_logout`.
 */
export function basicLogout({ url }: Pick<RequestContext, "url">): string {
  return `${url.protocol}//${LOGOUT}:${LOGOUT}@${url.host}/`;
}

const LOGOUT = "logout";

/** Hashes both sides first, so that neither the time nor the length tells how much was right. */
function toLookup(users: Readonly<Record<string, string>>): Lookup {
  return (user, password) => {
    const known = Object.hasOwn(users, user);
    const isSame = timingSafeEqual(hash(known ? users[user]! : ""), hash(password));
    return known && isSame;
  };
}

function hash(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** Reads the credentials (RFC 7617, section 2). Returns undefined if the header has none. */
function readBasic(header: string | null): { user: string; password: string } | undefined {
  const code = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? "")?.[1];
  if (code === undefined) return;
  const text = new TextDecoder().decode(Buffer.from(code, "base64"));
  const at = text.indexOf(":");
  return at < 0 ? undefined : { user: text.slice(0, at), password: text.slice(at + 1) };
}
