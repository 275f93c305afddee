/** Headers that a handler returns beside its content. */

/**
 * A header of the response, returned beside content: `[P("Hi"), new HttpHeader("X-Mood", "good")]`.
 *
 * Throws a TypeError when the name is not a token, or when the value holds CR, LF, NUL or another
 * character that would end or break the header (RFC 9110, 5.5). FastHTML: `HttpHeader`.
 *
 * @example
 * ```ts
 * import { fastApp, HttpHeader, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", () => [P("Hello"), new HttpHeader("Cache-Control", "no-store")]);
 *
 * strictEqual((await app.request("/")).headers.get("cache-control"), "no-store");
 * ```
 */
export class HttpHeader {
  /** The header's name. */
  readonly name: string;
  /** The header's value. */
  readonly value: string;

  /** Makes the header; a number or boolean is written as text. */
  constructor(name: string, value: string | number | boolean) {
    const text = String(value);
    if (!isToken(name)) {
      throw new TypeError(
        `Cannot make a header: name ${JSON.stringify(name)}, expected a token`,
      );
    }
    // A line break would let text from a user add headers, or a second response.
    if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) {
      const found = JSON.stringify(text.slice(0, 80));
      throw new TypeError(
        `Cannot make header "${name}": value ${found}, expected one line of Latin-1`,
      );
    }
    this.name = name;
    this.value = text;
  }
}

/**
 * Keeps what guards let through out of shared caches: `public` would let them store it, also for
 * requests with a password (RFC 9111, 3.5).
 */
export function toPrivate(response: Response): Response {
  const parts = response.headers.get("cache-control")?.split(/, */) ?? [];
  if (!parts.some((part) => /^(public|s-maxage=.*)$/i.test(part))) return response;
  const { status, statusText, headers, body } = response;
  const made = new Response(body, { status, statusText, headers });
  const rest = parts.filter((part) => !/^public$/i.test(part));
  made.headers.set("cache-control", ["private", ...rest].join(", "));
  return made;
}

/** Whether a text is a valid name of a header (RFC 9110, 5.6.2). */
export function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
}

/** Makes the header that tells a browser to save a response under a name instead of showing it. */
export function toAttachment(filename: string): HttpHeader {
  const name = encodeURIComponent(filename).replaceAll("'", "%27");
  return new HttpHeader("content-disposition", `attachment; filename*=UTF-8''${name}`);
}
