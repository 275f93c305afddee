/** Attributes: how object literals are merged and written, and which values are unsafe. */
import { fieldOf } from "../field.ts";
import { escapeAttr } from "./escape.ts";
import { type Attr, toAttr } from "./attr_names.ts";
import { SafeHtml } from "./safe.ts";
import {
  type AttrValue,
  HREF,
  ID,
  type Identified,
  type LateText,
  type Linkable,
  TEXT,
} from "./types.ts";

/** Attributes as a program writes them: an object literal. */
export type Attrs = Readonly<Record<string, AttrValue>>;

/** Tells whether a value is an object literal, which holds attributes. */
export function isAttrs(value: unknown): value is Attrs {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** Merges attributes under their HTML names. Of two with one name the later defined one wins. */
export function mergeAttrs(...literals: (Attrs | undefined)[]): Record<string, AttrValue> {
  const merged: Record<string, AttrValue> = {};
  for (const literal of literals) {
    for (const key in literal) {
      const value = fieldOf(literal, key);
      if (value === undefined) continue;
      const { name, use } = toAttr(key);
      const isId = use === "id" && ["string", "number", "bigint"].includes(typeof value);
      merged[name] = isId ? `#${value}` : value;
    }
  }
  return merged;
}

/** Writes one attribute, with the space before it. The tag decides which URLs are safe. */
export function attrToHtml(attr: Attr, value: AttrValue, tag: string): string {
  switch (typeof value) {
    case "string":
      if (attr.use === "class") return classToHtml(attr, value);
      return attr.prefix + escapeAttr(attr.use === "plain" ? value : safe(attr, value, tag)) + '"';
    case "number":
    case "bigint":
      return attr.prefix + (attr.use === "id" ? "#" : "") + value + '"';
    case "boolean":
      return value ? attr.yes : attr.no;
    case "undefined":
      return "";
  }
  if (value === null) return "";
  if (value instanceof SafeHtml) {
    // Trusted text skips every rule but one: it can't end the attribute. In a document (srcdoc) it
    // is escaped whole, since it is unescaped once more, and its text would become markup.
    const html = attr.use === "document" ? escapeAttr(`${value}`) : `${value}`;
    return attr.prefix + html.replaceAll('"', "&quot;") + '"';
  }
  const text = toText(attr, value);
  return text === undefined ? "" : attrToHtml(attr, text, tag);
}

// The last class: neighbouring cells of a table mostly have the same. Saves a tenth of their time.
let lastClass = "";
let lastClassHtml = ' class=""';

function classToHtml(attr: Attr, value: string): string {
  if (value === lastClass) return lastClassHtml;
  lastClass = value;
  return lastClassHtml = attr.prefix + escapeAttr(value) + '"';
}

function toText(attr: Attr, value: object): string | undefined {
  const isPlain = typeof value === "object" && !isReference(value);
  if (isPlain && attr.use === "style") return styleText(attr, value) || undefined;
  // Data of a request has no prototype, and may be sent on: as JSON it is harmless.
  if (isPlain && attr.use === "json" && !isIterable(value)) return JSON.stringify(value);
  return words(attr, value).join(" ") || undefined;
}

/** Tells whether a value is a list, a set or another iterable. */
export function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isReference(value: object): value is Linkable | Identified | LateText {
  return HREF in value || ID in value || TEXT in value;
}

/** The words of lists, sets and, for classes, `{ active: isActive }`, at any depth. */
function words(attr: Attr, value: unknown): string[] {
  if (value === null || value === undefined || typeof value === "boolean" || value === "") {
    return [];
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    return [`${value}`];
  }
  if (typeof value === "object" || typeof value === "function") {
    if (isReference(value)) return [toReference(attr, value)];
    if (value instanceof SafeHtml) return [`${value}`];
    if (isIterable(value)) return [...value].flatMap((item) => words(attr, item));
    if (attr.use === "class" && isAttrs(value)) {
      return Object.keys(value).filter((key) => value[key]);
    }
  }
  return reject(attr, value);
}

function toReference(attr: Attr, value: Linkable | Identified | LateText): string {
  if (TEXT in value) return value[TEXT]();
  if (HREF in value) return value[HREF]();
  const id = value[ID]();
  if (id === undefined) {
    throw new TypeError(
      `Cannot write attribute "${attr.name}": the element has no id, expected one to refer to`,
    );
  }
  return attr.use === "selector" || attr.use === "url" ? `#${id}` : id;
}

// What ends a declaration, hides its end, or names another host. Safe() allows it.
const UNSAFE_STYLE = /[;:{}\\]|\/\*|\/\//;

/** Tells whether a value of a style could be more than one. */
export function isUnsafeStyle(value: string): boolean {
  return UNSAFE_STYLE.test(value);
}

/**
 * The style of `{ fontSize: "1em", "--x": 2 }`, or of a list of declarations. Unsafe values are
 * left out.
 */
function styleText(attr: Attr, value: object): string {
  if (isIterable(value)) return words(attr, value).join("; ");
  if (!isAttrs(value)) return reject(attr, value);
  return Object.entries(value)
    .map((
      [key, item],
    ) => [toProperty(key), item instanceof SafeHtml ? item : words(attr, item).join(" ")])
    .filter(([_, item]) => item !== "" && (item instanceof SafeHtml || !isUnsafeStyle(item)))
    .map(([property, item]) => `${property}:${item}`)
    .join("; ");
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

function safe(attr: Attr, value: string, tag: string): string {
  switch (attr.use) {
    case "url":
      return safeUrl(value, tag);
    case "urls":
      return value.split(";").map((url) => safeUrl(url, "image")).join(";");
    case "id":
      return `#${value}`;
    case "document":
      return reject(attr, value);
    default:
      return value;
  }
}

// Elements that may load data: URLs, since they show or play the data and never run it.
const MEDIA = new Set(["img", "audio", "video", "source", "track", "input", "image", "link"]);

/** Replaces a URL that would run a script. It may come from a client, so it is not an error. */
function safeUrl(url: string, tag: string): string {
  const first = url.charCodeAt(0);
  // The fast path of most URLs. Browsers skip control characters and spaces in a scheme.
  if (first > 32 && !"dDjJvV".includes(url[0])) return url;
  const scheme = url.slice(0, url.indexOf(":") + 1).replace(/[\0-\x20]+/g, "").toLowerCase();
  const isUnsafe = scheme === "javascript:" || scheme === "vbscript:" ||
    scheme === "data:" && !MEDIA.has(tag);
  return isUnsafe ? "about:blank" : url;
}

function reject(attr: Attr, value: unknown): never {
  throw new TypeError(
    `Cannot write attribute "${attr.name}": the value is ${typeName(value)}, expected ${
      EXPECTED[attr.use]
    }`,
  );
}

const EXPECTED: Readonly<Record<Attr["use"], string>> = {
  plain: "text, a number, a boolean or a list of words",
  url: "text or a route",
  urls: "text, a number or a list of words",
  document: "Safe(html)",
  class: "text, a list or { word: isOn }",
  style: "text, a list or { property: value }",
  json: "text or an object",
  selector: "text or an element with an id",
  id: "text or an element with an id",
};

/** The name of a value's type, for error messages. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") {
    if (typeof value !== "function") return typeof value;
    // A table is a function that has its verbs.
    const { [Symbol.toStringTag]: kind } = value as { [Symbol.toStringTag]?: string };
    return kind ?? `function ${value.name}`.trimEnd();
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return "object without a prototype";
  // A generator has no constructor of a name, but a tag.
  const { [Symbol.toStringTag]: tag } = value as { [Symbol.toStringTag]?: string };
  return prototype.constructor?.name || tag || "object";
}
