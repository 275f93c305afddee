/** A device in software: it signs what no browser would let it sign. */

const URL_SAFE = { alphabet: "base64url", omitPadding: true } as const;
const UTF8 = new TextEncoder();

/** What the device shows in place of the truth. */
export interface Lies {
  /** The id of the key, in place of a new one. */
  id?: Uint8Array;
  /** Further fields of what the browser says. */
  client?: Record<string, unknown>;
  /** Whether the device has asked for a finger, a face or a PIN. */
  isVerified?: boolean;
}

/** A key on a device. */
export interface Device {
  /** The key's id. */
  readonly id: string;
  /** Makes the response to a sign-up. */
  signUp(challenge: string, lies?: Lies): Promise<Record<string, unknown>>;
  /** Makes the response to a sign-in. */
  signIn(challenge: string, lies?: Lies): Promise<Record<string, unknown>>;
}

/** Makes a key for an origin. */
export async function makeDevice(origin: string): Promise<Device> {
  const { hostname } = new URL(origin);
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const ownId = crypto.getRandomValues(new Uint8Array(16));
  const host = new Uint8Array(await crypto.subtle.digest("SHA-256", UTF8.encode(hostname)));

  const toClient = (type: string, challenge: string, { client }: Lies) =>
    UTF8.encode(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...client }));

  return {
    id: ownId.toBase64(URL_SAFE),
    signUp(challenge, lies = {}) {
      const id = lies.id ?? ownId;
      // COSE_Key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y.
      const key = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, ...raw.subarray(1, 33)];
      key.push(0x22, 0x58, 32, ...raw.subarray(33));
      const data = Uint8Array.from([
        ...host,
        WITH_KEY | toFlags(lies),
        ...[0, 0, 0, 0],
        ...new Uint8Array(16),
        ...[id.length >> 8, id.length & 255],
        ...id,
        ...key,
      ]);
      const size = [0x59, data.length >> 8, data.length & 255];
      const attestation = Uint8Array.from([
        0xa3,
        ...toText("fmt"),
        ...toText("none"),
        ...toText("attStmt"),
        0xa0,
        ...toText("authData"),
        ...size,
        ...data,
      ]);
      return Promise.resolve(toResponse(id, {
        clientDataJSON: toClient("webauthn.create", challenge, lies),
        attestationObject: attestation,
      }));
    },
    async signIn(challenge, lies = {}) {
      const clientDataJSON = toClient("webauthn.get", challenge, lies);
      const authenticatorData = Uint8Array.from([...host, toFlags(lies), 0, 0, 0, 0]);
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", clientDataJSON));
      const signed = Uint8Array.from([...authenticatorData, ...hash]);
      const algorithm = { name: "ECDSA", hash: "SHA-256" };
      const signature = new Uint8Array(
        await crypto.subtle.sign(algorithm, pair.privateKey, signed),
      );
      return toResponse(lies.id ?? ownId, {
        clientDataJSON,
        authenticatorData,
        signature: toDer(signature),
      });
    },
  };
}

const WITH_KEY = 0x40, PRESENT = 1, VERIFIED = 4;

function toFlags({ isVerified = true }: Lies): number {
  return isVerified ? PRESENT | VERIFIED : PRESENT;
}

function toResponse(id: Uint8Array, parts: Record<string, Uint8Array>): Record<string, unknown> {
  const text = id.toBase64(URL_SAFE);
  const response = Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, bytes.toBase64(URL_SAFE)]),
  );
  return { id: text, rawId: text, type: "public-key", response, clientExtensionResults: {} };
}

/** A text in CBOR, of less than 24 bytes. */
function toText(text: string): number[] {
  return [0x60 | text.length, ...UTF8.encode(text)];
}

/** Two integers in DER, of r and s one after the other. */
function toDer(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].flatMap((part) => {
    const bytes = [...part.subarray(part.findIndex((byte) => byte !== 0))];
    if (bytes[0]! > 127) bytes.unshift(0);
    return [2, bytes.length, ...bytes];
  });
  return Uint8Array.from([0x30, integers.length, ...integers]);
}
