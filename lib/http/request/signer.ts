/** Text that a client keeps for the server: signed or encrypted, with its time. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { Buffer } from "node:buffer";

/** The first key seals, all of them open, so that a list of keys rotates. */
export type Keys = readonly [string, ...string[]];

/** Options of {@linkcode seal} and {@linkcode unseal}. */
export interface SealOptions {
  /** The purpose of the text; text sealed for another purpose does not open. */
  purpose: string;
  /** Whether the client cannot read it either (AES-256-GCM). */
  encrypt?: boolean;
}

/** Seals text with the first key and the current time. */
export function seal(text: string, keys: Keys, options: SealOptions): string {
  const time = Math.floor(Date.now() / 1000).toString(36);
  if (options.encrypt) return `${encrypt(text, keys[0], `${options.purpose}.${time}`)}.${time}`;
  const payload = Buffer.from(text).toString("base64url");
  return `${payload}.${time}.${sign(`${payload}.${time}`, keys[0], options)}`;
}

/**
 * Opens what {@linkcode seal} made at most `maxAge` seconds ago. Returns undefined for anything
 * else: hostile input is expected here, not an exception.
 */
export function unseal(
  sealed: string,
  keys: Keys,
  options: SealOptions & { maxAge: number },
): string | undefined {
  const [payload, time = "", signature, more] = sealed.split(".");
  const age = Date.now() / 1000 - parseInt(time, 36);
  // Clocks of machines may differ by a minute; a time further in the future, or NaN, is forged.
  if (more !== undefined || !(age <= options.maxAge && age >= -60)) return;
  for (const key of keys) {
    if (options.encrypt) {
      const text = signature === undefined && decrypt(payload, key, `${options.purpose}.${time}`);
      if (typeof text === "string") return text;
    } else if (signature && isSame(signature, sign(`${payload}.${time}`, key, options))) {
      return Buffer.from(payload, "base64url").toString();
    }
  }
}

/** When text was sealed that {@linkcode unseal} has opened, in seconds. */
export function sealedAt(sealed: string): number {
  return parseInt(sealed.slice(sealed.indexOf(".") + 1), 36);
}

function sign(text: string, key: string, { purpose }: SealOptions): string {
  return createHmac("sha256", key).update(`${purpose}.${text}`).digest("base64url");
}

function isSame(given: string, right: string): boolean {
  const a = Buffer.from(given), b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

const NONCE = 12, TAG = 16;

function encrypt(text: string, key: string, context: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", toCipherKey(key), nonce).setAAD(
    Buffer.from(context),
  );
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url");
}

function decrypt(payload: string, key: string, context: string): string | undefined {
  const bytes = Buffer.from(payload, "base64url");
  if (bytes.length < NONCE + TAG) return;
  const decipher = createDecipheriv("aes-256-gcm", toCipherKey(key), bytes.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG));
  try {
    const body = decipher.update(bytes.subarray(NONCE, -TAG));
    return Buffer.concat([body, decipher.final()]).toString();
  } catch {
    // final() throws when the tag is wrong: forged, or sealed with another key.
  }
}

function toCipherKey(key: string): Buffer {
  return createHmac("sha256", key).update("fasthtml encryption key").digest();
}
