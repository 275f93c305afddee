import { deepStrictEqual, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { fromBase64Url, toBase64Url } from "../lib/base64url.ts";

const ODD = ["A", "AAAAA", "AA=", "AA==", "A A", "AA\n", "AA+A", "AA/A", "é", "AA.A", "\0"];

function check(): void {
  for (let length = 0; length < 200; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length)), text = toBase64Url(bytes);
    strictEqual(text, Buffer.from(bytes).toString("base64url"));
    deepStrictEqual(fromBase64Url(text), bytes);
  }
  deepStrictEqual(ODD.filter((text) => fromBase64Url(text) !== undefined), []);
}

Deno.test("base64url is that of node:buffer, and other text is none", check);

Deno.test("base64url is the same where the platform has no methods for it", () => {
  const { fromBase64 } = Uint8Array, { toBase64 } = Uint8Array.prototype;
  try {
    Object.assign(Uint8Array, { fromBase64: undefined });
    Object.assign(Uint8Array.prototype, { toBase64: undefined });
    check();
  } finally {
    Object.assign(Uint8Array, { fromBase64 });
    Object.assign(Uint8Array.prototype, { toBase64 });
  }
});
