/** Text that a client keeps for the server: signed or encrypted, with its time. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url, toBase64Url } from "../../base64url.ts";
import { decrypt, encrypt } from "./cipher.ts";

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
  const time = Math.floor(Date.now() / 1000).toString(36), bytes = toBytes(text);
  if (options.encrypt) {
    const context = toBytes(`${options.purpose}.${time}`);
    return `${toBase64Url(encrypt(bytes, toCipherKey(keys[0]), context))}.${time}`;
  }
  const payload = toBase64Url(bytes);
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
  const [payload = "", time = "", signature, more] = sealed.split(".");
  const age = Date.now() / 1000 - parseInt(time, 36);
  // Clocks of machines may differ by a minute; a time further in the future, or NaN, is forged.
  if (more !== undefined || !(age <= options.maxAge && age >= -60)) return;
  for (const key of keys) {
    let bytes: Uint8Array | undefined;
    if (options.encrypt) {
      if (signature === undefined) bytes = open(payload, key, `${options.purpose}.${time}`);
    } else if (signature && isSame(signature, sign(`${payload}.${time}`, key, options))) {
      bytes = fromBase64Url(payload);
    }
    if (bytes) return decoder.decode(bytes);
  }
}

/** When text was sealed that {@linkcode unseal} has opened, in seconds. */
export function sealedAt(sealed: string): number {
  return parseInt(sealed.slice(sealed.indexOf(".") + 1), 36);
}

function open(payload: string, key: string, context: string): Uint8Array | undefined {
  const bytes = fromBase64Url(payload);
  return bytes && decrypt(bytes, toCipherKey(key), toBytes(context));
}

function sign(text: string, key: string, { purpose }: SealOptions): string {
  return toBase64Url(toMac(key, `${purpose}.${text}`));
}

/** HMAC-SHA-256 (RFC 2104). That of WebCrypto is a promise, and `node:crypto` makes starts slower. */
function toMac(key: string, text: string): Uint8Array {
  return toKeyed(key).clone().update(toBytes(text)).digest();
}

type Keyed = ReturnType<typeof hmac.create>;

/** The hash after a key, which is half of the work. */
const keyed = new Map<string, Keyed>();

/** Most programs have one key, and tests many. */
const MOST_KEYED = 16;

function toKeyed(key: string): Keyed {
  const known = keyed.get(key);
  if (known) return known;
  if (keyed.size === MOST_KEYED) keyed.clear();
  const made = hmac.create(sha256, toBytes(key));
  keyed.set(key, made);
  return made;
}

/** Takes as long wherever the first difference is: a client can't find one character at a time. */
function isSame(given: string, right: string): boolean {
  if (given.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < right.length; i++) difference |= given.charCodeAt(i) ^ right.charCodeAt(i);
  return difference === 0;
}

function toCipherKey(key: string): Uint8Array {
  return toMac(key, "fasthtml encryption key");
}

const encoder = new TextEncoder();
// A byte order mark is a part of the text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}
