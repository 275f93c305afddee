/** Attributes of HTML as properties of an object literal. */
import type { DefaultTreeAdapterTypes as Tree } from "parse5";

// Boolean attributes of HTML.
const FLAGS = new Set(
  ("allowfullscreen async autofocus autoplay checked controls default defer disabled " +
    "formnovalidate hidden inert ismap itemscope loop multiple muted nomodule novalidate open " +
    "playsinline readonly required reversed selected").split(" "),
);
const RENAMED: Readonly<Record<string, string>> = { class: "cls", for: "fr" };
// Elements that copy their id to their name.
const NAMED = new Set(
  "a button form frame iframe img input map meta object select textarea".split(" "),
);

/** Writes an element's attributes as properties: `cls: "a"`, `hx_get: "/"`, `"@click": "f()"`. */
export function toAttrs({ tagName, attrs }: Tree.Element, trusted: boolean): string[] {
  const has = (name: string) => attrs.some((attr) => attr.name === name);
  const without = [
    tagName === "a" && !has("href") && "href: null",
    tagName === "form" && !has("enctype") && "enctype: null",
    NAMED.has(tagName) && has("id") && !has("name") && "name: null",
  ].filter((text) => text !== false);
  const own = attrs.map(({ name, prefix, value }) => {
    const real = prefix ? `${prefix}:${name}` : name;
    return `${toKey(real)}: ${toValue(real, value, trusted)}`;
  });
  return [...own, ...without];
}

function toKey(name: string): string {
  if (Object.hasOwn(RENAMED, name)) return RENAMED[name];
  const isWord = /^[a-z][a-z\d]*(-[a-z][a-z\d]*)*$/i.test(name) && !name.startsWith("x-");
  return isWord ? name.replaceAll("-", "_") : JSON.stringify(name);
}

function toValue(name: string, value: string, trusted: boolean): string {
  if (value === "" && FLAGS.has(name)) return "true";
  const text = JSON.stringify(value);
  // The library renders these only if they are marked, and it must be the programmer who does.
  return trusted && (name === "srcdoc" || /^\s*(javascript|vbscript|data)\s*:/i.test(value))
    ? `Safe(${text})`
    : text;
}
