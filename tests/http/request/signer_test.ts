import { deepStrictEqual, notStrictEqual, strictEqual } from "node:assert";
import { type Keys, seal, unseal } from "../../../lib/http/request/signer.ts";
import { SECRET } from "../_app.ts";

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
    for (const text of [TEXT, "", "x", "\0", "é\u{1f600}", "x".repeat(5000), "a.b.c"]) {
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
