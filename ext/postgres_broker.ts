/**
 * Channels over Postgres: `fastApp({ broker: postgresBroker("postgres://localhost/app") })`.
 *
 * @module
 */
import type { Broker } from "../mod.ts";
import postgres from "postgres";

/** Options of {@linkcode postgresBroker}. */
export interface PostgresBrokerOptions {
  /**
   * The name of Postgres's channel, if several applications share a database. Default:
   * `fasthtml`.
   */
  topic?: string;
}

/**
 * The largest piece of text: a payload of NOTIFY has less than 8,000 bytes, and a piece has a
 * header.
 */
const PIECE = 7900;

/** The pieces of a text that is not complete yet. */
interface Parts {
  readonly texts: string[];
  missing: number;
}

/**
 * Connects channels of several machines through Postgres's LISTEN and NOTIFY, with no server
 * besides the database. Long texts are sent in pieces.
 * A lost connection is logged and opened again. Until then, messages reach only the members at this
 * process.
 */
export function postgresBroker(
  url: string,
  { topic = "fasthtml" }: PostgresBrokerOptions = {},
): Broker {
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know that other processes get no messages
    console.error(`PostgreSQL: ${text}`);
  };
  let isClosed = false, count = 0;
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  const own = crypto.randomUUID().slice(0, 8);
  const pending = new Map<string, Parts>();
  return {
    async subscribe(receive) {
      let isAgain = false;
      await sql.listen(topic, (payload) => {
        const text = join(pending, payload);
        if (text !== undefined) receive(text);
      }, () => {
        if (isAgain) log("connected again");
        isAgain = true;
        pending.clear();
      });
    },
    async publish(text) {
      const ascii = encodeURI(text.toWellFormed());
      const pieces = ascii.match(new RegExp(`.{1,${PIECE}}`, "gs")) ?? [""];
      const id = `${own}${count++}`;
      try {
        // One transaction, so that the pieces arrive together and in order.
        await sql.begin((sql) =>
          pieces.map((piece, at) =>
            sql`SELECT pg_notify(${topic}, ${`${id} ${at} ${pieces.length} ${piece}`})`
          )
        );
      } catch (error) {
        if (!isClosed) log(`cannot send: ${error instanceof Error ? error.message : error}`);
      }
    },
    async close() {
      isClosed = true;
      await sql.end({ timeout: 1 });
    },
  };
}

/** Adds a piece to those that have arrived. Returns the text when it is complete. */
function join(pending: Map<string, Parts>, payload: string): string | undefined {
  const [, id, at, of, piece] = /^(\S+) (\d+) (\d+) (.*)$/s.exec(payload) ?? [];
  if (id === undefined || piece === undefined) return;
  const parts = pending.get(id) ?? { texts: [], missing: Number(of) };
  pending.set(id, parts);
  parts.texts[Number(at)] = piece;
  if (--parts.missing > 0) return;
  pending.delete(id);
  return decodeURI(parts.texts.join(""));
}
