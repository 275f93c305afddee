import { deepStrictEqual, strictEqual } from "node:assert";
import { type Child, Div, jsonForScript, P, render, Script, Style } from "../../lib/html/mod.ts";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/** Text, and what is written for it in an element; in an attribute `"` is an entity as well. */
const TEXTS: Readonly<Record<string, string>> = {
  "": "",
  "plain": "plain",
  "<": "&lt;",
  "<b": "&lt;b",
  "b>": "b&gt;",
  "a & b": "a &amp; b",
  "&lt;": "&amp;lt;",
  "<<&&>>": "&lt;&lt;&amp;&amp;&gt;&gt;",
  "🙂<🙂": "🙂&lt;🙂",
  "it's \n\t\0": "it's \n\t\0",
  [`${"long ".repeat(1000)}<`]: `${"long ".repeat(1000)}&lt;`,
};

Deno.test("escapeText() writes &, < and > as entities at any place", () => {
  for (const [text, html] of Object.entries({ ...TEXTS, '"': '"' })) {
    strictEqual(render(text), html);
    strictEqual(render([text, P(text, [text])]), `${html}<p>${html}${html}</p>`);
  }
});

Deno.test("escapeAttr() writes a double quote as an entity too", () => {
  for (const [text, html] of Object.entries({ ...TEXTS, '"': "&quot;", '"a"': "&quot;a&quot;" })) {
    strictEqual(render(Div({ title: text })), `<div title="${html}"></div>`);
  }
});

Deno.test("escapeAttr() gives back from a parser what it was given", () => {
  for (const value of ["\"' onx='1><b>", "&amp;&lt;", "it's", "<script>", "a\n\tb"]) {
    strictEqual(attribute(Div({ title: value })), value);
  }
});

Deno.test("escapeScript() keeps text from ending its script, and the code means the same", () => {
  const texts = {
    "</script>": "\\u003c/script>",
    "</SCRIPT ": "\\u003c/SCRIPT ",
    "<!--<script>": "\\u003c!--<script>",
    "<!-- </script></script>": "\\u003c!-- \\u003c/script>\\u003c/script>",
    "a < b && b > c": "a < b && b > c",
    "</ script": "</ script",
  };
  for (const [text, written] of Object.entries(texts)) {
    const html = render(Script(`"${text}"`));
    strictEqual(html, `<script>"${written}"</script>`);
    strictEqual(new Function(`return ${content(html)}`)(), text);
  }
});

Deno.test("escapeStyle() keeps text from ending its style sheet or being an element in SVG", () => {
  const texts = {
    "</style>": "\\3c /style>",
    "<a><Z>": "\\3c a>\\3c Z>",
    "<!--<?": "\\3c !--\\3c ?",
    "a < b > c": "a < b > c",
    "width <1px": "width <1px",
  };
  for (const [text, written] of Object.entries(texts)) {
    const html = render(Style(text));
    strictEqual(html, `<style>${written}</style>`);
    strictEqual(content(html), written);
  }
});

Deno.test("jsonForScript() writes < and line separators as escapes, and JSON that reads the same", () => {
  const values = {
    '"</script><!--"': ["</script><!--", '"\\u003c/script>\\u003c!--"'],
    separators: ["\u2028a\u2029", '"\\u2028a\\u2029"'],
    keys: [{ "<b>": [1, null, true, "é🙂"] }, '{"\\u003cb>":[1,null,true,"é🙂"]}'],
    "nothing, as in a list": [undefined, "null"],
  };
  for (const [name, [value, json]] of Object.entries(values)) {
    strictEqual(jsonForScript(value), json, name);
    deepStrictEqual(JSON.parse(jsonForScript(value)), value ?? null, name);
  }
});

function attribute(child: Child): string | undefined {
  const [element] = parseFragment(`${child}`).childNodes;
  return "attrs" in element! ? element.attrs[0]?.value : undefined;
}

/** The text that a parser sees in the one element that there is. */
function content(html: string): string {
  const [element, ...others] = parseFragment(html).childNodes;
  deepStrictEqual(others, []);
  const [text, ...more] = (element as DefaultTreeAdapterTypes.Element).childNodes;
  deepStrictEqual(more, []);
  return (text as DefaultTreeAdapterTypes.TextNode).value;
}
