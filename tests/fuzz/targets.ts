/** Requests that look for a way around guards: targets, headers and texts at their limits. */
import * as fc from "fast-check";
import { GUARDED } from "./app.ts";
import { fields, headerValue, path, text } from "./arbitraries.ts";

/** A text, or one that is repeated up to 60,000 characters. */
export const long: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.oneof(text, fc.constantFrom("1", "1.", "1e", " ", "a=", "%", "%2", ";", "<!---->", "a.")),
      fc.integer({ min: 1, max: 60_000 }),
    ).map(([part, length]) => part.repeat(length / Math.max(1, part.length)).slice(0, length)),
  },
);

/** Ways to write a character of a path. */
const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(2, "0");
const MASKS: readonly ((char: string) => string)[] = [
  (char) => `%${hex(char)}`,
  (char) => `%${hex(char).toUpperCase()}`,
  (char) => `%25${hex(char)}`,
  (char) => char.toUpperCase(),
  (char) => `${char}%00`,
  (char) => `/${char}`,
  (char) => `./${char}`,
  (char) => `/x/../${char}`,
  (char) => `%2f${char}`,
  (char) => `\\${char}`,
  (char) => `${char};x`,
  (char) => `/%2e/${char}`,
];

/** A path to a secret, with some characters written in another way. */
const masked = fc.tuple(
  fc.constantFrom(...GUARDED),
  fc.array(fc.tuple(fc.nat(30), fc.constantFrom(...MASKS)), { maxLength: 3 }),
  fc.constantFrom("", "", "/", "//", "?", "%20", "#", ";", ".", "%2f"),
).map(([path, masks, end]) => {
  const chars = [...path];
  for (const [at, mask] of masks) {
    chars[1 + at % (chars.length - 1)] = mask(path[1 + at % (path.length - 1)]!);
  }
  return chars.join("") + end;
});

/** A target's path: to a secret, to a route of the program, or any. */
export const target: fc.Arbitrary<string> = fc.oneof(
  masked,
  fc.constantFrom(
    "/",
    "/add",
    "/rename",
    "/remove",
    "/list",
    "/search",
    "/upload",
    "/json",
    "/login",
    "/trigger",
    "/open.txt",
    "/ok",
  ),
  path,
);

/** Fields of a query or a form: those of the program, options of tables, and others. */
export const query: fc.Arbitrary<[string, string][]> = fc.oneof(
  fc.array(
    fc.tuple(
      fc.constantFrom(
        ..."id title done limit offset where args orderBy select withPk open n v name file".split(
          " ",
        ),
      ),
      fc.oneof(
        long,
        fc.constantFrom(
          "1=1",
          "1=1 --",
          "id",
          "id; drop table todo",
          "(select 1)",
          "true",
          "-1",
          "0",
        ),
      ),
    ),
    { maxLength: 6 },
  ),
  fields,
);

/** Headers that decide who a request comes from, and what it asks for. */
export const headers: fc.Arbitrary<Record<string, string>> = fc.record({
  "sec-fetch-site": fc.constantFrom("cross-site", "same-site", "same-origin", "none", "x"),
  "sec-fetch-mode": fc.constantFrom("navigate", "cors", "no-cors", "websocket"),
  origin: fc.oneof(
    fc.constantFrom(
      "https://evil.example",
      "null",
      "http://localhost",
      "http://localhost.evil.example",
    ),
    headerValue,
  ),
  "hx-request": fc.constantFrom("true", "false", ""),
  "hx-target": headerValue,
  "hx-current-url": headerValue,
  "hx-boosted": fc.constantFrom("true", "1"),
  "hx-history-restore-request": fc.constantFrom("true"),
  "x-forwarded-host": headerValue,
  "x-forwarded-proto": fc.constantFrom("https", "x"),
  "x-original-url": fc.constantFrom(...GUARDED),
  "x-rewrite-url": fc.constantFrom(...GUARDED),
  "x-http-method-override": fc.constantFrom("DELETE", "POST"),
  range: fc.constantFrom("bytes=0-3", "bytes=-1", "bytes=5-1", "bytes=0-,0-,0-"),
  "if-none-match": fc.constantFrom("*", '"x"'),
  "accept-encoding": fc.constantFrom("gzip", "br;q=0", "*;q=x"),
  cookie: fc.oneof(
    text.map((value) => `session_=${value.replace(/[^\x21-\x7e]/g, "")}`),
    fc.constantFrom("session_=", "=", ";;;=", "session_=a.b.c; session_=d"),
  ),
}, { requiredKeys: [] });
