/** The user's session: opened at first use, sealed again when it changed or grows old. */
import { attempt, type Maybe, then } from "../../maybe.ts";
import { parseJson } from "../../null_object.ts";
import { type CookieOptions, readCookie, toSetCookie } from "../cookies.ts";
import {
  findChanged,
  findSession,
  type FoundSession,
  keepSession,
  type ServerSessions,
  toAuth,
} from "./kept_session.ts";
import { checkJson } from "./session_json.ts";
import { type Keys, seal, sealedAt, unseal } from "./signer.ts";
import type { Session, SessionData } from "../types.ts";

/** How sessions are kept: sealed in their cookies, or on the server. */
export type SessionConfig = SealedConfig | KeptConfig;

/** What both have. */
export interface CommonConfig {
  /** The cookie's name. */
  readonly cookie: string;
  /** Seconds until a session expires that is not used. */
  readonly maxAge: number;
  /** Seconds until a session expires, however much it is used. */
  readonly lifetime: number;
  /** Attributes of the cookie. */
  readonly attributes: CookieOptions;
  /** The cookie's name before it got a prefix. */
  readonly formerCookie: string | undefined;
}

interface SealedConfig extends CommonConfig {
  readonly store?: undefined;
  /** The first key seals, all of them open. */
  readonly keys: Keys;
  /** Whether the user cannot read it (AES-256-GCM). */
  readonly encrypt: boolean;
}

interface KeptConfig extends CommonConfig {
  readonly store: ServerSessions;
}

/** What a request says of its session. */
export interface SessionSource {
  /** The header `Cookie`. */
  readonly cookies: string;
  readonly req: Request;
  /** What the store has; undefined as long as it was not asked. */
  found?: { readonly session: FoundSession | undefined };
  /** Why the store could not be asked. */
  failure?: unknown;
  /** Makes the error of a request that must not change who is signed in; undefined otherwise. */
  readonly rejectWrite: ((action: string) => Error) | undefined;
}

/** An opened session, and what it was opened from. */
export interface OpenSession {
  readonly session: Session;
  /** The session's JSON as it was sent; "{}" when there was none. */
  readonly before: string;
  /** Its JSON as the response has it; undefined before that, and where it is opened later. */
  sent?: string;
  /** When it began, in seconds. */
  readonly start: number;
  /** When its cookie was made, in seconds. */
  readonly sealed: number;
  /** Whether that cookie has the former name. */
  readonly isFormer: boolean;
  readonly source: SessionSource;
}

/**
 * Signs a user in: a new session starts, with the user as `session.auth` and what `data` has. What
 * the old one held is gone, since an attacker may have put it there (session fixation).
 *
 * Throws a 403 where a link of another site led to a route that answers GET and POST, as it could
 * sign a user in to the account of an attacker.
 *
 * @example
 * ```ts
 * import { Client, fastApp, Redirect, signIn, signOut } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
 * rt("/", ({ session }) => `Hello, ${session.auth ?? "stranger"}`);
 * rt.post("/login", { name: String }, ({ name, session }) => {
 *   signIn(session, name); // once the password is checked
 *   return Redirect("/");
 * });
 * rt.post("/logout", ({ session }) => {
 *   signOut(session);
 *   return Redirect("/");
 * });
 *
 * const client = new Client(app);
 * await client.post("/login", { data: { name: "Eve" } });
 * strictEqual(await (await client.get("/", { htmx: true })).text(), "Hello, Eve");
 * ```
 */
export function signIn(
  session: Session,
  auth: string | number,
  data: Partial<SessionData> = {},
): void {
  if (typeof auth === "string" ? auth === "" : !Number.isFinite(auth)) {
    throw new TypeError(
      `Cannot sign in: the user is ${JSON.stringify(auth)}, expected a text or a number`,
    );
  }
  SessionStore.checkWritable(session, "sign in");
  SessionStore.regenerate(session);
  Object.assign(session, data, { auth });
}

/**
 * Signs the user out: removes all data of the session. Throws a 403 where a link of another site
 * led to a route that answers GET and POST.
 *
 * @example
 * ```ts
 * import { fastApp, Redirect, signOut } from "@fasthtml/fasthtml";
 * const { rt } = fastApp();
 * rt.post("/logout", ({ session }) => {
 *   signOut(session);
 *   return Redirect("/");
 * });
 * ```
 */
export function signOut(session: Session): void {
  SessionStore.checkWritable(session, "sign out");
  SessionStore.clear(session);
}

/**
 * The class of sessions: their own properties are what they hold. One may have the name of a method,
 * so the library calls the static ones.
 */
class SessionStore {
  [name: string]: unknown;
  readonly #rejectWrite: SessionSource["rejectWrite"];
  #isRenewed = false;
  #isCleared = false;

