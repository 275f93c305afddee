import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { renderMd } from "../../../ext/markdown.ts";

Deno.test("renderMd() shows HTML as text, and runs no script of a link", () => {
  const cases: Record<string, string> = {
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a <b onclick=x>c</b>": "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>",
    "[a](javascript:alert(1))": '<p><a href="about:blank">a</a></p>',
    "[a](&#106;avascript:alert(1))": '<p><a href="about:blank">a</a></p>',
    "[a](javascript&colon;alert(1))": '<p><a href="javascript&amp;colon;alert(1)">a</a></p>',
    "[a](java&#10;script:alert(1))": '<p><a href="about:blank">a</a></p>',
    "![a](javascript:alert(1))": '<p><img src="about:blank" alt="a"></p>',
    "[a](data:text/html,<script>)": '<p><a href="about:blank">a</a></p>',
    '![a](x "&quot; onerror=&quot;alert(1)")':
      '<p><img src="x" alt="a" title="&quot; onerror=&quot;alert(1)"></p>',
    '```"><script>\na\n```':
      '<pre tabindex="0"><code class="language-&quot;&gt;&lt;script&gt;">a\n</code></pre>',
    "&lt;script&gt;&#60;b&#x3e;": "<p>&lt;script&gt;&lt;b&gt;</p>",
  };
  for (const [text, html] of Object.entries(cases)) strictEqual(`${renderMd(text)}`, html, text);
  strictEqual(`${renderMd("a <b>c</b>\n\n<hr>", { html: true })}`, "<p>a <b>c</b></p><hr>");
});

Deno.test("renderMd() takes any text", () => {
  const depth = (html: string, tag: string) => html.split(`<${tag}>`).length - 1;
  // What nests deeper than anybody writes is shown as it was written.
  const quotes = `${renderMd(`${"> ".repeat(100)}a`)}`;
  deepStrictEqual([depth(quotes, "blockquote") < 40, quotes.includes("a")], [true, true]);
  const bottomless = `${renderMd(`${"> ".repeat(50_000)}a<b>`)}`;
  ok(
    bottomless.startsWith('<pre tabindex="0"><code>&gt; &gt; ') &&
      bottomless.endsWith("a&lt;b&gt;\n</code></pre>"),
  );
  for (
    const part of [
      "*",
      "_a",
      "[",
      "[a](",
      "`",
      "<",
      "<!--",
      "![",
      "|a",
      "~~",
      "- ",
      "\\",
      "&#",
      "\0",
    ]
  ) {
    ok(`${renderMd(part.repeat(3000))}`.length > 0, part);
  }
});
