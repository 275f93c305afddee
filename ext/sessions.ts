/**
 * Sessions on the server, in SQLite or Postgres: the cookie holds a random token alone. A session
 * can then be larger than a cookie, be listed, and be ended from elsewhere.
 *
 * @example
 * ```ts
 * import { Client, database, fastApp, signIn } from "@fasthtml/fasthtml";
 * import { sessions } from "@fasthtml/fasthtml/ext/sessions";
 * import { strictEqual } from "node:assert";
 *
 * const store = sessions(database(":memory:"));
 * const { app, rt } = fastApp({ session: { store } });
 * rt.post("/login", ({ session }) => signIn(session, "eve")); // once the password is checked
 * rt("/", ({ session }) => `Hello, ${session.auth ?? "stranger"}`);
 *
 * const client = new Client(app);
 * await client.post("/login");
 * strictEqual(await (await client.get("/", { htmx: true })).text(), "Hello, eve");
 * await store.revokeAll("eve");
 * strictEqual(await (await client.get("/", { htmx: true })).text(), "Hello, stranger");
 * ```
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type AnyRow, quote } from "../lib/data/backend.ts";
import { type Database, Integer } from "../lib/data/mod.ts";
import { makeOptionCheck } from "../lib/option_check.ts";
import type { KeptSession, Maybe } from "../types.ts";
import { then } from "./maybe.ts";
import {
  type NamedSession,
  type RevokeOptions,
  type Sessions,
  type SessionsOptions,
  type UserSession,
  UserSessions,
} from "./sessions/user_sessions.ts";

export type { RevokeOptions, Sessions, SessionsOptions, UserSession };

const checkOptions = makeOptionCheck<SessionsOptions>("keep sessions", { maxBytes: true });

/** The table. Names that begin with an underscore are not in `db.tables()`. */
const TABLE = "_sessions";

const COLUMNS = "data, auth, start, seen, ends, agent, version";

/** Expired sessions are deleted after so many new ones, or seconds. */
const SWEPT_AFTER = { sessions: 100, seconds: 60 };

/** How many are deleted at a time: more than come. */
const MOST_SWEPT = 400;

/**
 * Keeps sessions in a database, in the table `_sessions`, which is made if it is not there. Give it
 * to `fastApp({ session: { store } })`. While the database can't be reached, requests with a session
 * are answered with 503.
 */
export function sessions(
  db: Database | Database<true>,
  options: SessionsOptions = {},
): Sessions {
  checkOptions(options);
  return new SqlSessions(db as Database<boolean>, options);
}

class SqlSessions extends UserSessions {
  readonly async: boolean;
  readonly #db: Database<boolean>;
  readonly #table: { ready(): Maybe<void> };
  // Outside of what a request may not write, and of its transaction.
  readonly #outside = AsyncLocalStorage.snapshot();
  #added = 0;
  #swept = 0;

  constructor(db: Database<boolean>, options: SessionsOptions) {
    super(options);
    const { name, async: isAsync } = db.backend;
    if (name === "MongoDB") {
      throw new TypeError(
        "Cannot keep sessions in MongoDB: it has no SQL, expected SQLite or Postgres",
      );
    }
    this.#db = db;
    this.async = isAsync;
    this.#table = db.create(TABLE, {
      ...{ id: String, data: String, auth: String, start: Integer, seen: Integer, ends: Integer },
      ...{ agent: String, version: Integer, pk: "id" },
    }, { indexes: ["auth", "ends"] });
    if (!this.async) void this.#table.ready();
  }

  read(id: string): Maybe<KeptSession | undefined> {
    return then(this.#q(`SELECT id, ${COLUMNS} FROM ${NAME} WHERE id = ?`, id), ([row]) => row);
  }

  insert(id: string, session: KeptSession): Maybe<void> {
    const { data, auth, start, seen, ends, agent, version } = session;
    const values = [id, data, auth, start, seen, ends, agent, version];
    const sql = `INSERT INTO ${NAME} (id, ${COLUMNS}) VALUES (${values.map(() => "?").join()})`;
    return then(this.#q(sql, ...values), () => this.#sweep());
  }

  update(id: string, session: KeptSession, version: number): Maybe<boolean> {
    const { data, seen, ends, version: next } = session;
    const sql = `UPDATE ${NAME} SET data = ?, seen = ?, ends = ?, version = ? ` +
      "WHERE id = ? AND version = ? RETURNING id";
    return then(this.#q(sql, data, seen, ends, next, id, version), (rows) => rows.length > 0);
  }

  remove(id: string, version: number): Maybe<boolean> {
    const sql = `DELETE FROM ${NAME} WHERE id = ? AND version = ? RETURNING id`;
    return then(this.#q(sql, id, version), (rows) => rows.length > 0);
  }

  end(id: string): Maybe<void> {
    return then(this.#q(`DELETE FROM ${NAME} WHERE id = ?`, id), () => this.tell(id));
  }

  protected ofUser(auth: string): Maybe<NamedSession[]> {
    return this.#q(`SELECT id, ${COLUMNS} FROM ${NAME} WHERE auth = ?`, auth);
  }

  /** Deletes some that have expired, as others are added: so there is no timer. */
  #sweep(): Maybe<void> {
    const now = Math.floor(Date.now() / 1000);
    const isEarly = ++this.#added < SWEPT_AFTER.sessions && now - this.#swept < SWEPT_AFTER.seconds;
    if (isEarly) return;
    this.#added = 0;
    this.#swept = now;
    const expired = `SELECT id FROM ${NAME} WHERE ends < ? LIMIT ${MOST_SWEPT}`;
    return then(this.#q(`DELETE FROM ${NAME} WHERE id IN (${expired})`, now), () => {});
  }

  #q(sql: string, ...values: unknown[]): Maybe<NamedSession[]> {
    return this.#outside(() =>
      then(this.#table.ready(), () => then(this.#db.q(sql, values), (rows) => rows.map(toSession)))
    );
  }
}

const NAME = quote(TABLE);

/** Integers of Postgres are numbers or bigints. */
function toSession(row: AnyRow): NamedSession {
  const times = ["start", "seen", "ends", "version"].map((name) => [name, Number(row[name])]);
  return { ...row, ...Object.fromEntries(times) } as NamedSession;
}
