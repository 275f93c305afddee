/** Diagrams by Mermaid. */
import { type Child, jsonForScript } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that draw diagrams from text, with Mermaid.
 * It is Mermaid's tiny edition, without mind maps, architecture diagrams and KaTeX. A diagram can't
 * run scripts, so users may write its text.
 */
export function MermaidJS(sel: string = ".language-mermaid", theme: string = "base"): Child {
  return [
    packages.mermaid().script("dist/mermaid.tiny.js", { defer: true }),
    eachElement(
      sel,
      "mermaid.run({ nodes: [e] });",
      [],
      () =>
        `mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: ${
          jsonForScript(theme)
        } });`,
    ),
  ];
}
