/**
 * Channels over Postgres: `fastApp({ broker: postgresBroker("postgres://localhost/app") })`.
 *
 * @module
 */
import type { Broker } from "../mod.ts";
import { PoolDriver } from "./postgres/driver.ts";
import { toPoolOptions } from "./postgres/options.ts";

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

/**
 * The most pieces of a text: 4 MiB, which is what waits for one socket, of quotes, which are six
 * characters in JSON as ASCII.
 */
const MOST_PIECES = 4000;

const NOTIFY_ALL = "SELECT pg_notify($1, piece) FROM jsonb_array_elements_text($2) AS piece";

/** A piece of a text, as a notification carries it. */
interface Piece {
  readonly id: string;
  readonly at: number;
  readonly of: number;
  readonly text: string;
}

/**
 * Connects channels of several machines through Postgres's LISTEN and NOTIFY, with no server
 * besides the database. Long texts are sent in pieces. A lost connection is logged
 * and opened again. Until then, messages reach only the members at this process. Every user of the
 * database can NOTIFY, and so send HTML with scripts to all clients.
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
  const driver = new PoolDriver(toPoolOptions(url, { max: 2 }));
  const own = crypto.randomUUID().slice(0, 8);
  // Postgres delivers what one transaction sent without anything between, so that one text arrives
  // at a time. What does not fit is not from a broker, and is not kept.
  let arriving: Piece[] = [];
  const toWhole = (payload: string): string | undefined => {
    const piece = toPiece(payload);
    if (piece && isNext(piece, arriving)) arriving.push(piece);
    else {
      log(`dropped what is no text of a broker, from channel "${topic}"`);
      arriving = piece?.at === 0 ? [piece] : [];
    }
    if (arriving.length === 0 || arriving.length < arriving[0]!.of) return;
    const ascii = arriving.map(({ text }) => text).join("");
    arriving = [];
    return toText(ascii) ?? void log(`dropped a text that is not encoded, from channel "${topic}"`);
  };
  return {
    async subscribe(receive) {
      const take = (payload: string) => {
        const text = toWhole(payload);
        if (text !== undefined) receive(text);
      };
      const missed = () => {
        log("connected again");
        arriving = [];
      };
      await driver.listen(topic, { receive: take, missed });
    },
    async publish(text) {
      const ascii = encodeURI(text.toWellFormed());
      const pieces = ascii.match(new RegExp(`.{1,${PIECE}}`, "gs")) ?? [""];
      const id = `${own}${count++}`;
      if (pieces.length > MOST_PIECES) {
        return log(`cannot send: ${pieces.length} pieces, expected at most ${MOST_PIECES}`);
      }
      try {
        // One statement, so that the pieces arrive together and in order.
        await driver.query(NOTIFY_ALL, [
          topic,
          JSON.stringify(pieces.map((piece, at) => `${id} ${at} ${pieces.length} ${piece}`)),
        ]);
      } catch (error) {
        if (!isClosed) log(`cannot send: ${error instanceof Error ? error.message : error}`);
      }
    },
    async close() {
      isClosed = true;
      await driver.close();
    },
  };
}

/** Reads a notification. Returns undefined for one that no broker wrote. */
function toPiece(payload: string): Piece | undefined {
  const [, id, at, of, text] = /^(\S{1,40}) (\d{1,4}) (\d{1,4}) (.*)$/s.exec(payload) ?? [];
  if (id === undefined || text === undefined) return;
  const piece = { id, at: Number(at), of: Number(of), text };
  return piece.at < piece.of && piece.of <= MOST_PIECES ? piece : undefined;
}

/** Whether a piece begins a text, or goes on with the one that is arriving. */
function isNext({ id, at, of }: Piece, arriving: readonly Piece[]): boolean {
  const [first] = arriving;
  return at === arriving.length && (!first || id === first.id && of === first.of);
}

function toText(ascii: string): string | undefined {
  try {
    return decodeURI(ascii);
  } catch (error) {
    if (error instanceof URIError) return;
    throw error;
  }
}
