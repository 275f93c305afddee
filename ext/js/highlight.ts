/** Syntax highlighting by highlight.js. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { type Child, jsonForScript } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/** Options of {@linkcode HighlightJS}. */
export interface HighlightOptions {
  /** The elements to highlight. Default: `pre code`. */
  sel?: string;
  /** Languages besides the common ones, by the names of their files in highlight.js. */
  langs?: string | readonly string[];
  /** The theme for the light color scheme. Default: `atom-one-light`. */
  light?: string;
  /** The theme for the dark color scheme. Default: `atom-one-dark`. */
  dark?: string;
}

const checkOptions = makeOptionCheck<HighlightOptions>("highlight code", {
  sel: true,
  langs: true,
  light: true,
  dark: true,
});

/**
 * Makes the parts of a head that highlight code in the browser, with highlight.js.
 *
 * @example
 * ```ts
 * import { Code, fastApp, Pre } from "@fasthtml/fasthtml";
 * import { HighlightJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: HighlightJS({ langs: ["typescript"] }) });
 * rt("/", () => Pre(Code("const tea = 1;", { cls: "language-typescript" })));
 * ```
 */
export function HighlightJS(options: HighlightOptions = {}): Child {
  checkOptions(options);
  const { sel = "pre code", langs = [], light = "atom-one-light", dark = "atom-one-dark" } =
    options;
  const highlight = packages.highlight();
  return [
    highlight.css(`styles/${light}.min.css`, { media: "(prefers-color-scheme: light)" }),
    highlight.css(`styles/${dark}.min.css`, { media: "(prefers-color-scheme: dark)" }),
    eachElement(sel, "hljs.highlightElement(e);", [highlight], (file) =>
      [
        `import hljs from ${file(highlight, "es/highlight.min.js")};`,
        ...[langs].flat().map((lang, i) =>
          `import lang${i} from ${file(highlight, `es/languages/${lang}.min.js`)};
hljs.registerLanguage(${jsonForScript(lang)}, lang${i});`
        ),
      ].join("\n")),
  ];
}
