/** Attribute names: how the program writes them, and how HTML does. */

/** How an attribute's values are written. */
export type Use =
  | "plain"
  | "url"
  | "urls"
  | "document"
  | "class"
  | "style"
  | "json"
  | "selector"
  | "id";

/** What the renderer knows of an attribute, computed once for each name. */
export interface Attr {
  /** The name in HTML. */
  readonly name: string;
  /** The text before the value, such as ` class="`. */
  readonly prefix: string;
  /** The text for true. */
  readonly yes: string;
  /** The text for false. */
  readonly no: string;
  /** How other values are written. */
  readonly use: Use;
  /** One bit of 31. Names with different bits are different. */
  readonly bit: number;
}

/** Finds what is known of an attribute by its key in the program: `hx_get` is `hx-get`. */
export function toAttr(key: string): Attr {
  return cache.get(key) ?? addAttr(key);
}

/** The attributes that have been written so far, by their keys in the program. */
export function attrsSoFar(): ReadonlyMap<string, Attr> {
  return cache;
}

// Clients can choose names, so no more than this many are cached.
const CACHE_LIMIT = 2000;
const cache = new Map<string, Attr>();
const bits = new Map<string, number>();

const ALIASES: Readonly<Record<string, string>> = {
  cls: "class",
  _class: "class",
  klass: "class",
  htmlclass: "class",
  classname: "class",
  fr: "for",
  _for: "for",
  htmlfor: "for",
  target_id: "hx-target",
  _: "_",
};
const URLS =
  /^(href|src|action|formaction|data|cite|poster|background|manifest|ping|longdesc|codebase|profile|xlink:href|(ws|sse)-connect|hx-(get|post|put|patch|delete|query|action|push-url|replace-url|(ws|sse):connect))$/;
// SVG's <animate> and <set> write these into another attribute, such as href. `values` is a list.
const ANIMATED = /^(from|to|by|values)$/;
const SELECTORS = /^hx-(target|include|select|indicator|disabled-elt)$/;
const JSONS = /^hx-(vals|headers|request|config)$/;
// Attributes that take the words "true" and "false", so that a name alone is not enough.
const WORDS =
  /^(aria-.*|contenteditable|draggable|spellcheck|writingsuggestions|hx-(boost|history|validate|swap-oob|push-url|replace-url))$/;
// Characters at which an HTML parser ends a name, and control characters.
// deno-lint-ignore no-control-regex
const ILLEGAL = /[\s"'<>/=\0-\x1f\x7f-\x9f]/;

function addAttr(key: string): Attr {
  const name = toName(key);
  if (name === "" || ILLEGAL.test(name)) {
    throw new TypeError(
      `Cannot write an attribute: the name is ${JSON.stringify(key)}, ` +
        "expected one or more characters, none of them a space, a quote, < > / = or a control character",
    );
  }
  // Without a modifier of htmx 4, such as hx-target:inherited.
  const base = name.toLowerCase().replace(/^(hx-[a-z-]+):.*/, "$1");
  const isWord = WORDS.test(base);
  const attr: Attr = {
    name,
    prefix: ` ${name}="`,
    yes: isWord ? ` ${name}="true"` : ` ${name}`,
    // htmx would take "false" as a swap style.
    no: isWord && base !== "hx-swap-oob" ? ` ${name}="false"` : "",
    use: key === "target_id" ? "id" : toUse(base),
    bit: toBit(name),
  };
  if (cache.size < CACHE_LIMIT) cache.set(key, attr);
  return attr;
}

function toName(key: string): string {
  if (/\W/.test(key)) return key; // An HTML name in quotes, such as "@click" or "hx-on:click".
  // HX_GET is hx_get, but viewBox keeps its case for SVG.
  const word = /[a-z][A-Z]/.test(key) ? key : key.toLowerCase();
  const alias = word.toLowerCase();
  if (Object.hasOwn(ALIASES, alias)) return ALIASES[alias];
  if (word.startsWith("_at_")) return `@${word.slice(4)}`;
  return word.replace(/^_+/, "").replaceAll("_", "-");
}

function toUse(base: string): Use {
  if (base === "class" || base === "style") return base;
  if (URLS.test(base)) return "url";
  if (ANIMATED.test(base)) return "urls";
  if (base === "srcdoc") return "document";
  if (SELECTORS.test(base)) return "selector";
  if (JSONS.test(base)) return "json";
  return "plain";
}

function toBit(name: string): number {
  const known = bits.get(name) ?? 1 << (bits.size % 31);
  if (bits.size < CACHE_LIMIT) bits.set(name, known);
  return known;
}
