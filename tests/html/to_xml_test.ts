import { strictEqual, throws } from "node:assert";
import {
  Body,
  Div,
  Fragment,
  Html,
  Input,
  Li,
  P,
  Pre,
  Span,
  toXml,
  Ul,
} from "../../lib/html/mod.ts";

Deno.test("toXml() indents blocks, and adds no space that shows", () => {
  const page = Html(
    { doctype: false },
    Body(Ul({ id: "u" }, [Li("a"), Li("b ", Div("c"))]), Pre(Div("d"))),
  );
  strictEqual(
    toXml(page, { indent: true }),
    `<html>
  <body>
    <ul id="u">
      <li>a</li>
      <li>b <div>c</div></li>
    </ul>
    <pre><div>d</div></pre>
  </body>
</html>
`,
  );
  strictEqual(toXml("<x>", { indent: true }), "&lt;x&gt;");
});

Deno.test("toXml() indents several elements, also in fragments and lists", () => {
  const list = [P("a"), [P("b")], Fragment(P("c"), Ul(Li("d")))];
  strictEqual(
    toXml(list, { indent: true }),
    "<p>a</p>\n<p>b</p>\n<p>c</p>\n<ul>\n  <li>d</li>\n</ul>\n",
  );
});

Deno.test("toXml() leaves text, inline elements and what is mixed on one line", () => {
  const onOneLine = [Div(Span("a"), Span("b")), Div("a", P("b")), Div(P("a"), Input()), Div()];
  for (const ft of onOneLine) strictEqual(toXml(ft, { indent: true }), `${ft}\n`);
  strictEqual(toXml([Div(), "text"], { indent: true }), "<div></div>text");
  strictEqual(toXml([], { indent: true }), "");
});

Deno.test("toXml() writes attributes and escapes as without indent, and throws for a promise", () => {
  strictEqual(
    toXml(Div({ title: '"' }, P("<b>")), { indent: true }),
    '<div title="&quot;">\n  <p>&lt;b&gt;</p>\n</div>\n',
  );
  for (const indent of [true, false]) {
    throws(() => toXml(Div(P(Promise.resolve("x"))), { indent }), /found a promise/);
  }
});
