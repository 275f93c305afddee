import { deepStrictEqual, notStrictEqual, strictEqual } from "node:assert";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Keys, seal, unseal } from "../../../lib/http/request/signer.ts";
import { newApp, read, SECRET } from "../_app.ts";

const TEXT = '{"name":"Zoë"}';
const KEYS: Keys = [SECRET];
const OTHER = "another secret for tests, of 32 characters";
const DAY = 86_400;
const NOW = 1_800_000_000; // "tro8w0" in base 36

/** Made with Python's hmac, hashlib and cryptography: sessions outlive versions of this library. */
const SIGNED = "eyJuYW1lIjoiWm_DqyJ9.tro8w0.ThfqGJfKJvsMSYV1yK53YuopMUQlHdk-Dy0vpCbnPoM";
const ENCRYPTED = "AAECAwQFBgcICQoL2oIe21VmCjRyPwE8H4L2zFr59VmYv8WNVoeFeyEipw.tro8w0";

const KINDS = [
  { name: "signed", purpose: "test", encrypt: false, known: SIGNED },
  { name: "encrypted", purpose: "test", encrypt: true, known: ENCRYPTED },
];

/** Runs with the clock at a time, in seconds. */
function at<T>(seconds: number, run: () => T): T {
  const own = Date.now;
  Date.now = () => seconds * 1000;
  try {
    return run();
  } finally {
    Date.now = own;
  }
}

for (const { name, known, ...options } of KINDS) {
  const open = (sealed: string, changes: { purpose?: string; encrypt?: boolean } = {}) =>
    at(NOW, () => unseal(sealed, KEYS, { ...options, maxAge: DAY, ...changes }));

  Deno.test(`unseal() opens ${name} text that another program sealed`, () => {
    strictEqual(open(known), TEXT);
  });

  Deno.test(`unseal() opens what seal() has ${name}`, () => {
    for (const text of [TEXT, "", "x", "\ufeffx", "\0", "é\u{1f600}", "x".repeat(5000), "a.b.c"]) {
      const sealed = at(NOW, () => seal(text, KEYS, options));
      strictEqual(open(sealed), text);
      strictEqual(/^[\w-]*(\.[\w-]+){1,2}$/.test(sealed), true, sealed);
    }
  });

  Deno.test(`unseal() rejects ${name} text with any character changed, left out or added`, () => {
    for (let i = 0; i < known.length; i++) {
      const [start, char, rest] = [known.slice(0, i), known[i]!, known.slice(i + 1)];
      const other = char === "A" ? "w" : "A";
      strictEqual(open(start + other + rest), undefined, `${i} changed`);
      strictEqual(open(start + rest), undefined, `${i} left out`);
      strictEqual(open(start + "A" + char + rest), undefined, `${i} added`);
    }
    for (const sealed of [`${known}A`, `${known}.`, `${known}.A`, `.${known}`]) {
      strictEqual(open(sealed), undefined, sealed);
    }
  });

  Deno.test(`unseal() rejects ${name} text of another key, purpose or kind`, () => {
    const under = (keys: Keys) => at(NOW, () => unseal(known, keys, { ...options, maxAge: DAY }));
    strictEqual(under([OTHER]), undefined);
    strictEqual(under([`${SECRET} `]), undefined);
    strictEqual(open(known, { purpose: "tes" }), undefined);
    strictEqual(open(known, { purpose: "" }), undefined);
    strictEqual(open(known, { encrypt: !options.encrypt }), undefined);
  });

  Deno.test(`seal() has ${name} with the first key, and unseal() opens with all of them`, () => {
    const open = (keys: Keys, sealed: string) =>
      at(NOW, () => unseal(sealed, keys, { ...options, maxAge: DAY }));
    strictEqual(open([OTHER, SECRET], known), TEXT);
    strictEqual(open([OTHER, "a third secret", SECRET], known), TEXT);
    const sealed = at(NOW, () => seal(TEXT, [OTHER, SECRET], options));
    deepStrictEqual([open([OTHER], sealed), open(KEYS, sealed)], [TEXT, undefined]);
  });

  Deno.test(`unseal() rejects ${name} text that is too old, or of the future`, () => {
    const opens = (age: number, maxAge = DAY) =>
      at(NOW + age, () => unseal(known, KEYS, { ...options, maxAge })) === TEXT;
    deepStrictEqual(
      [0, 1, DAY - 1, DAY, DAY + 0.1, DAY + 1, 20 * DAY].map((age) => opens(age)),
      [true, true, true, true, false, false, false],
    );
    // Clocks of two machines may differ by a minute.
    deepStrictEqual([-1, -59, -60, -60.1, -61, -DAY].map((age) => opens(age)), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    deepStrictEqual([opens(0, 0), opens(1, 0), opens(0, -1)], [true, false, false]);
  });

  Deno.test(`unseal() rejects a time that seal() never wrote, though it is ${name}`, () => {
    const [payload, time, ...rest] = known.split(".");
    strictEqual(open([payload, time!.toUpperCase(), ...rest].join(".")), undefined);
    strictEqual(open([payload, `0${time}`, ...rest].join(".")), undefined);
  });
}

Deno.test("unseal() takes hostile text as a value, not as an error", () => {
  const hostile = ["", ".", "..", "...", "A", "A.A", "A.A.A", "A..A", ".1.A", "A.1.", "\0.1.\0"]
    .concat([
      "é.1.é",
      "A.-1.A",
      "A.1e3.A",
      "A.1",
      "AAAA.1",
      "A.NaN.A",
      "x".repeat(100_000),
      ".".repeat(100_000),
    ])
    .concat([`A.${"z".repeat(300)}.A`, `${"A".repeat(37)}.tro8w0`, `${"A".repeat(38)}.tro8w0`])
    // As long in characters as a signature, and longer in bytes.
    .concat(`${SIGNED.split(".").slice(0, 2).join(".")}.${"é".repeat(43)}`);
  for (const encrypt of [false, true]) {
    const options = { purpose: "test", encrypt, maxAge: Infinity };
    deepStrictEqual(
      hostile.filter((sealed) => at(NOW, () => unseal(sealed, KEYS, options)) !== undefined),
      [],
    );
  }
});

Deno.test("seal() signs the same text alike, and encrypts it never alike", () => {
  const make = (encrypt: boolean) => at(NOW, () => seal(TEXT, KEYS, { purpose: "test", encrypt }));
  strictEqual(make(false), SIGNED);
  strictEqual(at(NOW, () => seal(TEXT, KEYS, { purpose: "test" })), SIGNED);
  const [one, two] = [make(true), make(true)];
  notStrictEqual(one, two);
  // Nonce, text, tag: nothing else, and the text is not in it.
  const bytes = Uint8Array.fromBase64(one.split(".")[0]!, { alphabet: "base64url" });
  strictEqual(bytes.length, 12 + new TextEncoder().encode(TEXT).length + 16);
  strictEqual(new TextDecoder().decode(bytes).includes("name"), false);
});

Deno.test("seal() writes its time in whole seconds", () => {
  const seal36 = (time: number) => at(time, () => seal("x", KEYS, { purpose: "" }).split(".")[1]);
  deepStrictEqual([seal36(NOW), seal36(NOW + 0.999), seal36(36)], ["tro8w0", "tro8w0", "10"]);
});

/** RFC 4231: key, data, HMAC-SHA-256. The fifth is cut off there. */
const VECTORS = [
  {
    key: "0b".repeat(20),
    data: "4869205468657265",
    mac: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  },
  {
    key: "4a656665",
    data: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    mac: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  },
  {
    key: "aa".repeat(20),
    data: "dd".repeat(50),
    mac: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  },
  {
    key: "0102030405060708090a0b0c0d0e0f10111213141516171819",
    data: "cd".repeat(50),
    mac: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  },
  {
    key: "0c".repeat(20),
    data: "546573742057697468205472756e636174696f6e",
    mac: "a3b6167473100ee06e0c796c2955552b",
  },
  {
    key: "aa".repeat(131),
    data:
      "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b65792046" +
      "69727374",
    mac: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  },
  {
    key: "aa".repeat(131),
    data:
      "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920" +
      "616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565" +
      "647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320" +
      "616c676f726974686d2e",
    mac: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  },
];

Deno.test("the hash that signs has the vectors of RFC 4231, each time its key is used", () => {
  for (const { key, data, mac } of VECTORS) {
    const keyed = hmac.create(sha256, Uint8Array.fromHex(key));
    for (let use = 0; use < 3; use++) {
      const found = keyed.clone().update(Uint8Array.fromHex(data)).digest().toHex();
      strictEqual(found.slice(0, mac.length), mac);
    }
  }
});

Deno.test("seal() signs as WebCrypto does, for keys and texts of any length", async () => {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)).toBase64();
  const encode = (text: string) => new TextEncoder().encode(text);
  for (let round = 0; round < 200; round++) {
    const secret = random(round + 1), text = random(round * 7), purpose = random(round % 80);
    const sealed = seal(text, [secret], { purpose }), at = sealed.lastIndexOf(".");
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", encode(secret), algorithm, false, ["sign"]);
    const mac = await crypto.subtle.sign("HMAC", key, encode(`${purpose}.${sealed.slice(0, at)}`));
    const right = new Uint8Array(mac).toBase64({ alphabet: "base64url", omitPadding: true });
    strictEqual(sealed.slice(at + 1), right, `${round}`);
  }
});

