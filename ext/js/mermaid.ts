/** Diagrams by Mermaid. */
import { type Child, jsonForScript } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that draw diagrams from text, with Mermaid.
 * It is Mermaid's tiny edition, without mind maps, architecture diagrams and KaTeX. Users may write
 * the text, of up to 20,000 characters: a diagram runs no scripts, has no forms and asks no other
 * site for anything.
 *
 * @example
 * ```ts
 * import { fastApp, Pre } from "@fasthtml/fasthtml";
 * import { MermaidJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: MermaidJS() });
 * rt("/", () => Pre("graph LR; Browser --> Server", { cls: "language-mermaid" }));
 * ```
 */
export function MermaidJS(sel: string = ".language-mermaid", theme: string = "base"): Child {
  const dompurify = packages.dompurify();
  return [
    packages.mermaid().script("dist/mermaid.tiny.js", { defer: true }),
    eachElement(
      sel,
      "draw(e).catch(console.warn);",
      [dompurify],
      (file) =>
        `import DOMPurify from ${file(dompurify, "dist/purify.es.mjs")};
mermaid.initialize({ ...${OPTIONS}, theme: ${jsonForScript(theme)} });
${DRAW}`,
    ),
  ];
}

// A diagram's own text may set options, but none of the names in `secure`: styles are one of them.
const OPTIONS = jsonForScript({
  startOnLoad: false,
  securityLevel: "strict",
  htmlLabels: false,
  flowchart: { htmlLabels: false },
  maxTextSize: 20_000,
  suppressErrorRendering: true,
  secure: (
    "secure securityLevel startOnLoad maxTextSize maxEdges suppressErrorRendering htmlLabels " +
    "flowchart themeCSS themeVariables fontFamily altFontFamily dompurifyConfig"
  ).split(" "),
});

// Mermaid's strict level keeps forms in labels, and styles that load images. It loads a node's
// image while it draws; a backslash could write its name in other letters, as it could "url".
const DRAW = String.raw`let drawn = 0;
const draw = async (e) => {
  const text = e.textContent;
  if (/@\s*\{/.test(text) && /img|\\/i.test(text)) {
    throw new Error("Cannot draw a diagram: a node has an image, expected none");
  }
  const { svg } = await mermaid.render("mermaid-" + ++drawn, text);
  const part = DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true },
    FORBID_TAGS: ["a", "image", "feImage", "foreignObject"],
    RETURN_DOM_FRAGMENT: true,
  });
  const styles = [
    ...[...part.querySelectorAll("style")].map((style) => style.textContent),
    ...[...part.querySelectorAll("*")].flatMap((each) =>
      [...each.attributes].filter(({ name }) => name !== "d").map(({ value }) => value)
    ),
  ];
  if (styles.some((text) => /@import|image-set|url\((?!["']?#)|\\/i.test(text))) {
    throw new Error("Cannot draw a diagram: a style has a URL, expected none");
  }
  e.replaceChildren(part);
  e.style.contain = "paint"; // Nothing in it covers the rest of the page.
};`;
