/** A digest of a file, for URLs that change with the content. */

/** The largest prime below 2^48. */
const PRIME = 2n ** 48n - 59n;

/** How many bytes are one number. */
const CHUNK = 65_536;

/**
 * The remainder of the content as one large number. It guards nothing: it only differs between
 * versions of a program's own file. SHA-256 of `node:crypto` made every start 15 ms slower, and that
 * of WebCrypto waits. A loop over the bytes took 5 ms of each start, as V8 had not compiled it.
 */
export function toDigest(content: Uint8Array): string {
  let digest = 1n; // so that zeros at the start count
  for (let at = 0; at < content.length; at += CHUNK) {
    const part = toHex(content.subarray(at, at + CHUNK));
    digest = BigInt(`0x${digest.toString(16)}${part}`) % PRIME;
  }
  return digest.toString(16).padStart(12, "0");
}

function toHex(bytes: Uint8Array): string {
  // Node 24 has no `toHex`.
  if (bytes.toHex) return bytes.toHex();
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