  constructor(rejectWrite: SessionSource["rejectWrite"]) {
    this.#rejectWrite = rejectWrite;
  }

  clear(): void {
    SessionStore.clear(this);
  }

  regenerate(): void {
    SessionStore.regenerate(this);
  }

  get(name: string, fallback?: unknown): unknown {
    return Object.hasOwn(this, name) ? this[name] : fallback;
  }

  pop(name: string, fallback?: unknown): unknown {
    if (!Object.hasOwn(this, name)) return fallback;
    const value = this[name];
    delete this[name];
    return value;
  }

  setdefault(name: string, value: unknown): unknown {
    return Object.hasOwn(this, name) ? this[name] : this[name] = value;
  }

  static clear(session: object): void {
    (session as SessionStore).#isCleared = true;
    for (const name of Object.keys(session)) delete (session as SessionStore)[name];
  }

  static regenerate(session: object): void {
    SessionStore.clear(session);
    (session as SessionStore).#isRenewed = true;
  }

  static isRenewed(session: object): boolean {
    return (session as SessionStore).#isRenewed;
  }

  static isCleared(session: object): boolean {
    return (session as SessionStore).#isCleared;
  }

  static checkWritable(session: object, action: string): void {
    const error = (session as SessionStore).#rejectWrite?.(action);
    if (error) throw error;
  }
}

/** Browsers keep about this many cookies per site; more are an attempt to keep the CPU busy. */
const MOST_COOKIES = 180;

/** Asks the store for the session of a request, if sessions are kept in one. */
export function loadSession(source: SessionSource, config: SessionConfig): Maybe<void> {
  if (!config.store || source.found) return;
  if (source.failure) throw source.failure;
  const find = () =>
    then(findSession(source, config), (session) => {
      source.found = { session };
    });
  return attempt(find, (error) => {
    throw source.failure = error;
  });
}

/** Opens the first valid cookie; when all are forged or expired, the session is empty. */
export function openSession(source: SessionSource, config: SessionConfig): OpenSession {
  return config.store ? openKept(source, config) : openSealed(source, config);
}

function openKept(source: SessionSource, config: KeptConfig): OpenSession {
  const { store } = config;
  if (!store.async) loadSession(source, config);
  if (!source.found) {
    throw new TypeError(
      "Cannot read the session here: its store answers by a promise, expected a function that " +
        "takes it from its argument: ({ session }) => …",
    );
  }
  const { session: found } = source.found,
    { data = "{}", start = now(), seen = now() } = found?.kept ?? {};
  const session = new SessionStore(source.rejectWrite) as unknown as Session;
  if (found) store.know(session, found.id);
  Object.assign(session, parseJson(data));
  return { session, before: data, start, sealed: seen, isFormer: false, source };
}

function openSealed(source: SessionSource, config: SealedConfig): OpenSession {
  const { cookie, formerCookie } = config;
  const session = new SessionStore(source.rejectWrite) as unknown as Session;
  const values = readCookie(source.cookies, cookie);
  // A sibling domain can set the former name, and not the one with the prefix. So it counts until
  // the browser has the other, and as it was sealed before names had a prefix: without its start.
  const isFormer = values.length === 0 && formerCookie !== undefined;
  const name = isFormer ? formerCookie : cookie;
  const all = isFormer ? readCookie(source.cookies, name) : values;
  for (const value of all.slice(0, MOST_COOKIES)) {
    const found = openCookie(name, value, config);
    if (!found || isFormer && found.hasStart) continue;
    const { data, before, start, sealed } = found;
    return { session: Object.assign(session, data), before, start, sealed, isFormer, source };
  }
  return { session, before: "{}", start: now(), sealed: now(), isFormer: false, source };
}

/** Makes the `Set-Cookie` of a new session with this data; undefined for no data. */
export function toSessionCookie(data: object, config: SessionConfig): Maybe<string | undefined> {
  const open = openSession({ ...toSource(""), found: { session: undefined } }, config);
  Object.assign(open.session, data);
  return sealSession(open, config);
}

/** The data of a session, as the header `Cookie` has it. */
export function readSessionData(cookies: string, config: SessionConfig): SessionData {
  return { ...openSession(toSource(cookies), config).session };
}

function toSource(cookies: string): SessionSource {
  return { cookies, req: new Request("http://localhost"), rejectWrite: undefined };
}

/**
 * Every browser keeps a cookie whose name and value have at most this many bytes (RFC 6265, 6.1).
 */
const LIMIT = 4096;

/**
 * Writes the `Set-Cookie` of a session that changed at any depth, or that is used and grows old;
 * undefined for another. Throws a RangeError when the session is too large for a cookie.
 */
