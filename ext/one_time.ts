/** Tokens that count once, in any database: for links in mails, and for codes. */
import { createHash, randomBytes } from "node:crypto";
import { type Database, gt, Integer, lte } from "../mod.ts";

/** Options of {@linkcode OneTimeTokens}. */
export interface OneTimeOptions {
  /** What the tokens are for. A token of another purpose is none. */
  readonly purpose: string;
  /** How long a token is good, in seconds. */
  readonly seconds: number;
  /**
   * How many tokens of one subject are good at the same time: the newest. With 1, one who asks for a
   * token in another's name would end the other's. Default: 3.
   */
  readonly keep?: number;
  /** The time in milliseconds, for tests. Default: `Date.now`. */
  readonly clock?: () => number;
}

/** What is kept with a token. */
export interface OneTime<Data> {
  /** Whose token it is: a user, or where a mail goes. */
  readonly subject: string;
  readonly data: Data;
}

/** Values that JSON has. */
export type OneTimeData = Readonly<Record<string, string | number | boolean | null>>;

/** The table. Names that begin so are not among `db.tables()`. */
const TABLE = "_one_time";

const COLUMNS = {
  ...{ id: String, purpose: String, subject: String, data: String },
  ...{ made: Integer, ends: Integer, pk: "id" },
} as const;

/** Expired tokens are deleted after so many new ones, or seconds; and how many at a time. */
const SWEPT_AFTER = { tokens: 100, seconds: 60 }, MOST_SWEPT = 400;

/** Milliseconds beyond which places do not follow each other: the clock has been set back. */
const MOST_AHEAD = 1000;

/**
 * Tokens for one purpose. The database has the SHA-256 of each, of which the token cannot be made:
 * with 32 random bytes, it needs no slow hash.
 */
export class OneTimeTokens<Data extends OneTimeData = Record<never, never>> {
  readonly #table;
  readonly #purpose: string;
  readonly #seconds: number;
  readonly #keep: number;
  readonly #clock: () => number;
  #made = 0;
  /** The place of the last token among those of its subject. */
  #last = 0;
  #swept = 0;

  constructor(db: Database<boolean>, options: OneTimeOptions) {
    const { purpose, seconds, keep = 3, clock = Date.now } = options;
    this.#table = db.create(TABLE, COLUMNS, {
      indexes: [["purpose", "subject"], ["ends"]],
      notNull: ["purpose", "subject", "data", "made", "ends"],
    });
    this.#purpose = purpose;
    this.#seconds = seconds;
    this.#keep = keep;
    this.#clock = clock;
  }

  /** Makes a token of 43 letters, digits, `-` and `_`. The oldest of the subject may end by that. */
  async make(subject: string, data: Data): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    await this.put(token, { subject, data });
    return token;
  }

  /** Keeps a token that the program has made itself. Its length is what makes it hard to guess. */
  async put(token: string, { subject, data }: OneTime<Data>): Promise<void> {
    const now = this.#clock(), made = this.#toPlace(now);
    const [purpose, ends] = [this.#purpose, now + this.#seconds * 1000];
    const id = this.#toId(token);
    await this.#table.insert({ id, purpose, subject, data: JSON.stringify(data), made, ends });
    const old = await this.#table({ purpose, subject }, {
      select: ["id"],
      orderBy: "-made, id",
      offset: this.#keep,
      limit: MOST_SWEPT,
    });
    // Not the new one, whatever other clocks say.
    await this.#remove(old.map((row) => row.id).filter((other) => other !== id));
    await this.#sweep(now);
  }

  /** Reads what is kept with a token, which stays good. Undefined for one that is not good. */
  async read(token: string): Promise<OneTime<Data> | undefined> {
    const [row] = await this.#table({ id: this.#toId(token), ends: gt(this.#clock()) });
    return row && { subject: row.subject, data: JSON.parse(row.data) };
  }

  /**
   * Takes a token, and ends all others of its subject. Of many at once, in any number of processes,
   * one gets it; the others get undefined, as for a token that was never good. In a transaction that
   * is rolled back, it was not taken.
   */
  async take(token: string): Promise<OneTime<Data> | undefined> {
    const found = await this.read(token);
    if (!found) return;
    const id = this.#toId(token);
    const isFirst = await this.#table.deleteWhere({ id, ends: gt(this.#clock()) }) === 1;
    if (!isFirst) return;
    await this.end(found.subject);
    return found;
  }

  /** Ends all tokens of a subject: of this purpose, those of others stay. */
  async end(subject: string): Promise<void> {
    await this.#table.deleteWhere({ purpose: this.#purpose, subject });
  }

  /** The time, or the next place of those that are made in one millisecond: the oldest must end. */
  #toPlace(now: number): number {
    const isSame = now <= this.#last && this.#last - now < MOST_AHEAD;
    return this.#last = isSame ? this.#last + 1 : now;
  }

  /** The purpose is hashed, too: what is good for one is unknown for another. */
  #toId(token: string): string {
    return createHash("sha256").update(JSON.stringify([this.#purpose, token])).digest("hex");
  }

  async #remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#table.deleteWhere({ id: ids });
  }

  /** Deletes some that have expired, as others are made: so there is no timer. */
  async #sweep(now: number): Promise<void> {
    const seconds = Math.abs(now - this.#swept) / 1000;
    if (++this.#made < SWEPT_AFTER.tokens && seconds < SWEPT_AFTER.seconds) return;
    this.#made = 0;
    this.#swept = now;
    const old = await this.#table({ ends: lte(now) }, { select: ["id"], limit: MOST_SWEPT });
    await this.#remove(old.map((row) => row.id));
  }
}
