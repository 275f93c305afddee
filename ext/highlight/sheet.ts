/** The style sheet of colored code. */

/** The classes of highlight.js, with a color for light pages and one for dark pages. */
const COLORS: readonly [classes: string, light: string, dark: string][] = [
  ["comment quote", "#59636e", "#9198a1"],
  ["keyword doctag template-tag selector-pseudo", "#b3202c", "#ff8b82"],
  ["string regexp addition", "#0a5c36", "#8ee6a8"],
  ["number literal attr attribute variable symbol bullet link", "#0550ae", "#85c4ff"],
  ["selector-attr selector-class selector-id", "#0550ae", "#85c4ff"],
  ["title section", "#6d3fc0", "#d8b4ff"],
  ["built_in type template-variable", "#8a3b00", "#ffb77c"],
  ["name selector-tag", "#116329", "#7ee787"],
  ["meta", "#59636e", "#9198a1"],
  ["deletion", "#b3202c", "#ff8b82"],
];

/**
 * The style sheet for {@linkcode highlight}: `hdrs: [Style(highlightCss)]`. Its colors are light or
 * dark as `color-scheme` of the page is, and each can be replaced: `--hljs-comment: gray`.
 */
export const highlightCss: string = COLORS.map(([classes, light, dark]) => {
  const names = classes.split(" ");
  const selectors = names.map((name) => `.hljs-${name}`).join(",");
  return `${selectors}{color:var(--hljs-${names[0]},light-dark(${light},${dark}))}`;
}).join("") +
  // A tag's own angle brackets are quieter than its name, and what is in a template is code.
  ".hljs-subst,.hljs-params,.hljs-tag,.hljs-property{color:inherit}" +
  ".hljs-emphasis{font-style:italic}.hljs-strong,.hljs-section{font-weight:600}";
