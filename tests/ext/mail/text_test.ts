import { strictEqual } from "node:assert";
import { testMailer } from "../../../ext/mail.ts";
import { Safe } from "../../../mod.ts";

const TEXTS: [does: string, html: string, text: string][] = [
  [
    "spaces are one, entities are characters",
    "<p> a \n b&amp;c&nbsp;d&lt; </p>",
    "a b&c\u00a0d<\n",
  ],
  ["inline elements do not part words", "<p>a<b>b</b> <i>c</i>d</p>", "ab cd\n"],
  ["a space is between two inline elements", "<b>a </b><i>b</i> <u> c</u>", "a b c\n"],
  [
    "paragraphs and headings are apart",
    "<h1>a</h1><p>b</p><div>c</div><div>d</div>",
    "a\n\nb\n\nc\nd\n",
  ],
  ["br ends a line", "a<br>b<br><br>c", "a\nb\n\nc\n"],
  ["hr is a line", "<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"],
  ["a list has marks", "<ul><li>a<li>b<ul><li>c<p>d</ul></ul>e", "- a\n- b\n  - c\n\n    d\n\ne\n"],
  ["a list has numbers", "<ol start=9><li>a<br>b<li>c</ol>", "9. a\n   b\n10. c\n"],
  ["a quotation has marks", "<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc\n"],
  ["definitions are indented", "<dl><dt>a<dd>b<br>c</dl>", "a\n  b\n  c\n"],
  ["pre keeps its spaces", "<pre>a  b\n\n  c &lt;\n</pre>", "a  b\n\n  c <\n"],
  [
    "a table has a line for each row",
    "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
    "a | b\n1 | 2\n",
  ],
  ["cells of a layout are apart", "<table><tr><td><p>a</p><p>b</p><td>c</table>", "a\n\nb\n\nc\n"],
  [
    "a link is behind its text",
    '<p>Go <a href="https://a.b/?c&amp;d#e">on</a>.</p>',
    "Go on <https://a.b/?c&d#e>.\n",
  ],
  [
    "a link that is its text is there once",
    '<a href="https://a.b/">https://a.b/</a>',
    "https://a.b/\n",
  ],
  ["an email address is there once", '<a href="mailto:a@b.c">a@b.c</a>', "a@b.c\n"],
  [
    "a link in a cell keeps its own",
    '<table><tr><td><a href="tel:1">call</a></table>',
    "call <1>\n",
  ],
  [
    "an image is its text",
    '<img alt="a cat" src="https://a.b/c"><img src="https://a.b/d">',
    "a cat\n",
  ],
  [
    "a linked image has its link",
    '<a href="https://a.b/"><img alt="" src="https://a.b/c"></a>',
    "<https://a.b/>\n",
  ],
  [
    "what is hidden is left out",
    "<style>p{}</style><p hidden>a</p><p style='DISPLAY : none'>b</p><i style='a:b;visibility:hidden'>c</i>" +
    "<template>d</template><!-- e --><p style='display:block'>f",
    "f\n",
  ],
  ["an empty body is no text", "<p> </p><p></p>", ""],
];

for (const [does, html, text] of TEXTS) {
  Deno.test(`in the text part, ${does}`, async () => {
    const mail = testMailer();
    await mail.send({ to: "ann@example.com", subject: "a", body: Safe(html) });
    strictEqual(mail.box[0]!.text, text);
  });
}
