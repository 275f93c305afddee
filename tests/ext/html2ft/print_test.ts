import { strictEqual } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

Deno.test("htmlToFt() writes calls as a person would", () => {
  strictEqual(
    htmlToFt('<div class="a b" id=x>hi <b>y</b></div>'),
    'Div("hi ", B("y"), { cls: "a b", id: "x" })',
  );
  strictEqual(
    htmlToFt('<div class="a b" id=x>hi <b>y</b></div>', { attrsFirst: true }),
    'Div({ cls: "a b", id: "x" }, "hi ", B("y"))',
  );
  strictEqual(htmlToFt("<!-- c --><p>x</p>"), 'P("x")');
  strictEqual(htmlToFt("<p>a</p>\n<p>b</p>"), '[P("a"), P("b")]');
  strictEqual(htmlToFt("<my-tag x-y=1>q</my-tag>"), 'tags.MyTag("q", { "x-y": "1" })');
  strictEqual(
    htmlToFt('<a @click="f()" :x="1" data-a-b="c" href="/">z</a>'),
    'A("z", { "@click": "f()", ":x": "1", data_a_b: "c", href: "/" })',
  );
  strictEqual(htmlToFt('<label for="a">x</label>'), 'Label("x", { fr: "a" })');
  strictEqual(htmlToFt("text"), '"text"');
});

Deno.test("htmlToFt() breaks long calls into lines", () => {
  strictEqual(
    htmlToFt(`<ul id="list">${"<li>A list item that is not short at all</li>".repeat(3)}</ul>`),
    `Ul(
  Li("A list item that is not short at all"),
  Li("A list item that is not short at all"),
  Li("A list item that is not short at all"),
  { id: "list" },
)`,
  );
});

Deno.test("htmlToFt() breaks long attributes, and keeps a last object on the line of its call", () => {
  const long = "x".repeat(60);
  strictEqual(
    htmlToFt(`<p title=${long} lang=${long}>a</p>`),
    `P("a", {\n  title: "${long}",\n  lang: "${long}",\n})`,
  );
  strictEqual(
    htmlToFt(`<p title=${long}><b>${long}</b></p>`, { attrsFirst: true }),
    `P(\n  { title: "${long}" },\n  B("${long}"),\n)`,
  );
});

Deno.test("htmlToFt() writes a text of several lines so that nothing in it is code", () => {
  strictEqual(
    htmlToFt("<pre>a\n`${b}` $c \\</pre>"),
    "Pre(\n  `a\n\\`\\${b}\\` $c \\\\`,\n)",
  );
  strictEqual(htmlToFt("<pre>a&#13;\n</pre>"), 'Pre("a\\r\\n")');
});
