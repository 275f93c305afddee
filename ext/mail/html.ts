/** The HTML part of a mail: a document without scripts, whose links are absolute. */
import { type DefaultTreeAdapterTypes as Tree, parse, serialize } from "parse5";
import { type Child, FT, Head, Html, Meta, render, Title } from "../../mod.ts";
import type { Maybe } from "../../types.ts";
import { then } from "../maybe.ts";
import { toText } from "./text.ts";

/** What is made of a mail's body. */
export interface Content {
  readonly html: string;
  readonly text: string;
  /** The links in it, each once, in their order. */
  readonly links: readonly string[];
}

/** What runs code, or loads a page, where it is shown. */
const ACTIVE = ["script", "iframe", "frame", "object", "embed", "applet", "base", "portal"];

/** Attributes with a URL, and the schemes that it may have. */
const PAGES = ["http:", "https:", "mailto:", "tel:", "sms:"], IMAGES = ["http:", "https:", "data:"];
const URLS: Readonly<Record<string, readonly string[]>> = {
  href: PAGES,
  action: PAGES,
  formaction: PAGES,
  cite: PAGES,
  src: IMAGES,
  poster: IMAGES,
  background: IMAGES,
};

/** Makes the parts of a mail; a relative link is one of the application at `baseUrl`. */
export function toContent(
  body: Child,
  { subject, baseUrl }: { subject: string; baseUrl: string | undefined },
): Maybe<Content> {
  const isWhole = body instanceof FT && body.tag === "html";
  const page = isWhole ? body : Html(Head(Meta({ charset: "utf-8" }), Title(subject)), body);
  return then(render(page), (html) => {
    const document = parse(html), links = new Set<string>();
    visit(document, (element) => check(element, { baseUrl, links }));
    return { html: serialize(document), text: toText(document), links: [...links] };
  });
}

function visit(parent: Tree.ParentNode, each: (element: Tree.Element) => void): void {
  for (const node of parent.childNodes) {
    if (!("tagName" in node)) continue;
    each(node);
    visit(node, each);
    if ("content" in node) visit((node as Tree.Template).content, each);
  }
}

function check(
  { tagName: tag, attrs }: Tree.Element,
  { baseUrl, links }: { baseUrl: string | undefined; links: Set<string> },
): void {
  if (ACTIVE.includes(tag)) {
    throw new TypeError(
      `Cannot send a mail: its body has <${tag}>, expected no scripts and no frames`,
    );
  }
  for (const attr of attrs) {
    if (attr.name.startsWith("on") || attr.name === "srcdoc" || attr.name === "http-equiv") {
      throw new TypeError(
        `Cannot send a mail: its body has <${tag} ${attr.name}>, expected no scripts`,
      );
    }
    const schemes = Object.hasOwn(URLS, attr.name) ? URLS[attr.name]! : undefined;
    if (!schemes || attr.value.startsWith("#")) continue;
    attr.value = toAbsolute(attr.value, { where: `<${tag} ${attr.name}>`, schemes, baseUrl });
    if (tag === "a" && attr.name === "href") links.add(attr.value);
  }
}

function toAbsolute(
  link: string,
  { where, schemes, baseUrl }: {
    where: string;
    schemes: readonly string[];
    baseUrl: string | undefined;
  },
): string {
  const url = URL.parse(link);
  if (url) {
    if (schemes.includes(url.protocol)) return link.trim();
    throw new TypeError(
      `Cannot send a mail: the link ${show(link)} in ${where}, expected one of ${
        schemes.join(" ")
      }`,
    );
  }
  const base = baseUrl && URL.parse(baseUrl), whole = base && URL.parse(link, base.origin);
  if (!base) {
    throw new TypeError(
      `Cannot send a mail: the relative link ${show(link)} in ${where}, expected a whole one, or ` +
        "the option baseUrl or BASE_URL",
    );
  }
  // "//example.com" is one of another site.
  if (whole && link.startsWith("/") && whole.origin === base.origin) return whole.href;
  throw new TypeError(
    `Cannot send a mail: the relative link ${show(link)} in ${where}, expected one that begins ` +
      "with a slash",
  );
}

/** Without what follows `?` or `#`: that may be a secret, and errors are logged. */
function show(link: string): string {
  return JSON.stringify(link.replace(/[?#].*/s, "…").slice(0, 200));
}
