/** HTML that is written as it stands; made by {@linkcode Safe}. */
export class SafeHtml {
  // Private, so that no other object is assignable: JSON can forge a shape, not a class.
  readonly #html: string;

  /** Wraps HTML; {@linkcode Safe} reads better. */
  constructor(html: string) {
    this.#html = html;
  }

  /** Returns the HTML text. */
  toString(): string {
    return this.#html;
  }
}

/**
 * Marks text as HTML that needs no escaping, the one way past it; never pass it a visitor's text.
 *
 * @example A fragment that a Markdown library made
 * ```ts
 * import { P, Safe, toXml } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(toXml(P(Safe("<em>now</em>"), " & <then>")), "<p><em>now</em> &amp; &lt;then&gt;</p>");
 * ```
 */
export function Safe(html: string): SafeHtml {
  return new SafeHtml(html);
}

/** FastHTML's older name of {@linkcode Safe}. */
export const NotStr: typeof Safe = Safe;
