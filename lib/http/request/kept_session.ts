/** Sessions on the server: the cookie has a random token, and the store knows only its hash. */
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64Url } from "../../base64url.ts";
import { attempt, type Maybe, then } from "../../maybe.ts";
import { meter } from "../../metrics.ts";
import { parseJson } from "../../null_object.ts";
import { readCookie } from "../cookies.ts";
import { HTTPException, report } from "../errors.ts";

/** A session as a store keeps it. Times are in seconds since 1970. */
export interface KeptSession {
  /** What it holds, as JSON. */
  readonly data: string;
  /** `session.auth` as JSON; null for a guest. */
  readonly auth: string | null;
  /** When it began, which is the sign-in. */
  readonly start: number;
  /** When it was used, within an hour. */
  readonly seen: number;
  /** When it expires unless it is used. */
  readonly ends: number;
  /** The browser, as its header `User-Agent` says. */
  readonly agent: string;
  /** The number of changes. */
  readonly version: number;
}

/**
 * Sessions that are kept on the server: the option `session.store`. What a store can't do now, it
 * throws, or rejects with.
 */
export interface ServerSessions {
  /** Whether `read` returns a promise; such a session is read before the functions that take it. */
  readonly async: boolean;
  /** The most bytes of what one session holds. */
  readonly maxBytes: number;
  /** Reads a session; undefined where there is none. */
  read(id: string): Maybe<KeptSession | undefined>;
  /** Adds a session. */
  insert(id: string, session: KeptSession): Maybe<void>;
  /** Replaces a session that still has this version, and returns whether it had. */
  update(id: string, session: KeptSession, version: number): Maybe<boolean>;
  /** Removes a session that still has this version, and returns whether it had. */
  remove(id: string, version: number): Maybe<boolean>;
  /** Ends a session, of whatever version, and calls the functions of `onEnd`. */
  end(id: string): Maybe<void>;
  /** Calls a function with the id of each session that ends before its time. */
  onEnd(ended: (id: string) => void): void;
  /** Says which session a handler's object is. */
  know(session: object, id: string): void;
  /** Closes what the store has opened itself, with the application. */
  close?(): Maybe<void>;
}

/** Where to look for a session, and when it has expired. */
interface KeptConfig {
  readonly store: ServerSessions;
  readonly cookie: string;
  readonly maxAge: number;
  readonly lifetime: number;
}

/** The request that a session is read for. */
interface KeptSource {
  readonly cookies: string;
  readonly req: Request;
}

/** A session that was found. */
export interface FoundSession {
  readonly token: string;
  readonly id: string;
  readonly kept: KeptSession;
}

/** What a request has made of a session. */
export interface SessionChange {
  readonly found: FoundSession | undefined;
  /** Its JSON when it was read, and now. */
  readonly before: string;
  readonly text: string;
  /** Whether the session was ended or begins anew, so that its token must not count any more. */
  readonly isEnded: boolean;
  /** Whether it has to be noted that it is used. */
  readonly isDue: boolean;
}

const reads = meter?.createCounter("fasthtml.session.reads", {
  unit: "{session}",
  description: "Sessions on the server that requests have named, by whether they were found",
});

/** A domain above can add cookies; only so many are looked up. */
const MOST_TOKENS = 4;

const TOKEN_BYTES = 32, TOKEN = /^[\w-]{43}$/;

const MOST_AGENT = 256;

/** Finds the session of a request; undefined where it has none that is valid. */
export function findSession(
  source: KeptSource,
  config: KeptConfig,
): Maybe<FoundSession | undefined> {
  const tokens = readCookie(source.cookies, config.cookie).filter((value) => TOKEN.test(value));
  if (tokens.length === 0) return;
  const find = (at: number): Maybe<FoundSession | undefined> => {
    const token = tokens[at];
    if (token === undefined || at === MOST_TOKENS) return;
    const id = toId(token);
    return then(config.store.read(id), (kept) => {
      const now = toSeconds();
      const isValid = kept && now - kept.seen <= config.maxAge &&
        now - kept.start <= config.lifetime;
      return isValid ? { token, id, kept } : find(at + 1);
    });
  };
  const found = attempt(() => find(0), (error) => {
    countRead("store_away");
    return fail("read", error, source);
  });
  return then(found, (session) => {
    countRead(session ? "found" : "unknown");
    return session;
  });
}

/**
 * Keeps what has changed. Returns the token for the cookie, "" where the cookie has to go, and
 * undefined where it stays as it is.
 *
 * Other requests may have changed the session meanwhile: each of its values is then that of the last
 * one to change it. One that was ended meanwhile stays so.
 */
