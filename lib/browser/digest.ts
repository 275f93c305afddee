/** A digest of a file, for URLs that change with the content. */

/**
 * Two hashes of 32 bits, by words. It guards nothing: it only differs between versions of
 * a program's own file. SHA-256 of `node:crypto` made every start 15 ms slower, and that of WebCrypto waits.
 */
export function toDigest(content: Uint8Array<ArrayBuffer>): string {
  const padded = new Uint8Array(Math.ceil(content.length / 4) * 4);
  padded.set(content);
  let one = content.length, other = ~content.length;
  for (const word of new Int32Array(padded.buffer)) {
    one = mix(one ^ word, 0x9e3779b1);
    other = mix(other ^ word, 0x85ebca6b);
  }
  return toHex(mix(one, 0xc2b2ae35)) + toHex(mix(other, 0x27d4eb2f)).slice(4);
}

/** Spreads each bit over all others. */
function mix(bits: number, factor: number): number {
  const product = Math.imul(bits ^ bits >>> 16, factor);
  return product ^ product >>> 13;
}

function toHex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, "0");
}
