import { type FT, jsonForScript, Script } from "../../mod.ts";

/**
 * Makes a module that runs code with every element `e` that matches a selector: those on the page,
 * and those that come later, by htmx, a socket or another script.
 */
export function eachElement(selector: string, code: string, { start = "" } = {}): FT {
  return Script(
    { type: "module" },
    `${start}
const seen = new WeakSet();
const look = () => {
  for (const e of document.querySelectorAll(${jsonForScript(selector)})) {
    if (seen.has(e)) continue;
    seen.add(e);
    ${code}
  }
};
look();
new MutationObserver(look).observe(document, { childList: true, subtree: true });`,
  );
}
