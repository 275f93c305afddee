import { escapeAttr } from "./escape.ts";
import { type Attr, toAttr } from "./names.ts";
import { SafeHtml } from "./safe.ts";
import { type AttrValue, HREF, ID, type Identified, type Linkable } from "./types.ts";

/** Attributes as a program writes them: an object literal. */
export type Attrs = Readonly<Record<string, AttrValue>>;

/** Tells an object literal, which gives attributes, from every other value. */
export function isAttrs(value: unknown): value is Attrs {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** Brings attributes to the names that HTML has; of two with one name the later wins. */
export function mergeAttrs(...literals: (Attrs | undefined)[]): Record<string, AttrValue> {
  const merged: Record<string, AttrValue> = {};
  for (const literal of literals) {
    for (const key in literal) {
      const value = literal[key];
      const { name, use } = toAttr(key);
      merged[name] = use === "id" && typeof value === "string" ? `#${value}` : value;
    }
  }
  return merged;
}

/** Writes one attribute with the space before it; the tag decides which addresses are safe. */
export function attrToHtml(attr: Attr, value: AttrValue, tag: string): string {
  switch (typeof value) {
    case "string":
      if (attr.use === "class") return classToHtml(attr, value);
      if (attr.use === "id") return `${attr.prefix}#${escapeAttr(value)}"`;
      return attr.prefix + escapeAttr(attr.use === "url" ? safeUrl(value, tag) : value) + '"';
    case "number":
    case "bigint":
      return attr.prefix + value + '"';
    case "boolean":
      return value ? attr.yes : attr.no;
    case "undefined":
      return "";
  }
  if (value === null) return "";
  // Trusted text is free of every rule but one: it can't end the attribute.
  if (value instanceof SafeHtml) return attr.prefix + `${value}`.replaceAll('"', "&quot;") + '"';
  const text = toText(attr, value);
  return text === undefined ? "" : attrToHtml(attr, text, tag);
}

// The class that was written last: the cells of a table mostly say the same. A tenth of its time.
let lastClass = "";
let lastClassHtml = ' class=""';

function classToHtml(attr: Attr, value: string): string {
  if (value === lastClass) return lastClassHtml;
  lastClass = value;
  return lastClassHtml = attr.prefix + escapeAttr(value) + '"';
}

function toText(attr: Attr, value: object): string | undefined {
  if (isLinkable(value)) return value[HREF]();
  if (isIdentified(value)) return toReference(attr, value[ID]());
  if (typeof value === "object") {
    if (attr.use === "class") return classText(value) || undefined;
    if (attr.use === "style") return styleText(value) || undefined;
    if (isIterable(value)) {
      return [...value].map((item) => toWord(attr, item)).join(" ") || undefined;
    }
    if (attr.use === "json" && isAttrs(value)) return JSON.stringify(value);
  }
  return refuse(attr, value);
}

function isLinkable(value: object): value is Linkable {
  return HREF in value && typeof value[HREF] === "function";
}

function isIdentified(value: object): value is Identified {
  return ID in value;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function toReference(attr: Attr, id: string | undefined): string {
  if (id === undefined) {
    throw new TypeError(
      `Cannot write attribute "${attr.name}": the element has no id, expected one to refer to`,
    );
  }
  return attr.use === "selector" || attr.use === "url" ? `#${id}` : id;
}

/** Lists, sets and `{ active: isActive }` objects, nested as they come. */
function classText(value: object): string {
  const list = isIterable(value)
    ? [...value]
    : Object.entries(value).map(([name, on]) => on && name);
  return list.map((item) => {
    if (typeof item === "object" && item !== null) return classText(item);
    return item === null || item === undefined || typeof item === "boolean" ? "" : `${item}`;
  }).filter((word) => word !== "").join(" ");
}

// What ends a declaration, hides its end, or fetches from another host.
const UNSAFE_STYLE = /[;{}\\]|\/\*|\(\s*["']?\s*(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/** `{ fontSize: "1em", "--x": 2 }`, or a list of declarations; unsafe ones are left out. */
function styleText(value: object): string {
  if (isIterable(value)) return [...value].filter((item) => item).join("; ");
  return Object.entries(value).map(([key, item]) => {
    if (item === null || item === undefined || typeof item === "boolean") return "";
    if (!(item instanceof SafeHtml) && UNSAFE_STYLE.test(`${item}`)) return "";
    return `${toProperty(key)}:${item}`;
  }).filter((declaration) => declaration !== "").join("; ");
}

function toProperty(key: string): string {
  const name = key.startsWith("--")
    ? key
    : key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll("_", "-");
  if (/^[\w-]+$/.test(name)) return name;
  throw new TypeError(
    `Cannot write attribute "style": the property is ${JSON.stringify(key)}, ` +
      "expected letters, digits and -",
  );
}

function toWord(attr: Attr, item: unknown): string {
  if (typeof item === "string" || typeof item === "number") return `${item}`;
  return refuse(attr, item);
}

// Where an address may hold its own data: what it loads is shown or heard, never run.
const MEDIA = new Set(["img", "audio", "video", "source", "track", "input", "image", "link"]);

/** Replaces an address that would run a script: it may be a visitor's, so it is not an error. */
function safeUrl(url: string, tag: string): string {
  const colon = url.indexOf(":");
  if (colon === -1) return url;
  // Browsers skip control characters and spaces in a scheme.
  const scheme = url.slice(0, colon).replace(/[\0-\x20]+/g, "").toLowerCase();
  const isUnsafe = scheme === "javascript" || scheme === "vbscript" ||
    scheme === "data" && !MEDIA.has(tag);
  return isUnsafe ? "about:blank" : url;
}

function refuse(attr: Attr, value: unknown): never {
  throw new TypeError(
    `Cannot write attribute "${attr.name}": the value is ${typeName(value)}, ` +
      `expected ${EXPECTED[attr.use] ?? "text, a number or a boolean"}`,
  );
}

const EXPECTED: Partial<Record<Attr["use"], string>> = {
  url: "text or a route",
  json: "text or an object literal",
  selector: "text or an element with an id",
};

/** Names a value's type for an error message. */
export function typeName(value: unknown): string {
  if (value === null || typeof value !== "object") {
    return typeof value === "function" ? `function ${value.name}`.trimEnd() : typeof value;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return "object without a prototype";
  return `${prototype.constructor?.name || "object"}`;
}
