/**
 * Channels over Postgres: `fastApp({ broker: postgresBroker("postgres://localhost/app") })`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { setTimeout as delay } from "node:timers/promises";
import { ConnectionError } from "../lib/data/backend.ts";
import type { Broker } from "../mod.ts";
import { toKeepTime } from "./keep_days.ts";
import { Batches } from "./postgres/batches.ts";
import { PoolDriver, type PoolOptions } from "./postgres/driver.ts";
import { KeptMessages } from "./postgres/kept_messages.ts";
import { toPoolOptions } from "./postgres/options.ts";

/** Options of {@linkcode postgresBroker}. */
export interface PostgresBrokerOptions {
  /**
   * The name of Postgres's channel, if several applications share a database. Default:
   * `fasthtml`.
   */
  topic?: string;
  /** How many days a channel with `keep` keeps its messages after the last one. Default: 30. */
  keepDays?: number;
}

const checkOptions = makeOptionCheck<PostgresBrokerOptions>("make a broker", {
  topic: true,
  keepDays: true,
});

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

/** Milliseconds between two attempts to connect, at most. */
const MAX_PAUSE = 1000;

/** The longest name of a channel of NOTIFY. */
const MOST_TOPIC_BYTES = 63;

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
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
 *
 * const { app } = fastApp({ broker: postgresBroker("postgres://localhost/shop") });
 * const news = app.channel("news"); // reaches the clients of all processes
 * ```
 */
export function postgresBroker(
  url: string,
  given: PostgresBrokerOptions = {},
): Broker {
  checkOptions(given);
  const { topic = "fasthtml", keepDays = 30 } = given;
  const log = (text: string) => {
    // deno-lint-ignore no-console -- the developer must know that other processes get no messages
    console.error(`PostgreSQL: ${text}`);
  };
  // Postgres cuts a longer name, which then is another one.
  const bytes = new TextEncoder().encode(topic).length;
  if (bytes === 0 || bytes > MOST_TOPIC_BYTES || topic.includes("\0") || !topic.isWellFormed()) {
    throw new TypeError(
      `Cannot make a broker: topic ${JSON.stringify(topic)}, expected 1 to ${MOST_TOPIC_BYTES} ` +
        "bytes of UTF-8 without NUL",
    );
  }
  const keepTime = toKeepTime(keepDays);
  let count = 0;
  const closing = new AbortController();
  const driver = new PoolDriver(toBrokerOptions(url));
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
  let failure = "";
  const send = async (pieces: readonly string[]) => {
    try {
      // One statement, so that the pieces arrive together and in order.
      await driver.query(NOTIFY_ALL, [topic, JSON.stringify(pieces)]);
      failure = "";
    } catch (error) {
      const reason = error instanceof Error ? error.message : `${error}`;
      // Each text of a busy channel would tell of it.
      if (!closing.signal.aborted && reason !== failure) log(`cannot send: ${failure = reason}`);
    }
  };
  // Two statements at once could arrive in either order, so texts gather while one is under way.
  const batches = new Batches<readonly string[], void>(MOST_PIECES, async (batch) => {
    await send(batch.flat());
    return [];
  });
  return {
    store: new KeptMessages(driver, { topic, keepTime, log }),
    async subscribe(receive, missed) {
      const take = (payload: string) => {
        const text = toWhole(payload);
        if (text !== undefined) receive(text);
      };
      const lost = () => log("the connection is lost");
      const again = () => {
        log("connected again");
        arriving = [];
        missed?.();
      };
      const { signal } = closing;
      for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, MAX_PAUSE)) {
        try {
          await driver.listen(topic, { receive: take, lost, missed: again });
          return pause > 100 ? again() : undefined;
        } catch (error) {
          if (signal.aborted) return;
          if (!(error instanceof ConnectionError)) throw error;
          if (pause === 100) log(error.message);
        }
        await delay(pause, undefined, { signal }).catch(() => {}); // Closed.
      }
    },
    async publish(text) {
      const ascii = encodeURI(text.toWellFormed());
      const pieces = ascii.match(new RegExp(`.{1,${PIECE}}`, "gs")) ?? [""];
      const id = `${own}${count++}`;
      if (pieces.length > MOST_PIECES) {
        return log(`cannot send: ${pieces.length} pieces, expected at most ${MOST_PIECES}`);
      }
      await batches.add(
        pieces.map((piece, at) => `${id} ${at} ${pieces.length} ${piece}`),
        pieces.length,
      );
    },
    async close() {
      closing.abort();
      await driver.close();
    },
  };
}

/** The options of its connections. What takes longer could hold back the other processes. */
function toBrokerOptions(url: string): PoolOptions {
  const options = toPoolOptions(url, { max: 4, statementTimeout: 10, transactionTimeout: 10 });
  // Other levels would not see what was committed while a transaction waited.
  const level = "-c default_transaction_isolation=read\\ committed";
  return {
    ...options,
    client: { ...options.client, options: `${options.client.options} ${level}` },
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
