import type { Answer } from "./answer.ts";
import { type Dom, type DomElement, mapDom } from "./dom.ts";
import { type Case, isHtml, readHtml } from "./ft_html.ts";
import { isLibrary } from "./libraries.ts";
import type { Difference } from "./rules.ts";
import { build, isNode, type Node } from "./tree.ts";
import { toXml } from "../../mod.ts";

type Fits = Difference<Case, Answer>["fits"];

const BROKEN = "whose HTML in FastHTML does not work";

/** Where this project's HTML differs from FastHTML's on purpose. */
export const DIFFERENCES: readonly Difference<Case, Answer>[] = [
  {
    says: "An element without an end tag, such as `Br`, takes no children",
    cases: ["void/br-child"],
    fits: throws(({ tag }) =>
      `Cannot render a child of ${tag!.toLowerCase()}: ` +
      "found text or elements, expected nothing, as it has no end tag"
    ),
  },
  {
    says: "`true` is the word `true` where htmx reads words, as in `hx_push_url`",
    useless: BROKEN,
    cases: ["bool/hx-bool", "hx/swap-oob-bool"],
    fits: becomes((html) =>
      mapDom(readHtml(html), ({ attrs, ...element }) => ({
        ...element,
        attrs: mapValues(
          attrs,
          (value, name) => value === "" && /^hx-(push-url|swap-oob)$/.test(name) ? "true" : value,
        ),
      }))
    ),
  },
  {
    says: "`Socials` asks for a large picture if the image is wider than high",
    cases: ["xtend/Socials-min", "xtend/Socials-rel"],
    fits: becomes((html) => html.replace('content="summary"', 'content="summary_large_image"')),
  },
  {
    says: "A string alone is text, and is escaped",
    cases: ["escape-text/top-level-str"],
    fits: becomes((html) => [html]),
  },
  {
    says: "`true` and `false` show nothing, as `null` does",
    cases: ["children/false", "children/bools-multi"],
    fits: becomes((html) => html.replaceAll(/True|False/g, "")),
  },
  {
    says: "Numbers print as JavaScript prints them: `1`, `1e-7`, `Infinity`",
    cases: ["children/float-int", "children/float-exp"],
    fits: becomes((html) =>
      html.replaceAll(
        /[\d.]+(e[+-]\d+)?|inf|nan/g,
        (text) => String(Number(text.replace("inf", "Infinity"))),
      )
    ),
  },
  {
    says: "Bytes are no content: decode them first, with `new TextDecoder().decode(bytes)`",
    cases: ["escape-text/bytes-only"],
    fits: throws(({ tag }) =>
      `Cannot render a child of ${tag!.toLowerCase()}: found Uint8Array, expected ${CHILD}`
    ),
  },
  {
    says: "A list is content like any other, at any depth",
    cases: [
      "lists/list-single",
      "lists/list-str",
      "lists/list-empty",
      "lists/list-in-tuple",
      "lists/top-list",
    ],
    fits: becomes((html) =>
      html.replace(
        /\[(.*)\]/,
        (_, items) =>
          items.replaceAll(", ", "").replaceAll(/'([^']*)'/g, (_: string, text: string) =>
            text.replaceAll("<", "&lt;")),
      )
    ),
  },
  {
    says: "An object gives attributes as the first or last argument, and is an error elsewhere",
    cases: ["lists/tuple-dict"],
    fits: throws(({ tag }) =>
      `Cannot render a child of ${tag!.toLowerCase()}: found Object, expected ${CHILD}; ` +
      "attributes are the first or the last argument"
    ),
  },
  {
    says: "Of two attribute objects the later wins, in `id`, `cls`, `title` and `style` too",
    cases: ["children/dict-id-collide", "children/dict-cls-lost"],
    fits: becomes((html, { attrs, children }) => {
      const { cls, ...later } = (children![0] as Node).dict as Record<string, string>;
      return mapDom(readHtml(html), (element) => ({
        ...element,
        attrs: sorted({
          ...element.attrs,
          ...later,
          ...(cls !== undefined && { class: cls }),
          // What FastHTML copied to the name is the id.
          ...(element.attrs.name === attrs!.id && attrs!.id !== undefined && { name: later.id! }),
        }),
      }));
    }),
  },
  {
    says: "Of two spellings of one attribute, such as `cls` and `klass`, the later wins",
    cases: ["cls/cls-and-klass"],
    fits: becomes((html, { attrs }) =>
      withAttr(html, "class", () => String(Object.values(attrs!).at(-1)))
    ),
  },
  {
    says: "`null` and `false` leave a word of a class, or a declaration of a style, out",
    cases: ["cls/list-none", "cls/list-bool", "style/dict-none"],
    fits: becomes((html) => html.replaceAll(/ \w+="\w+:None; \w+:False"| (None|False)\b/g, "")),
  },
  {
    says: "A list for `style` is a list of declarations",
    useless: BROKEN,
    cases: ["style/list"],
    fits: becomes((html, { attrs }) =>
      withAttr(html, "style", () => (attrs!.style as string[]).join("; "))
    ),
  },
  {
    says: "In an object for `style`, `_` is written as `-`",
    useless: BROKEN,
    cases: ["style/dict-underscore"],
    fits: becomes((html) => withAttr(html, "style", (style) => style.replaceAll("_", "-"))),
  },
  {
    says: "An object for `hx_headers` is written as JSON, as htmx reads it",
    useless: BROKEN,
    cases: ["hx/headers-dict"],
    fits: becomes((html) =>
      withAttr(
        html,
        "hx-headers",
        (headers) =>
          JSON.stringify(Object.fromEntries(headers.split("; ").map((pair) => pair.split(":")))),
      )
    ),
  },
  {
    says: "The name of an attribute is checked: no spaces, quotes, `<`, `>`, `/` or `=`",
    useless: BROKEN,
    cases: ["escape-attr/attr-name-special", "attrname/special a=b", "attrname/special a/b"],
    fits: throws(({ attrs }) =>
      `Cannot write an attribute: the name is ${
        JSON.stringify(Object.keys(attrs!)[0])
      }, expected ` +
      "one or more characters, none of them a space, a quote, < > / = or a control character"
    ),
  },
  {
    says: "No text can end its script: `<` of `</script` in it is written `\\u003c`",
    useless: BROKEN,
    cases: ["raw/script-close"],
    fits: becomes((html) => html.replace("</script", "\\u003c/script")),
  },
  {
    says: "The text of a style sheet is never written with `&gt;`, which CSS does not read",
    useless: BROKEN,
    cases: ["raw/raw-xml-style"],
    fits: becomes((html) => html.replace("&gt;", ">")),
  },
  {
    says: "`srcdoc` takes `Safe(html)` alone",
    cases: ["raw/iframe-srcdoc"],
    fits: throws(() => 'Cannot write attribute "srcdoc": the value is string, expected Safe(html)'),
  },
  {
    says: "`Toast()` goes to the place of all toasts, wherever it is in a response",
    cases: ["toaster/Toast-def"],
    fits: becomes((html) =>
      html.replace(
        /<div hx-on-transitionend="[^"]* (\d+)\);" class="fh-toast fh-toast-info">(.*)<\/div>/,
        '<div class="fh-toasts" hx-swap-oob="beforeend:#fh-toasts">' +
          '<div id="fh-toast-…" class="fh-toast fh-toast-info" data-duration="$1">$2</div></div>',
      )
    ),
  },
  {
    says: "`MarkdownJS` and its like load from the application, and clean what they show",
    cases: [
      "js/MarkdownJS",
      "js/MarkdownJS-sel",
      "js/MermaidJS",
      "js/HighlightJS",
      "js/KatexMarkdownJS",
    ],
    fits: ({ tree }, { value }) => typeof value === "string" && isLibrary(tree, value),
  },
  {
    says: "`fillForm` writes `true` and `false` into a text field as words",
    cases: ["fill/true"],
    fits: becomes((html, { obj }) =>
      mapDom(readHtml(html), ({ attrs, ...input }) => ({
        ...input,
        attrs: attrs.value === "" ? { ...attrs, value: String(toFields(obj)[attrs.name!]) } : attrs,
      }))
    ),
  },
  {
    says: "`fillForm` compares choices as text, in groups too, and leaves no other chosen",
    cases: [
      "fill/radio-int",
      "fill/select-already",
      "fill/select-optgroup",
      "fill/select-text-option",
      "fill/select-int",
    ],
    fits: becomes((html, { obj }) => choose(readHtml(html), toFields(obj))),
  },
  {
    says: "`fillForm` takes a choice without a value, and text among the options",
    cases: ["fill/cb-list-novalue", "fill/radio-novalue", "fill/select-str-child"],
    fits: ({ tree }, ours) => {
      const { fill_form, obj } = tree as Node;
      return isHtml(ours, choose(readHtml(toXml(build(fill_form!))), toFields(obj)));
    },
  },
  {
    says: "An attribute given to `Group` or `Container` replaces the one that it has by itself",
    cases: ["pico/Group-role", "pico/Container-cls"],
    fits: ({ tree, error }, ours) => {
      const [, tag, name] = /'(\w+)'\) got multiple values for keyword argument '(\w+)'$/
        .exec(error!)!;
      const { attrs, children } = tree as Required<Node>;
      const attr = name === "cls" ? "class" : name;
      return isHtml(ours, `<${tag} ${attr}="${attrs[name!]}">${children[0]}</${tag}>`);
    },
  },
];

