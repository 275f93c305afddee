/** Attributes that do nothing, as only the other version of htmx has them. */
import { attrsSoFar } from "../html/attr_names.ts";
import { toLine } from "../http/log.ts";

const ONLY_4 =
  /^(?:data-)?hx-(?:browser-indicator|config|live|morph-skip|morph-skip-children|nonce|pending|ptag|query|status|targets)(?::|$)/;
const MODIFIER = /^(?:data-)?hx-[a-z-]+:(?:inherited|append|inherited:append)$/;
const EVENT_4 = /^(?:data-)?hx-on:(?:htmx)?:(?:after|before|config|finally|response):/;

/** What to write in place of what htmx 2 does not know; anything else needs htmx 4. */
const INSTEAD: Readonly<Record<string, string>> = {
  "hx-config": "hx_request",
  "hx-query": "hx_get",
  "hx-status": "a listener of htmx:beforeSwap",
};

/**
 * Makes a function that is called after pages are rendered, and logs each name once that the page's
 * htmx does not know. htmx 4 knows those of htmx 2, or the client script does.
 */
export function toNameCheck(htmx: 4 | 2 | false): (() => void) | undefined {
  if (htmx !== 2) return undefined;
  const known = attrsSoFar();
  const told = new Set<string>();
  let count = 0;
  return () => {
    if (known.size === count) return;
    count = known.size;
    for (const { name } of known.values()) {
      const problem = told.has(name) ? undefined : toProblem(name);
      if (problem === undefined) continue;
      told.add(name);
      // deno-lint-ignore no-console -- a mistake of the program that nothing else shows
      console.warn(toLine(problem));
    }
  };
}

function toProblem(name: string): string | undefined {
  const says = `The attribute ${name} does nothing with htmx 2:`;
  if (MODIFIER.test(name)) return `${says} attributes are inherited without a modifier`;
  if (EVENT_4.test(name)) return `${says} events have other names, such as hx_on__after_request`;
  if (!ONLY_4.test(name)) return;
  const instead = [INSTEAD[name.replace(/:.*/, "")], "the option htmx: 4"].filter(Boolean);
  return `${says} only htmx 4 has it; use ${instead.join(", or ")}`;
}