export function keepSession(
  change: SessionChange,
  source: KeptSource,
  config: KeptConfig,
): Maybe<string | undefined> {
  const { found, before, text, isEnded } = change;
  // A new token whenever the user is another: the old one may be known to an attacker (fixation).
  const isNew = isEnded || !found || toAuth(text) !== toAuth(before);
  return attempt(
    () => isNew ? replace(change, source, config) : merge(change, found, config),
    (error) => {
      if (error instanceof RangeError) throw error;
      return fail("keep", error, source);
    },
  );
}

/** Who is signed in, as JSON. */
export function toAuth(text: string): string | undefined {
  return JSON.stringify(JSON.parse(text).auth);
}

const readers = new WeakMap<object, boolean>();

/**
 * Whether a function may read the session of its context. Only what takes its context apart in the
 * plainest way, such as `({ id, db }) => …`, is known not to.
 */
export function takesSession(fn: object): boolean {
  let takes = readers.get(fn);
  if (takes === undefined) readers.set(fn, takes = mayRead(Function.prototype.toString.call(fn)));
  return takes;
}

function mayRead(code: string): boolean {
  const [, names] = PLAIN.exec(code) ?? [];
  if (names === undefined || /\barguments\b|\[native code\]/.test(code)) return true;
  return /\bsession\b/.test(names);
}

/** A function whose first parameter is no more than names in braces, or that has none. */
const PLAIN = /^(?:async\b)?\s*(?:function\b)?\s*\*?\s*[\w$]*\s*\(\s*(\)|\{[\w$\s,:]*\}\s*[,)])/;

function replace(
  { found, text }: SessionChange,
  { req }: KeptSource,
  config: KeptConfig,
): Maybe<string | undefined> {
  const { store } = config;
  const endOld = () => found && store.end(found.id);
  if (text === "{}") return then(endOld(), () => found && "");
  const now = toSeconds(), token = toToken();
  const kept = {
    data: checkSize(text, store),
    auth: toAuth(text) ?? null,
    start: now,
    seen: now,
    ends: now + Math.min(config.maxAge, config.lifetime),
    agent: (req.headers.get("user-agent") ?? "").slice(0, MOST_AGENT),
    version: 0,
  };
  return then(store.insert(toId(token), kept), () => then(endOld(), () => token));
}

function merge(
  { before, text, isDue }: SessionChange,
  { id, token, kept }: FoundSession,
  { store, maxAge, lifetime }: KeptConfig,
): Maybe<string | undefined> {
  const change = toChange(before, text), now = toSeconds();
  const attempt = (old: KeptSession): Maybe<string | undefined> => {
    const data = change(old.data), seen = isDue ? now : old.seen;
    const isEmpty = data === "{}";
    const ends = Math.min(old.start + lifetime, seen + maxAge);
    const version = old.version + 1;
    const done = isEmpty ? store.remove(id, old.version) : store.update(
      id,
      { ...old, data: checkSize(data, store), seen, ends, version },
      old.version,
    );
    return then(done, (done) => {
      if (done) return isEmpty ? "" : isDue ? token : undefined;
      return then(store.read(id), (latest) => latest && attempt(latest));
    });
  };
  return attempt(kept);
}

/** What makes of another state of the session the one in which the same values have changed. */
function toChange(before: string, text: string): (data: string) => string {
  const now = parseJson(text) as Values, names = findChanged(before, now);
  return (data) => {
    if (data === before) return text;
    const latest = parseJson(data) as Values;
    for (const name of names) latest[name] = now[name];
    return JSON.stringify(latest); // Without those that are undefined: they were removed.
  };
}

type Values = Record<string, unknown>;

/** The names of the values that are not, or not the same, in JSON of an earlier time. */
export function findChanged(before: string, now: Values): string[] {
  const old = parseJson(before) as Values;
  const isChanged = (name: string) => JSON.stringify(old[name]) !== JSON.stringify(now[name]);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(isChanged);
}

function checkSize(data: string, { maxBytes }: ServerSessions): string {
  const bytes = new TextEncoder().encode(data).length;
  if (bytes <= maxBytes) return data;
  throw new RangeError(
    `Cannot keep the session: ${bytes} bytes, expected at most ${maxBytes} (maxBytes); ` +
      "keep what is large in the database",
  );
}

/** Ends the request with a 503: a user must not seem to be signed out while the store is away. */
function fail(verb: string, error: unknown, source: KeptSource): never {
  report(error, source);
  const found = error instanceof Error ? error.message : error;
  throw new HTTPException(503, `Cannot ${verb} the session: ${found}, expected its store`, {
    tell: { key: "busy" },
    headers: { "retry-after": "5" },
    cause: error,
  });
}

function countRead(result: "found" | "unknown" | "store_away"): void {
  reads?.add(1, { "fasthtml.session.result": result });
}

/** The name that a store has for a token: who reads the store can't sign in with it. */
function toId(token: string): string {
  return toBase64Url(sha256(new TextEncoder().encode(token)));
}

function toToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
}

function toSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
