/** AES-256-GCM: a nonce, the encrypted bytes, and the tag. */

const NONCE = 12, TAG = 16;

/** Encrypts bytes. They are decrypted only with the same `context`. */
export function encrypt(bytes: Uint8Array, key: Uint8Array, context: Uint8Array): Uint8Array {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const cipher = nodeCrypto().createCipheriv("aes-256-gcm", key, nonce).setAAD(context);
  const parts = [nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Decrypts what {@linkcode encrypt} made. Returns undefined for anything else. */
export function decrypt(
  bytes: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
): Uint8Array | undefined {
  if (bytes.length < NONCE + TAG) return;
  const decipher = nodeCrypto().createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE));
  decipher.setAAD(context).setAuthTag(bytes.subarray(-TAG));
  const body = decipher.update(bytes.subarray(NONCE, -TAG));
  try {
    decipher.final();
  } catch {
    return; // The tag is wrong: forged, or sealed with another key.
  }
  return body; // GCM has no padding, so final() adds nothing.
}

/** What is used of `node:crypto`. To import its types would make it a part of every program. */
interface NodeCrypto {
  createCipheriv(name: "aes-256-gcm", key: Uint8Array, nonce: Uint8Array): Cipher;
  createDecipheriv(name: "aes-256-gcm", key: Uint8Array, nonce: Uint8Array): Decipher;
}

interface Cipher {
  setAAD(context: Uint8Array): this;
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
  getAuthTag(): Uint8Array;
}

interface Decipher {
  setAAD(context: Uint8Array): this;
  setAuthTag(tag: Uint8Array): this;
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/**
 * Loaded by the first encrypted session: an import would make the start of every program slower.
 * WebCrypto has the same cipher, but by a promise, and `session` is a plain property.
 */
function nodeCrypto(): NodeCrypto {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(name: "node:crypto"): NodeCrypto };
  };
  return process.getBuiltinModule("node:crypto");
}
