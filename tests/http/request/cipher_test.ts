import { deepStrictEqual, strictEqual } from "node:assert";
import { decrypt, encrypt } from "../../../lib/http/request/cipher.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** The key as WebCrypto has it. */
function toKey(key: Uint8Array<ArrayBuffer>, use: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
}

Deno.test("encrypt() is WebCrypto's AES-GCM, after its nonce", async () => {
  for (let length = 0; length < 70; length++) {
    const key = random(32), text = random(length), context = random(length * 2);
    const made = new Uint8Array(encrypt(text, key, context));
    const algorithm = { name: "AES-GCM", iv: made.slice(0, 12), additionalData: context };
    const found = await crypto.subtle.decrypt(
      algorithm,
      await toKey(key, "decrypt"),
      made.slice(12),
    );
    deepStrictEqual(new Uint8Array(found), text);
  }
});

Deno.test("decrypt() takes what WebCrypto has encrypted, and no byte of it changed", async () => {
  const key = random(32), text = random(20), context = random(9), iv = random(12);
  const algorithm = { name: "AES-GCM", iv, additionalData: context };
  const sealed = await crypto.subtle.encrypt(algorithm, await toKey(key, "encrypt"), text);
  const bytes = new Uint8Array([...iv, ...new Uint8Array(sealed)]);
  deepStrictEqual(new Uint8Array(decrypt(bytes, key, context)!), text);
  for (let at = 0; at < bytes.length; at++) {
    strictEqual(decrypt(bytes.with(at, bytes[at]! ^ 1), key, context), undefined, `${at}`);
    strictEqual(decrypt(bytes.subarray(0, at), key, context), undefined, `${at} bytes`);
  }
  strictEqual(decrypt(bytes, random(32), context), undefined);
  strictEqual(decrypt(bytes, key, random(9)), undefined);
});
