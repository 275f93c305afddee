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

/** Gives each response a nonce of its own. */
export class Csp {
  /**
   * The placeholder of the nonce in text that is rendered once for all responses. It is never sent,
   * so an attacker cannot put it into a text to have a script run.
   */
  readonly mark: string = crypto.randomUUID();
  readonly #policy: string;

  /** Takes directives beside the strict ones; `NONCE` in them is replaced by the nonce. */
  constructor(directives: CspDirectives) {
    this.#policy = Object.entries({ ...DIRECTIVES, ...directives })
      .map(([name, value]) => `${name} ${value}`).join("; ");
  }

  /** Makes the nonce of one response, and the header that names it. */
  issue(): { readonly nonce: string; readonly header: string } {
    const nonce = crypto.getRandomValues(new Uint8Array(16)).toBase64();
    return { nonce, header: this.#policy.replaceAll("NONCE", nonce) };
  }
}
