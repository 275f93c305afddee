/** A Content-Security-Policy: which scripts and styles a browser runs on a page (CSP level 3). */

/** Directives that replace, or are added to, those of the policy: `{ "img-src": "'self' https:" }`. */
export type CspDirectives = Readonly<Record<string, string>>;

const DIRECTIVES: CspDirectives = {
  "default-src": "'self'",
  "script-src": "'self' 'nonce-NONCE'",
  "style-src": "'self' 'nonce-NONCE'",
  // A style attribute runs nothing, and this project drops values that load something.
  "style-src-attr": "'unsafe-inline'",
  "img-src": "'self' data:",
  "object-src": "'none'",
  "base-uri": "'self'",
  "form-action": "'self'",
  "frame-ancestors": "'self'",
};

/** Gives each answer a nonce of its own. */
export class Csp {
  /**
   * Stands for the nonce in what is rendered once for all answers. It is never sent, so nobody can
   * write it into a text to have that run.
   */
  readonly mark: string = crypto.randomUUID();
  readonly #policy: string;

  /** Takes directives beside the strict ones; `NONCE` in them is the nonce. */
  constructor(directives: CspDirectives) {
    this.#policy = Object.entries({ ...DIRECTIVES, ...directives })
      .map(([name, value]) => `${name} ${value}`).join("; ");
  }

  /** Makes the nonce of one answer, and the header that names it. */
  issue(): { readonly nonce: string; readonly header: string } {
    const nonce = crypto.getRandomValues(new Uint8Array(16)).toBase64();
    return { nonce, header: this.#policy.replaceAll("NONCE", nonce) };
  }
}
