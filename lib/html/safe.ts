/** HTML that is trusted and written unescaped. */

/** HTML that is written unescaped. {@linkcode Safe} makes it. */
export class SafeHtml {
  // Private, so that no other object is assignable: JSON can forge a shape, but not a class.
  readonly #html: string;

  /** Wraps HTML. Use {@linkcode Safe}, which is shorter. */
  constructor(html: string) {
    this.#html = html;
  }

  /** Returns the HTML text. */
  toString(): string {
    return this.#html;
  }
}

/**
 * Marks text as HTML that is written unescaped. This is the only way: never pass it text of a
 * client.
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

/**
 * FastHTML's older name of {@linkcode Safe}.
 *
 * @example
 * ```ts
 * import { P, render } from "@fasthtml/fasthtml";
 * import { NotStr } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(render(P(NotStr("<b>bold</b>"))), "<p><b>bold</b></p>");
 * ```
 */
export const NotStr: typeof Safe = Safe;
