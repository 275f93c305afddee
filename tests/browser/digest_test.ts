import { deepStrictEqual, strictEqual } from "node:assert";
import { toDigest } from "../../lib/browser/digest.ts";

Deno.test("a digest is another for every content, of twelve digits, and always the same", () => {
  const bytes = Array.from({ length: 64 }, (_, length) => new Uint8Array(length));
  const bits = Array.from({ length: 8000 }, (_, bit) => {
    const one = new Uint8Array(1000);
    one[bit >> 3] = 1 << (bit & 7);
    return one;
  });
  const texts = Array.from(
    { length: 10_000 },
    (_, n) => new TextEncoder().encode(`p { width: ${n}px }`),
  );
  // Longer than what is one number, with one byte changed at each border, and ending with zeros.
  const long = [0, 65_535, 65_536, 131_071, 131_072].flatMap((at) =>
    [131_072, 131_073, 200_000].filter((length) => at < length).map((length) => {
      const content = new Uint8Array(length);
      content[at] = 1;
      return content;
    })
  );
  const all = [...bytes, ...bits, ...texts, ...long];
  const digests = all.map(toDigest);
  strictEqual(new Set(digests).size, digests.length);
  deepStrictEqual(digests.filter((digest) => !/^[0-9a-f]{12}$/.test(digest)), []);
  deepStrictEqual(all.map(toDigest), digests);
});
