/** What a client may send: nearly right, and not at all. */
import * as fc from "fast-check";

/** Texts that mean something somewhere: to HTML, URLs, paths, headers, prototypes. */
const ODD = [
  "__proto__",
  "constructor",
  "<script>",
  "</script>",
  "javascript:",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "..",
  "%2e",
  "%ff",
  "%zz",
  "\0",
  "\r\n",
  "\ud800",
  "9007199254740993",
  "NaN",
  "1e999",
  "{",
  "a[]",
  "a.b",
  '"',
  "&#60;",
];

/** Any text, often an odd one. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 30 }),
  fc.integer().map(String),
);

/** Names of fields: those that the program has, and others. */
export const name: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "n",
    "s",
    "b",
    "d",
    "list",
    "list[]",
    "file",
    "title",
    "done",
    "tags",
    "address.city",
  ),
  text,
);

/** Fields of a form. */
export const fields: fc.Arbitrary<[string, string][]> = fc.array(fc.tuple(name, text), {
  maxLength: 8,
});

/** A path, most of it known to the program. */
export const path: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "/",
    "/all",
    "/form",
    "/data",
    "/session",
    "/redirect",
    "/page",
    "/file",
    "/cookie",
  ),
  fc.array(
    fc.oneof(fc.constantFrom("int", "rest", "uuid", "-5", "x.css"), text.map(encodeSafely)),
    {
      maxLength: 4,
    },
  ).map((parts) => `/${parts.join("/")}`),
  text.map((part) => `/${part.replace(/[^\x21-\x7e]|[?#\\]/g, "")}`),
);

/** A value of a header that a `Request` can carry. */
export const headerValue: fc.Arbitrary<string> = text.map((value) =>
  value.replace(/[^\x20-\x7e]/g, "").trim()
);

/** JSON, right or cut short. */
export const json: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 }).map((value) =>
    JSON.stringify(value)
  ),
  fc.json().map((value) => value.slice(0, -1)),
  text,
);

/** The bytes of a form with files, right or cut anywhere. */
export const multipart: fc.Arbitrary<string> = fc.tuple(
  fc.array(fc.tuple(name, text, fc.option(text)), { maxLength: 5 }),
  fc.nat({ max: 400 }),
  fc.boolean(),
).map(([parts, cut, isCut]) => {
  const body = parts.map(([name, content, file]) =>
    `--X\r\nContent-Disposition: form-data; name="${name}"` +
    (file === null ? "" : `; filename="${file}"`) + `\r\n\r\n${content}\r\n`
  ).join("") + "--X--\r\n";
  return isCut ? body.slice(0, cut) : body;
});

/** A body with its media type. */
export const body: fc.Arbitrary<{ type: string; content: string }> = fc.oneof(
  fields.map((pairs) => ({
    type: "application/x-www-form-urlencoded",
    content: pairs.map(([name, value]) => `${encodeSafely(name)}=${encodeSafely(value)}`).join("&"),
  })),
  text.map((content) => ({ type: "application/x-www-form-urlencoded", content })),
  json.map((content) => ({ type: "application/json", content })),
  multipart.map((content) => ({ type: "multipart/form-data; boundary=X", content })),
  fc.record({ type: headerValue, content: text }),
);

function encodeSafely(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}
