/** A Content-Security-Policy: which scripts and styles a browser runs on a page (CSP level 3). */

/** Directives that replace those of the policy, or are added: `{ "img-src": "'self' https:" }`. */
export type CspDirectives = Readonly<Record<string, string>>;

const DIRECTIVES: CspDirectives = {
  "default-src": "'self'",
  "script-src": "'self' 'nonce-NONCE'",
  "style-src": "'self' 'nonce-NONCE'",
  // A style attribute runs no code, and this project drops values that load something.
  "style-src-attr": "'unsafe-inline'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'",
  "frame-ancestors": "'self'",
};

/** The nonce of one response. */
export interface Nonce {
  /** The policy that names it. */
  readonly header: string;
  /** Puts it into rendered text. */
  readonly fill: (html: string) => string;
}

/** Gives each response a nonce of its own. */
export class Csp {
  /**
   * What text has in place of the nonce, as it is rendered once for all responses. It is never
   * sent, so an attacker cannot put it into a text to have a script run.
   */
  readonly placeholder: string = crypto.randomUUID();
  /** The policy of content that was not rendered here, and so has no nonce. */
  readonly withoutNonce: string;
  readonly #policy: string;

  /** Takes directives beside the strict ones; `NONCE` in them is replaced by the nonce. */
  constructor(directives: CspDirectives) {
    this.#policy = Object.entries({ ...DIRECTIVES, ...directives })
      .map(([name, value]) => `${name} ${value}`).join("; ");
    this.withoutNonce = this.#policy.replaceAll(/ ?'nonce-NONCE'/g, "");
  }

  /** Makes the nonce of one response. */
  issue(): Nonce {
    const nonce = crypto.getRandomValues(new Uint8Array(16)).toBase64();
    return {
      header: this.#policy.replaceAll("NONCE", nonce),
      fill: (html) => html.replaceAll(this.placeholder, nonce),
    };
  }
}
