/** The user's session: opened at first use, sealed again when it changed. */
import { parseJson } from "../../null_object.ts";
import { type CookieOptions, toSetCookie } from "../cookies.ts";
import { type Keys, seal, unseal } from "./signer.ts";
import type { Session } from "../types.ts";

/** How sessions are kept. */
export interface SessionConfig {
  /** The cookie's name. */
  readonly cookie: string;
  /** The first key seals, all of them open. */
  readonly keys: Keys;
  /** Seconds until a session expires after its last change. */
  readonly maxAge: number;
  /** Whether the user cannot read it (AES-256-GCM). */
  readonly encrypt: boolean;
  /** Attributes of the cookie. */
  readonly attributes: CookieOptions;
}

/** An opened session, and the text that tells whether it changed. */
export interface OpenSession {
  readonly session: Session;
  /** The session's JSON as it was sent; "{}" when there was none. */
  readonly before: string;
}

/** The purpose of a session's seal: it opens only under the cookie name that it was sealed for. */
function toPurpose({ cookie }: SessionConfig): string {
  return `session:${cookie}`;
}

/**
 * Every browser keeps a cookie whose name and value have at most this many bytes (RFC 6265, 6.1).
 */
const LIMIT = 4096;

class SessionStore {
  #isRenewed = false;

  clear(): void {
    for (const name of Object.keys(this)) delete (this as Record<string, unknown>)[name];
  }

  regenerate(): void {
    this.clear();
    this.#isRenewed = true;
  }

  static isRenewed(session: object): boolean {
    return (session as SessionStore).#isRenewed;
  }
}

/** Browsers keep about this many cookies per site; more are an attempt to keep the CPU busy. */
const MOST_COOKIES = 180;

/** Opens the first valid cookie; when all are forged or expired, the session is empty. */
export function openSession(values: readonly string[], options: SessionConfig): OpenSession {
  const { keys, maxAge, encrypt } = options;
  const session = new SessionStore() as unknown as Session;
  for (const value of values.slice(0, MOST_COOKIES)) {
    const text = unseal(value, keys, { purpose: toPurpose(options), encrypt, maxAge });
    const data = text && toData(text);
    if (data) return { session: Object.assign(session, data), before: text };
  }
  return { session, before: "{}" };
}

/**
 * Writes the `Set-Cookie` of a session that changed at any depth; undefined for one that did not.
 * Throws a RangeError when the session is too large for a cookie.
 */
export function sealSession(open: OpenSession, options: SessionConfig): string | undefined {
  const text = JSON.stringify(open.session);
  if (text === open.before && !SessionStore.isRenewed(open.session)) return;
  const { cookie, keys, encrypt, attributes } = options;
  if (text === "{}") return toSetCookie(cookie, "", { ...attributes, maxAge: 0 });
  const value = seal(text, keys, { purpose: toPurpose(options), encrypt });
  const bytes = cookie.length + value.length;
  if (bytes > LIMIT) {
    throw new RangeError(
      `Cannot keep the session: ${bytes} bytes in its cookie, expected at most ${LIMIT}; ` +
        "keep what is large in the database",
    );
  }
  return toSetCookie(cookie, value, { ...attributes, maxAge: options.maxAge });
}

/**
 * Parses the sealed text: it is authentic, but another version of the program may have written it.
 */
function toData(text: string): object | undefined {
  try {
    const data = parseJson(text);
    return typeof data === "object" && data !== null && !Array.isArray(data) ? data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return;
    throw error;
  }
}
