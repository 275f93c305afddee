/**
 * Passwords: hashed with scrypt, checked without telling which names exist, with a limit of
 * attempts.
 * scrypt, not argon2id: it is in Deno's `node:crypto`, runs beside the event loop, and OWASP
 * recommends it where argon2id is not available. An argon2id in WebAssembly would block the event
 * loop.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { HTTPException } from "../mod.ts";

/** Options of {@linkcode Passwords}. */
export interface PasswordsOptions {
  /** The number of attempts for one name in a period. Default: 5. */
  attempts?: number;
  /** The length of the period, in seconds. Default: 60. */
  seconds?: number;
  /** The smallest number of characters of a new password. Default: 8 (NIST SP 800-63B). */
  minLength?: number;
}

/** N = 2^15, r = 8, p = 3: one of OWASP's settings. It takes 32 MiB and about 0.2 s. */
const COST = { ln: 15, r: 8, p: 3 };

type Cost = typeof COST;

/** How many passwords are hashed at once: at 32 MiB each, they must fit into a small machine. */
const AT_ONCE = 2;

/** The largest number of waiting checks. More are rejected. */
const MOST_WAITING = 50;

/** The largest number of names whose attempts are counted. */
const MOST_NAMES = 10_000;

/** A longer one is not a password but an attempt to keep the machine busy. */
const MAX_LENGTH = 1024;

/** The UTF-16 units to hash: two for each character, and one, so that no longer text matches. */
const MAX_UNITS = 2 * MAX_LENGTH + 1;

/**
 * Hashes and checks passwords, and limits the attempts for each name.
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
  readonly #attempts: number;
  readonly #window: number;
  readonly #minLength: number;
  readonly #tries = new Map<string, { count: number; until: number }>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Takes the limits. */
  constructor({ attempts = 5, seconds = 60, minLength = 8 }: PasswordsOptions = {}) {
    this.#attempts = attempts;
    this.#window = seconds * 1000;
    this.#minLength = minLength;
  }

  /** Hashes a new password for the database. Throws a 422 if it is too short or too long. */
  async hash(password: string): Promise<string> {
    const { length } = [...password];
    if (length < this.#minLength || length > MAX_LENGTH) {
      throw new HTTPException(
        422,
        `A password has ${this.#minLength} to ${MAX_LENGTH} characters, and this one has ${length}`,
      );
    }
    const salt = randomBytes(16);
    const key = await this.#derive(password, salt, COST);
    const cost = Object.entries(COST).map((pair) => pair.join("=")).join(",");
    return `$scrypt$${cost}$${toText(salt)}$${toText(key)}`;
  }

  /**
   * Checks the password of a name against its hash. For a name without a hash it takes the same
   * time.
   * Throws a 429 after too many attempts for the name, by any client. The right password resets the
   * count. Names are compared without case and without spaces around them.
   */
  async check(name: string, password: string, hash: string | undefined): Promise<boolean> {
    const owner = name.trim().toLowerCase();
    this.#count(owner);
    const { salt, key, cost } = hash === undefined ? NO_USER : parse(hash);
    const found = await this.#derive(password.slice(0, MAX_UNITS), salt, cost);
    const isRight = timingSafeEqual(found, key) && hash !== undefined;
    if (isRight) this.#tries.delete(owner);
    return isRight;
  }

  /** Counts before hashing: otherwise a thousand requests at once would be one attempt. */
  #count(name: string): void {
    const now = Date.now();
    const tries = this.#tries.get(name);
    if (tries && tries.until > now) {
      if (tries.count++ < this.#attempts) return;
      const seconds = Math.ceil((tries.until - now) / 1000);
      throw new HTTPException(429, "Too many attempts to sign in: please try again later", {
        headers: { "retry-after": String(seconds) },
      });
    }
    this.#tries.delete(name); // Moves to the end, so that the first entry of the map is the oldest.
    if (this.#tries.size >= MOST_NAMES) this.#tries.delete(this.#tries.keys().next().value!);
    this.#tries.set(name, { count: 1, until: now + this.#window });
  }

  async #derive(password: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
    if (this.#running === AT_ONCE) {
      if (this.#waiting.length === MOST_WAITING) {
        const headers = { "retry-after": "5" };
        throw new HTTPException(
          503,
          "Too many people are signing in: please try again in a moment",
          { headers },
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
