/** The messages of channels with `keep`, in a table. */
// @ts-types="./types.ts"
import pg from "pg";
import { DataError } from "../../lib/data/backend.ts";
import type { KeptMessage, MessageStore } from "../../types.ts";
import { Batches } from "./batches.ts";
import { toDataError } from "./errors.ts";
import type { Driver, RunQuery } from "./wire.ts";

/** Characters of a statement's messages, and of one message, which then is a statement alone. */
const MOST_CHARACTERS = 1 << 22;

/** The most channels that are read at once, so that the result stays small. */
const MOST_READS = 20;

/** A key of an index has less than 2,704 bytes. */
const MOST_CHANNEL_BYTES = 1000;

const DAY = 86_400_000;

const TABLE = "fasthtml_messages";

// The id is the time in microseconds, or one more than the last, so that one of an older copy of
// the database, or of a channel that was forgotten, does not come again.
const CREATE = `CREATE TABLE IF NOT EXISTS ${TABLE} (topic text COLLATE "C", ` +
  `channel text COLLATE "C", id bigint, html text NOT NULL, PRIMARY KEY (topic, channel, id))`;

const LOCK = `hashtextextended('${TABLE}:' || $1, 0)`;

const APPEND = `
  WITH sent AS MATERIALIZED (
    SELECT channel, html, skipped, room, greatest(
      (SELECT max(id) FROM ${TABLE} AS kept WHERE topic = $1 AND kept.channel = sent.channel),
      (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    ) AS base
    FROM json_to_recordset($2::json) AS sent (channel text, html json, skipped int, room int)
  ), trimmed AS (
    DELETE FROM ${TABLE} AS kept USING sent
    WHERE topic = $1 AND kept.channel = sent.channel AND id <= (
      SELECT id FROM ${TABLE} AS old WHERE topic = $1 AND old.channel = sent.channel
      ORDER BY id DESC OFFSET room LIMIT 1
    )
  ), added AS (
    INSERT INTO ${TABLE} (topic, channel, id, html)
    SELECT $1, channel, base + skipped + at, value
    FROM sent, json_array_elements_text(html) WITH ORDINALITY AS each (value, at)
  )
  SELECT channel, base FROM sent`;

const READ = `
  SELECT at, id::text, html
  FROM json_to_recordset($2::json) AS wanted (at int, channel text, after bigint), LATERAL (
    SELECT id, html FROM ${TABLE} AS kept
    WHERE topic = $1 AND kept.channel = wanted.channel AND id > after
  ) AS found
  ORDER BY at, id`;

const FORGET = `
  DELETE FROM ${TABLE} WHERE topic = $1 AND channel IN (
    SELECT channel FROM ${TABLE} WHERE topic = $1 GROUP BY channel HAVING max(id) < $2
  )`;

/** What is kept, and for how long. */
export interface KeptOptions {
  readonly topic: string;
  /** Milliseconds for which a channel keeps its messages after the last one. */
  readonly keepTime: number;
  /** Tells the developer what went wrong. */
  readonly log: (text: string) => void;
}

interface Sent {
  readonly channel: string;
  readonly html: string;
  readonly keep: number;
}

interface Wanted {
  readonly channel: string;
  readonly after: string;
}

/** Keeps messages in a table, which the first process makes. */
export class KeptMessages implements MessageStore {
  readonly #driver: Driver;
  readonly #topic: string;
  readonly #keepTime: number;
  readonly #log: (text: string) => void;
  readonly #appends = new Batches<Sent, string>(MOST_CHARACTERS, (sent) => this.#append(sent));
  readonly #reads = new Batches<Wanted, KeptMessage[]>(MOST_READS, (wanted) => this.#read(wanted));
  #table: Promise<void> | undefined;
  #forgetAt = 0;

  constructor(driver: Driver, { topic, keepTime, log }: KeptOptions) {
    this.#driver = driver;
    this.#topic = topic;
    this.#keepTime = keepTime;
    this.#log = log;
  }

  async append(channel: string, html: string, keep: number): Promise<string> {
    const name = JSON.stringify(channel);
    if (!isName(channel)) {
      throw new TypeError(
        `Cannot keep a message: channel ${name}, expected a name without NUL and of at most ` +
          `${MOST_CHANNEL_BYTES} bytes`,
      );
    }
    if (html.includes("\0")) {
      throw new TypeError(
        `Cannot keep a message: NUL in one to channel ${name}, expected text without it`,
      );
    }
    const sent = { channel: channel.toWellFormed(), html: html.toWellFormed(), keep };
    return await this.#appends.add(sent, html.length);
  }