const CHILD = "text, a number, an element, an iterable, a promise or a value with __ft__()";

/** Our HTML is FastHTML's, changed as the sentence says. */
function becomes(change: (html: string, tree: Node) => string | readonly Dom[]): Fits {
  return ({ html, tree }, ours) => isHtml(ours, change(html!, isNode(tree) ? tree : {}));
}

/** It is an error with this message, made from the case. */
function throws(message: (tree: Node) => string): Fits {
  return ({ tree }, { error }) => error === `TypeError: ${message(isNode(tree) ? tree : {})}`;
}

function withAttr(html: string, attr: string, change: (value: string) => string): Dom[] {
  return mapDom(readHtml(html), ({ attrs, ...element }) => ({
    ...element,
    attrs: mapValues(attrs, (value, name) => name === attr ? change(value) : value),
  }));
}

function mapValues(
  attrs: DomElement["attrs"],
  change: (value: string, name: string) => string,
): DomElement["attrs"] {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [
      name,
      change(value, name),
    ]),
  );
}

function sorted(attrs: DomElement["attrs"]): DomElement["attrs"] {
  return Object.fromEntries(Object.entries(attrs).sort(([a], [b]) => a < b ? -1 : 1));
}

function toFields(values: object | undefined): Readonly<Record<string, unknown>> {
  return { ...values };
}

/** Chooses the buttons and options whose value, or text, is that of the field. */
function choose(form: readonly Dom[], fields: Readonly<Record<string, unknown>>): Dom[] {
  const isChosen = (name: string | undefined, own: string) =>
    [fields[name!]].flat().some((value) => String(value) === own);
  return mapDom(form, (element) => {
    const { tag, attrs: { checked: _, ...attrs } } = element;
    if (tag === "select") {
      return {
        ...element,
        children: mapDom(element.children, (option) => {
          if (option.tag !== "option") return option;
          const { selected: _, ...rest } = option.attrs;
          const on = isChosen(attrs.name, rest.value ?? option.children.join(""));
          return { ...option, attrs: sorted({ ...rest, ...(on && { selected: "" }) }) };
        }),
      };
    }
    if (tag !== "input" || !/^(radio|checkbox)$/.test(attrs.type ?? "")) return element;
    const on = isChosen(attrs.name, attrs.value ?? "on");
    return { ...element, attrs: sorted({ ...attrs, ...(on && { checked: "" }) }) };
  });
}
