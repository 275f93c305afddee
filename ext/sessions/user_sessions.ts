/** What all stores of sessions have: the list of a user's sessions, and how they are ended. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import type { Session } from "../../mod.ts";
import type { KeptSession, Maybe, ServerSessions } from "../../types.ts";

/** Options of every store. */
export interface SessionsOptions {
  /** The most bytes of JSON that one session holds. Default: 65,536. */
  maxBytes?: number;
}

/** Options of {@linkcode Sessions.revokeAll}. */
export interface RevokeOptions {
  /** The session that stays, such as that of the request. */
  except?: Session;
}

const checkOptions = makeOptionCheck<RevokeOptions>("end sessions", { except: true });

/** One session of a user. */
export interface UserSession {
  /** Its name in the store. The cookie can't be made of it. */
  readonly id: string;
  /** When the user signed in. */
  readonly start: Date;
  /** When it was used, within an hour. */
  readonly seen: Date;
  /** When it expires unless it is used. */
  readonly ends: Date;
  /** The browser, as it calls itself: its `User-Agent`. */
  readonly agent: string;
  /** Whether it is the one that was given to `list()`. */
  readonly isCurrent: boolean;
}

/** Sessions on the server: the option `session.store`, and what a program does with them. */
export interface Sessions extends ServerSessions {
  /** Lists the sessions of a user, the last used first: those with this `session.auth`. */
  list(user: string | number, current?: Session): Promise<UserSession[]>;
  /**
   * Ends a session, if it is of this user, and its WebSockets and event streams. Returns whether
   * there was one.
   */
  revoke(user: string | number, id: string): Promise<boolean>;
  /**
   * Ends all sessions of a user with their WebSockets and event streams, except for one if it is
   * given. Returns how many.
   */
  revokeAll(user: string | number, options?: RevokeOptions): Promise<number>;
}

/** A session with its id. */
export type NamedSession = KeptSession & { readonly id: string };

/** The part of a store that does not depend on its database. */
export abstract class UserSessions implements Sessions {
  readonly maxBytes: number;
  readonly #ids = new WeakMap<object, string>();
  readonly #ended: ((id: string) => void)[] = [];

  constructor({ maxBytes = 1 << 16 }: SessionsOptions) {
    if (!Number.isInteger(maxBytes) || maxBytes < 1) {
      throw new RangeError(`Cannot keep sessions: maxBytes is ${maxBytes}, expected 1 or more`);
    }
    this.maxBytes = maxBytes;
  }

  abstract readonly async: boolean;
  abstract read(id: string): Maybe<KeptSession | undefined>;
  abstract insert(id: string, session: KeptSession): Maybe<void>;
  abstract update(id: string, session: KeptSession, version: number): Maybe<boolean>;
  abstract remove(id: string, version: number): Maybe<boolean>;
  abstract end(id: string): Maybe<void>;

  /** The sessions with this `auth`, among them such as have expired. */
  protected abstract ofUser(auth: string): Maybe<NamedSession[]>;

  know(session: object, id: string): void {
    this.#ids.set(session, id);
  }

  onEnd(ended: (id: string) => void): void {
    this.#ended.push(ended);
  }

  async list(user: string | number, current?: Session): Promise<UserSession[]> {
    const own = current && this.#ids.get(current), now = Date.now() / 1000;
    return (await this.ofUser(toAuth(user)))
      .filter(({ ends }) => ends >= now)
      .sort((a, b) => b.seen - a.seen || b.start - a.start)
      .map(({ id, start, seen, ends, agent }) => ({
        id,
        start: new Date(start * 1000),
        seen: new Date(seen * 1000),
        ends: new Date(ends * 1000),
        agent,
        isCurrent: id === own,
      }));
  }

  async revoke(user: string | number, id: string): Promise<boolean> {
    const found = await this.read(id);
    if (found?.auth !== toAuth(user)) return false;
    await this.end(id);
    return true;
  }

  async revokeAll(user: string | number, options: RevokeOptions = {}): Promise<number> {
    checkOptions(options);
    const { except } = options, kept = except && this.#ids.get(except);
    const ids = (await this.ofUser(toAuth(user))).map(({ id }) => id).filter((id) => id !== kept);
    await Promise.all(ids.map((id) => this.end(id)));
    return ids.length;
  }

  /** Tells applications that a session has ended. */
  protected tell(id: string): void {
    for (const ended of this.#ended) ended(id);
  }
}

function toAuth(user: string | number): string {
  if (typeof user === "string" || typeof user === "number") return JSON.stringify(user);
  throw new TypeError(
    `Cannot find sessions: the user is ${typeof user}, expected the text or number in session.auth`,
  );
}
