/**
 * Basic authentication: the browser asks for a name and a password.
 *
 * The password goes with every request, so serve it over https only.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
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
  /**
   * Seconds for which a right name and password are not looked up again: hashing a password takes
   * long, and browsers send it with every request. A change counts after that time. Default: 0.
   */
  remember?: number;
}

const checkOptions = makeOptionCheck<BasicAuthOptions>("ask for a password", {
  skip: true,
  realm: true,
  remember: true,
});

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
  checkOptions(options);
  const { skip = [], realm = "login", remember = 0 } = options;
  const lookup = typeof users === "function" ? users : toLookup(users);
  const isRight = remember > 0 ? remembering(lookup, remember) : lookup;
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
 *
 * @example
 * ```ts
 * import { A, fastApp } from "@fasthtml/fasthtml";
 * import { basicLogout, userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
 *
 * const { rt } = fastApp({ before: userPwdAuth({ ada: "s3cret" }) });
 * rt("/", (context) => A({ href: basicLogout(context) }, "Sign out"));
 * ```
 */
export function basicLogout({ url }: Pick<RequestContext, "url">): string {
  return `${url.protocol}//${LOGOUT}:${LOGOUT}@${url.host}/`;
}

const LOGOUT = "logout";

/** How many right passwords are remembered; the oldest is forgotten first. */
const MOST_REMEMBERED = 1000;

/** Keeps what was right for some seconds: a keyed hash of it, so that memory tells no password. */
function remembering(lookup: Lookup, seconds: number): Lookup {
  const key = randomBytes(32), until = new Map<string, number>();
  return async (user, password) => {
    const known = createHmac("sha256", key).update(JSON.stringify([user, password])).digest("hex");
    if ((until.get(known) ?? 0) > performance.now()) return true;
    until.delete(known);
    if (!await lookup(user, password)) return false;
    if (until.size >= MOST_REMEMBERED) until.delete(until.keys().next().value!);
    until.set(known, performance.now() + seconds * 1000);
    return true;
  };
}

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