  async read(channel: string, after = ""): Promise<readonly KeptMessage[]> {
    if (!isName(channel)) return [];
    // Another id is not of this store.
    const id = /^\d{1,18}$/.test(after) ? after : "0";
    return await this.#reads.add({ channel: channel.toWellFormed(), after: id });
  }

  async #append(all: readonly Sent[]): Promise<string[]> {
    const byChannel = Map.groupBy(all, ({ channel }) => channel);
    const values = [...byChannel].map(([channel, sent]) => {
      const { keep } = sent.at(-1)!;
      const html = sent.slice(-keep).map(({ html }) => html);
      return { channel, html, skipped: sent.length - html.length, room: keep - html.length };
    });
    const { rows } = await this.#withTable(() =>
      this.#driver.transaction(async (query) => {
        // A later id must not be seen first. One lock for all channels, as locks are few; and a
        // statement of its own, because what follows must see what was committed until then.
        await query(`SELECT pg_advisory_xact_lock(${LOCK})`, [this.#topic]);
        return await query(APPEND, [this.#topic, JSON.stringify(values)]);
      })
    );
    void this.#forget();
    const last = new Map(rows as [string, number][]);
    return all.map(({ channel }) => {
      const id = last.get(channel)! + 1;
      last.set(channel, id);
      return `${id}`;
    });
  }

  async #read(all: readonly Wanted[]): Promise<KeptMessage[][]> {
    const values = JSON.stringify(all.map((wanted, at) => ({ ...wanted, at })));
    const { rows } = await this.#withTable(() => this.#driver.query(READ, [this.#topic, values]));
    const found = all.map((): KeptMessage[] => []);
    for (const [at, id, html] of rows as [number, string, string][]) found[at]!.push({ id, html });
    return found;
  }

  async #withTable<T>(run: () => Promise<T>): Promise<T> {
    try {
      await (this.#table ??= this.#create());
      return await run();
    } catch (error) {
      this.#table = undefined; // It may be gone.
      throw toDataError(error);
    }
  }

  async #create(): Promise<void> {
    const { rows: [found] } = await this.#driver.query(
      "SELECT to_regclass($1) IS NOT NULL, getdatabaseencoding()",
      [TABLE],
    );
    const [isThere, encoding] = found as [boolean, string];
    if (encoding !== "UTF8") {
      throw new DataError(`Cannot keep messages: the database is in ${encoding}, expected UTF8`);
    }
    if (isThere) return;
    try {
      await this.#driver.transaction((query) => this.#createOnce(query));
    } catch (cause) {
      if (!(cause instanceof pg.DatabaseError)) throw cause;
      throw new DataError(
        `Cannot make the table of kept messages: ${cause.message}, expected a user who may, or ` +
          `that you run: ${CREATE}`,
        { cause },
      );
    }
  }

  /** Two processes that make a table at once would get an error. */
  async #createOnce(query: RunQuery): Promise<void> {
    await query(`SELECT pg_advisory_xact_lock(${LOCK})`, [""]);
    await query(CREATE, []);
  }

  /** Once a day, deletes what channels keep to which nothing was sent for some days. */
  async #forget(): Promise<void> {
    const now = Date.now();
    if (now < this.#forgetAt) return;
    this.#forgetAt = now + DAY;
    try {
      await this.#driver.transaction(async (query) => {
        // Processes that delete the same rows could wait for each other for ever.
        const { rows } = await query(`SELECT pg_try_advisory_xact_lock(${LOCK} + 1)`, [
          this.#topic,
        ]);
        if (!rows[0]![0]) return;
        await query(FORGET, [this.#topic, `${(now - this.#keepTime) * 1000}`]);
      });
    } catch (error) {
      this.#log(`cannot delete old messages of channels: ${(error as Error).message}`);
    }
  }
}

/** Whether a text can be the name of a channel in a key of an index. */
function isName(channel: string): boolean {
  return new TextEncoder().encode(channel).length <= MOST_CHANNEL_BYTES && !channel.includes("\0");
}
