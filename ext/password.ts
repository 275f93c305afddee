/**
 * Passwords: hashed with scrypt, checked without telling which names exist. Attempts are counted and
 * slowed, and passwords that everybody tries first are rejected.
 * scrypt, not argon2id: it is in Deno's `node:crypto`, runs beside the event loop, and OWASP
 * recommends it where argon2id is not available. An argon2id in WebAssembly would block the event
 * loop.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { dictionary } from "@zxcvbn-ts/language-common";
import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { type Database, HTTPException } from "../mod.ts";
import type { Maybe } from "../types.ts";
import { toNetwork } from "../lib/http/around/mod.ts";
import { Attempts } from "./password/attempts.ts";
import { SharedAttempts } from "./password/shared_attempts.ts";
import type { LimitStore } from "./ratelimit.ts";

/** Options of {@linkcode Passwords}. */
export interface PasswordsOptions {
  /**
   * How many attempts for one name are as fast as can be, in a period. A client has four times as
   * many, as people share IP addresses. Default: 5.
   */
  attempts?: number;
  /** The length of the period, in seconds. Default: 60. */
  seconds?: number;
  /** The longest pause before an attempt, in seconds. Default: 30. */
  slowest?: number;
  /** The smallest number of characters of a new password. Default: 8 (NIST SP 800-63B). */
  minLength?: number;
  /** Whether `hash()` takes passwords that everybody tries first. Default: false. */
  allowCommon?: boolean;
  /**
   * Where attempts are counted, for several processes: a database of SQLite or Postgres, or a store
   * of `ext/ratelimit`. Default: the memory of this process, which also counts while a store is away.
   */
  store?: Database<boolean> | LimitStore;
}

const checkOptions = makeOptionCheck<PasswordsOptions>("check passwords", {
  attempts: true,
  seconds: true,
  slowest: true,
  minLength: true,
  allowCommon: true,
  store: true,
});

/** Options of {@linkcode Passwords.hash} and {@linkcode Passwords.check}. */
export interface AttemptOptions {
  /** The client's IP address: `scope.client`. Without it, only names are counted. */
  client?: string | undefined;
}

const checkAttempt = makeOptionCheck<AttemptOptions>("check a password", { client: true });

/** N = 2^15, r = 8, p = 3: one of OWASP's settings. It takes 32 MiB and about 0.2 s. */
const COST = { ln: 15, r: 8, p: 3 };

type Cost = typeof COST;

/** How many passwords are hashed at once: at 32 MiB each, they must fit into a small machine. */
const AT_ONCE = 2;

/** The largest number of waiting checks. More are rejected. */
const MOST_WAITING = 50;

/** The largest number of checks for one client at the same time, so that one cannot take all. */
const MOST_OF_CLIENT = 10;

/** How many attempts a client has for each that a name has. */
const NAMES_OF_CLIENT = 4;

/** A password of fewer different characters is guessed as soon as a common one. */
const MIN_DIFFERENT = 3;

/** A longer one is not a password but an attempt to keep the machine busy. */
const MAX_LENGTH = 1024;

/** The UTF-16 units to hash: two for each character, and one, so that no longer text matches. */
const MAX_UNITS = 2 * MAX_LENGTH + 1;

/**
 * Hashes and checks passwords, and slows the attempts for each name and from each client.
 *
 * @example
 * ```ts
 * import { Passwords } from "@fasthtml/fasthtml/ext/password";
 * import { strictEqual } from "node:assert";
 *
 * const passwords = new Passwords();
 * const hash = await passwords.hash("correct horse");
 * strictEqual(await passwords.check("ada", "correct horse", hash), true);
 * strictEqual(await passwords.check("ada", "battery staple", hash), false);
 * strictEqual(await passwords.check("unknown", "correct horse", undefined), false);
 * ```
 */