export function sealSession(
  open: OpenSession,
  config: SessionConfig,
): Maybe<string | undefined> {
  const { session, before, source } = open;
  checkJson(session);
  const text = open.sent = JSON.stringify(session);
  const isNew = config.store ? SessionStore.isCleared(session) : SessionStore.isRenewed(session);
  if (text === before && !isNew && !isDue(open, config)) return;
  if (source.rejectWrite && toAuth(text) !== toAuth(before)) {
    // No error: a guard may have signed out a user who is gone, and redirect to the sign-in.
    source.rejectWrite("change session.auth");
    return;
  }
  if (config.store) return keep(open, text, config);
  const { cookie, keys, encrypt, attributes, maxAge, lifetime } = config;
  if (text === "{}") return forget(source, config);
  const start = isNew ? now() : open.start;
  const value = seal(start.toString(36) + text, keys, { purpose: toPurpose(cookie), encrypt });
  const bytes = cookie.length + value.length;
  if (bytes > LIMIT) {
    throw new RangeError(
      `Cannot keep the session: ${bytes} bytes in its cookie, expected at most ${LIMIT}; ` +
        "keep what is large in the database",
    );
  }
  const left = start + lifetime - now();
  return toSetCookie(cookie, value, { ...attributes, maxAge: Math.min(maxAge, left) });
}

/** Throws for values that changed after the response had the session. */
export function checkLate(open: OpenSession): void {
  const { session, before, sent = before } = open;
  checkJson(session);
  const names = findChanged(sent, session as unknown as Record<string, unknown>);
  if (names.length === 0) return;
  throw new Error(
    `Cannot keep session.${names.join(", session.")}: changed after the response began, ` +
      "expected before",
  );
}

/** Changes the session in its store, and makes the `Set-Cookie` where there is a new token. */
function keep(open: OpenSession, text: string, config: KeptConfig): Maybe<string | undefined> {
  const { session, before, source } = open, found = source.found?.session;
  const isEnded = SessionStore.isCleared(session);
  const change = { found, before, text, isEnded, isDue: isDue(open, config) };
  return then(keepSession(change, source, config), (token) => {
    const { cookie, attributes, maxAge, lifetime } = config;
    if (token === undefined) return;
    if (token === "") return toSetCookie(cookie, "", { ...attributes, maxAge: 0 });
    const left = token === found?.token ? open.start + lifetime - now() : lifetime;
    return toSetCookie(cookie, token, { ...attributes, maxAge: Math.min(maxAge, left) });
  });
}

/**
 * The part of `maxAge` after which a session that is used gets a new cookie. No sooner, as a new
 * cookie undoes what another request has changed at the same time.
 */
const RENEWED_AFTER = 0.1;

/** Seconds after which a store notes that a session is used: people see it in the list of theirs. */
const NOTED_AFTER = 60 * 60;

function isDue(
  { sealed, isFormer, source }: OpenSession,
  { maxAge, store }: SessionConfig,
): boolean {
  const after = Math.min(maxAge * RENEWED_AFTER, store ? NOTED_AFTER : Infinity);
  if (!isFormer && now() - sealed <= after) return false;
  // What another site makes a browser send does not keep a session alive.
  const site = source.req.headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}

function forget({ cookies }: SessionSource, config: SessionConfig): string {
  const { cookie, formerCookie, attributes, maxAge } = config;
  // Without a cookie of the new name, one of the former name would count again.
  const isFormerLeft = formerCookie !== undefined && readCookie(cookies, formerCookie).length > 0;
  return isFormerLeft
    ? toSetCookie(cookie, "none", { ...attributes, maxAge })
    : toSetCookie(cookie, "", { ...attributes, maxAge: 0 });
}

/** Opens one cookie; undefined when it is forged or expired. */
function openCookie(name: string, value: string, config: SealedConfig) {
  const { keys, maxAge, lifetime, encrypt } = config;
  const text = unseal(value, keys, { purpose: toPurpose(name), encrypt, maxAge });
  if (text === undefined) return;
  // Sealed before sessions had an end, it is the JSON alone.
  const at = text.indexOf("{");
  if (at < 0) return;
  const sealed = sealedAt(value);
  const start = at > 0 ? parseInt(text, 36) : sealed;
  const before = text.slice(at), data = toData(before);
  return data && now() - start <= lifetime
    ? { data, before, start, sealed, hasStart: at > 0 }
    : undefined;
}

/** The purpose of a session's seal: it opens only under the cookie name that it was sealed for. */
function toPurpose(cookie: string): string {
  return `session:${cookie}`;
}

/**
 * Parses the sealed text: it is authentic, but another version of the program may have written it.
 */
function toData(text: string): object | undefined {
  try {
    return parseJson(text) as object;
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