Deno.test("unseal() rejects a signature of other characters in which the low bits are the same", () => {
  const [payload, time, signature] = SIGNED.split(".") as [string, string, string];
  for (const shift of [0x80, 0x100, 0x10000]) {
    for (let i = 0; i < signature.length; i++) {
      const other = String.fromCodePoint(signature.charCodeAt(i) + shift);
      const forged = signature.slice(0, i) + other + signature.slice(i + 1);
      const options = { purpose: "test", maxAge: DAY };
      strictEqual(at(NOW, () => unseal(`${payload}.${time}.${forged}`, KEYS, options)), undefined);
    }
  }
});

/** Cookies that version 0.1.0 wrote, by `node:crypto`, at `NOW`. */
const FORMER = {
  signed: "session_=dHJvOHcweyJiYXNrZXQiOlsxLCJ0d28iXSwiYXV0aCI6Inpvw6sifQ.tro8w0." +
    "8NnjwK1961eI7tYoWEQ3NrGS4TO-uzEh2beK22Xgb8M",
  encrypted: "session_=kEXdy0_8Dp8cuRZRT2riZzc6r8ST4XiyjEA0fcriK9vMCXHE75wTchu7A22p5Tjd4ZxT0pBOO" +
    "FPRpPgnLG6ST0-APyc.tro8w0",
};

Deno.test("users stay signed in by the cookies of an earlier version", async () => {
  for (const [kind, cookie] of Object.entries(FORMER)) {
    const { app, rt } = newApp({ session: { encrypt: kind === "encrypted" } });
    rt("/", ({ session }) => ({ ...session }));
    const asked = at(NOW, () => app.request("/", { headers: { cookie } }));
    const { headers, text } = await read(asked);
    strictEqual(text, '{"basket":[1,"two"],"auth":"zoë"}', kind);
    strictEqual(headers.get("set-cookie"), null, kind);
  }
});