export class Passwords {
  readonly #slowest: number;
  readonly #minLength: number;
  readonly #allowCommon: boolean;
  readonly #names: Counter;
  readonly #clients: Counter;
  /** How many checks each client has at this moment. */
  readonly #busy = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Takes the limits. */
  constructor(options: PasswordsOptions = {}) {
    checkOptions(options);
    const { attempts = 5, seconds = 60, slowest = 30 } = options;
    const { minLength = 8, allowCommon = false, store } = options;
    this.#slowest = slowest;
    this.#minLength = minLength;
    this.#allowCommon = allowCommon;
    const toCounter = (what: string, fast: number): Counter => {
      if (!store) return { fast, most: Infinity, attempts: new Attempts(seconds * 1000) };
      // Behind that many, the pauses are the slowest.
      const most = fast + Math.max(1, Math.ceil(Math.log2(slowest)) + 1);
      const name = `passwords of a ${what}`;
      return { fast, most, attempts: new SharedAttempts({ store, seconds, most, name }) };
    };
    this.#names = toCounter("name", attempts);
    this.#clients = toCounter("client", attempts * NAMES_OF_CLIENT);
  }

  /**
   * Hashes a new password for the database. Throws a 422 if it is too short, too long or one of the
   * 49,000 most common. Sign-ups of a client are counted and slowed as its attempts to sign in are.
   */
  async hash(password: string, options: AttemptOptions = {}): Promise<string> {
    checkAttempt(options);
    checkLength(password, this.#minLength);
    if (!this.#allowCommon) checkRare(password);
    const salt = randomBytes(16);
    const keys = toKeys(undefined, options.client);
    const [key] = await this.#attempt(keys, () => this.#derive(password, salt, COST));
    const cost = Object.entries(COST).map((pair) => pair.join("=")).join(",");
    return `$scrypt$${cost}$${toText(salt)}$${toText(key)}`;
  }

  /**
   * Checks the password of a name against its hash. For a name without a hash it takes the same
   * time.
   * After too many attempts for the name, or from the client, each waits: a second, then two, four
   * and more. No user is locked out, and the right password ends the count of the name. Throws a 429
   * if a client has more than 10 checks at the same time. Names are compared without case and
   * without spaces around them.
   */
  async check(
    name: string,
    password: string,
    hash: string | undefined,
    options: AttemptOptions = {},
  ): Promise<boolean> {
    checkAttempt(options);
    const { salt, key, cost } = hash === undefined ? NO_USER : parse(hash);
    const keys = toKeys(name, options.client);
    const [found, kept] = await this.#attempt(
      keys,
      () => this.#derive(password.slice(0, MAX_UNITS), salt, cost),
    );
    const isRight = timingSafeEqual(found, key) && hash !== undefined;
    if (isRight) {
      // The client's is not forgotten: an attacker would end it by signing in to an own account.
      await takeBack(kept);
      await this.#names.attempts.forget(keys.name!);
    }
    return isRight;
  }

  /**
   * Counts an attempt before it runs: otherwise a thousand at once would be one. Returns what came
   * of it, and the counts that were kept.
   */
  async #attempt<T>(keys: Keys, run: () => Promise<T>): Promise<[T, Counted[]]> {
    const leave = this.#enter(keys.client);
    const counted = ([[this.#names, keys.name], [this.#clients, keys.client]] as const)
      .flatMap(([counter, key]) => key === undefined ? [] : { ...counter, key });
    let kept: Counted[] = [];
    try {
      const counts = await Promise.all(counted.map(({ attempts, key }) => attempts.add(key)));
      kept = counted.filter(({ most }, i) => counts[i]! <= most);
      const over = Math.max(...counted.map(({ fast }, i) => counts[i]! - fast));
      const seconds = over > 0 ? Math.min(2 ** (over - 1), this.#slowest) : 0;
      if (seconds > 0) await new Promise((go) => setTimeout(go, seconds * 1000));
      return [await run(), kept];
    } catch (error) {
      await takeBack(kept); // It was not tried.
      throw error;
    } finally {
      leave();
    }
  }

  /** Counts what a client does at this moment; the function that it returns ends that. */
  #enter(client: string | undefined): () => void {
    if (client === undefined) return () => {};
    const busy = this.#busy.get(client) ?? 0;
    if (busy >= MOST_OF_CLIENT) {
      const headers = { "retry-after": String(this.#slowest) };
      throw new HTTPException(
        429,
        `Cannot check a password: ${busy} checks of one client at once`,
        {
          tell: { key: "tooManySignIns" },
          headers,
        },
      );
    }
    this.#busy.set(client, busy + 1);
    return () => {
      const left = this.#busy.get(client)! - 1;
      if (left > 0) this.#busy.set(client, left);
      else this.#busy.delete(client);
    };
  }

  async #derive(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
    if (this.#running === AT_ONCE) {
      if (this.#waiting.length === MOST_WAITING) {
        const headers = { "retry-after": "5" };
        throw new HTTPException(
          503,
          `Cannot check a password: ${MOST_WAITING} checks wait`,
          { tell: { key: "signInBusy" }, headers },
        );
      }
      await new Promise<void>((start) => this.#waiting.push(start));
    } else this.#running++;
    try {
      return await derive(password, salt, cost);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

/** Where attempts are counted, how many are fast, and how many are kept. */
interface Counter {
  readonly fast: number;
  readonly most: number;
  readonly attempts: {
    add(key: string): Maybe<number>;
    remove(key: string): Maybe<void>;
    forget(key: string): Maybe<void>;
  };
}

/** One count of an attempt. */
interface Counted extends Counter {
  readonly key: string;
}

async function takeBack(counted: readonly Counted[]): Promise<void> {
  for (const { attempts, key } of counted) await attempts.remove(key);
}

interface Keys {
  readonly name: string | undefined;
  readonly client: string | undefined;
}

function toKeys(name: string | undefined, client: string | undefined): Keys {
  return {
    name: name === undefined ? undefined : name.trim().toLowerCase(),
    client: client === undefined ? undefined : toNetwork(client),
  };
}

function checkLength(password: string, minLength: number): void {
  const { length } = [...password];
  if (length >= minLength && length <= MAX_LENGTH) return;
  throw new HTTPException(
    422,
    `Cannot take a password: ${length} characters, expected ${minLength} to ${MAX_LENGTH}`,
    { tell: { key: "passwordLength", values: { least: minLength, most: MAX_LENGTH } } },
  );
}

function checkRare(password: string): void {
  const simple = password.normalize("NFKC").toLowerCase();
  if (!isCommon(simple) && new Set(simple).size >= MIN_DIFFERENT) return;
  throw new HTTPException(
    422,
    "Cannot take a password: one of the most common, expected another",
    { tell: { key: "passwordCommon" } },
  );
}

let common: ReadonlySet<string> | undefined;

function isCommon(password: string): boolean {
  common ??= new Set(dictionary["passwords-common"]);
  return common.has(password);
}

const KEY_LENGTH = 32;

/** The hash to check for a name that does not exist. */
const NO_USER = { salt: randomBytes(16), key: randomBytes(KEY_LENGTH), cost: COST };

/** Unicode has several spellings of one character, and keyboards differ in which they send. */
function derive(password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, KEY_LENGTH, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    })
  );
}

/** Reads a hash (the PHC string format). It holds its own cost, so the default can grow. */
function parse(hash: string): typeof NO_USER {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]{43})$/.exec(hash);
  if (!match) {
    throw new TypeError('Cannot check a password: malformed hash, expected "$scrypt$ln=…"');
  }
  const [, ln, r, p, salt, key] = match;
  return {
    cost: { ln: +ln!, r: +r!, p: +p! },
    salt: Buffer.from(salt!, "base64"),
    key: Buffer.from(key!, "base64"),
  };
}

function toText(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
