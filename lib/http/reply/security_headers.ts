/** The headers by which a browser guards what it is sent, by kind of content. */

type Header = readonly [name: string, value: string];

/** What is declared as text or an image is never run as a script. */
export const NO_SNIFF: Header = ["x-content-type-options", "nosniff"];

/** Which headers an application sends. */
export interface SecurityOptions {
  /** `Strict-Transport-Security`: none, for a year, or the header's own value. */
  readonly hsts?: boolean | string | undefined;
  /** Features that replace those of `Permissions-Policy`, or are added; false for no header. */
  readonly permissionsPolicy?: false | Readonly<Record<string, string>> | undefined;
}

/** Features that a page may use, and a frame of another site in it may not. */
const FEATURES = {
  camera: "(self)",
  geolocation: "(self)",
  microphone: "(self)",
};

const YEAR = "max-age=31536000";

/** Adds the headers to responses. Each kind of content has those that mean something for it. */
export class SecurityHeaders {
  readonly #data: readonly Header[];
  readonly #document: readonly Header[];

  /** Takes what the options add to the headers that are always sent. */
  constructor({ hsts, permissionsPolicy }: SecurityOptions = {}) {
    const features = Object.entries({ ...FEATURES, ...permissionsPolicy });
    this.#data = [
      NO_SNIFF,
      ...hsts ? [["strict-transport-security", hsts === true ? YEAR : hsts] as const] : [],
    ];
    this.#document = [
      ...this.#data,
      ["referrer-policy", "strict-origin-when-cross-origin"],
      ["x-frame-options", "SAMEORIGIN"],
      // A page of another site that opened this one can't control it; sign-in windows can reply.
      ["cross-origin-opener-policy", "same-origin-allow-popups"],
      ...permissionsPolicy === false ? [] : [
        ["permissions-policy", features.map((feature) => feature.join("=")).join(", ")] as const,
      ],
    ];
  }

  /** Adds the headers to a new response; `csp` is the policy of documents, if any. */
  add(headers: Headers, isDocument: boolean, csp?: string): void {
    const all = isDocument ? this.#document : this.#data;
    for (let i = 0; i < all.length; i++) headers.append(all[i]![0], all[i]![1]);
    if (isDocument && csp !== undefined) headers.append(CSP, csp);
  }

  /** Adds those that the program has not set itself. */
  complete(headers: Headers, isDocument: boolean, csp?: string): void {
    for (const [name, value] of isDocument ? this.#document : this.#data) {
      if (!headers.has(name)) headers.append(name, value);
    }
    if (isDocument && csp !== undefined && !headers.has(CSP)) headers.append(CSP, csp);
  }
}

const CSP = "content-security-policy";

/** Whether browsers show content of a media type as a document, in which scripts may run. */
export function isDocument(type: string | null): boolean {
  return type !== null && /^\s*(?:text\/(?:html|xsl)|[^;]*[/+]xml)\s*(?:;|$)/i.test(type);
}
