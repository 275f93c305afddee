import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { Mark, render } from "../../mod.ts";
import { markdown, renderMd } from "../../ext/markdown.ts";

Deno.test("renderMd() makes elements of CommonMark and of GitHub's additions", () => {
  const cases: Record<string, string> = {
    "": "",
    "# One\n\nTwo\n===": "<h1>One</h1><h1>Two</h1>",
    "####### seven": "<p>####### seven</p>",
    "a *b* **c** ~~d~~ `e`": "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>",
    "a  \nb\nc": "<p>a<br>b\nc</p>",
    "- a\n- b\n  1. c\n  2. d": "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>",
    "3. a\n4. b": '<ol start="3"><li>a</li><li>b</li></ol>',
    "0. a": '<ol start="0"><li>a</li></ol>',
    "- a\n\n- b": "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    "- [x] a\n- [ ] b":
      '<ul><li><input type="checkbox" disabled checked>a</li><li><input type="checkbox" disabled>b</li></ul>',
    "> a\n>\n> > b": "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>",
    "```ts title\n1 < 2\n```":
      '<pre tabindex="0"><code class="language-ts">1 &lt; 2\n</code></pre>',
    "    indented": '<pre tabindex="0"><code>indented\n</code></pre>',
    "|a|b|\n|-|-:|\n|c|*d*|":
      '<table><thead><tr><th>a</th><th class="align-right">b</th></tr></thead>' +
      '<tbody><tr><td>c</td><td class="align-right"><em>d</em></td></tr></tbody></table>',
    "|a|\n|-|": "<table><thead><tr><th>a</th></tr></thead></table>",
    '[a](/b "c") <http://d.e?f&g> http://h.i':
      '<p><a href="/b" title="c">a</a> <a href="http://d.e?f&amp;g">http://d.e?f&amp;g</a> ' +
      '<a href="http://h.i">http://h.i</a></p>',
    "[a][1]\n\n[1]: /b": '<p><a href="/b">a</a></p>',
    '![a *b*](c.png "d")': '<p><img src="c.png" alt="a *b*" title="d"></p>',
    "&copy; &amp; & &lt; \\* \\& AT&T;": "<p>&copy; &amp; &amp; &lt; * &amp; AT&amp;T;</p>",
    '[&lt;](/a?b&amp;c&#61;1 "&quot;d&nope;")':
      '<p><a href="/a?b&amp;c=1" title="&quot;d&amp;nope;">&lt;</a></p>',
    "a\n\n---\n\nb": "<p>a</p><hr><p>b</p>",
  };
  for (const [text, html] of Object.entries(cases)) strictEqual(`${renderMd(text)}`, html, text);
});

Deno.test("renderMd() takes headings of another level, with ids that are there once", () => {
  strictEqual(
    `${
      renderMd("# Über uns!\n## Über *uns*\n# Über uns 1\n###### a_b-C\n# ?", {
        level: 3,
        ids: true,
      })
    }`,
    '<h3 id="über-uns">Über uns!</h3><h4 id="über-uns-1">Über <em>uns</em></h4>' +
      '<h3 id="über-uns-1-1">Über uns 1</h3>' +
      '<h6 id="a_b-c">a_b-C</h6><h3 id="section">?</h3>',
  );
  throws(() => renderMd("a", { level: 0 }), {
    name: "RangeError",
    message: "Cannot render Markdown: level 0, expected 1 to 6",
  });
});

Deno.test("markdown() gives a page its headings, title and description", () => {
  const page = markdown("Before *all*.\n\n# A & `b` [c](d)\n\n> ## Quoted\n\n###### Deep", {
    level: 2,
  });
  strictEqual(
    render(page.content),
    '<p>Before <em>all</em>.</p><h2 id="a--b-c">A &amp; <code>b</code> <a href="d">c</a></h2>' +
      '<blockquote><h3 id="quoted">Quoted</h3></blockquote><h6 id="deep">Deep</h6>',
  );
  deepStrictEqual(page.headings, [
    { level: 2, id: "a--b-c", text: "A & b c" },
    { level: 3, id: "quoted", text: "Quoted" },
    { level: 6, id: "deep", text: "Deep" },
  ]);
  strictEqual(page.title, "A & b c");
  strictEqual(page.description, "Before all.");
  const { content, ...empty } = markdown("");
  strictEqual(render(content), "");
  deepStrictEqual(empty, { headings: [], title: "", description: "", sections: [] });
  strictEqual(render(markdown("# A", { ids: false, anchors: true }).content), "<h1>A</h1>");
});

Deno.test("markdown() puts a link to itself beside a heading", () => {
  const link = (label: string) => `<a class="anchor" href="#a-b" aria-label="${label}">#</a>`;
  const cases: [boolean | string, string][] = [
    [true, ` ${link("Link to A &lt;b&gt;")}`],
    ["Verweis auf", ` ${link("Verweis auf A &lt;b&gt;")}`],
    ["", ` ${link("A &lt;b&gt;")}`],
    [false, ""],
  ];
  for (const [anchors, html] of cases) {
    strictEqual(
      render(markdown("# A `<b>`", { anchors }).content),
      `<h1 id="a-b">A <code>&lt;b&gt;</code>${html}</h1>`,
    );
  }
});

Deno.test("markdown() has the program rewrite URLs, and checks what it gives", () => {
  const link = (href: string) => href === "bad" ? "javascript:alert(1)" : `/docs/${href}`;
  strictEqual(
    render(markdown("[a](b.md#c&amp;d) ![e](f.png) [g](bad) <http://h.i>", { link }).content),
    '<p><a href="/docs/b.md#c&amp;d">a</a> <img src="/docs/f.png" alt="e"> ' +
      '<a href="about:blank">g</a> <a href="/docs/http://h.i">http://h.i</a></p>',
  );
});

Deno.test("markdown() has the program make blocks of code, where it wants to", () => {
  const seen: unknown[] = [];
  const code = (...all: unknown[]) => {
    seen.push(all);
    return all[1] === "ts" ? Mark(`${all[0]}`) : undefined;
  };
  const text = "```ts title=a.ts  ignore\n<b>\n```\n\n```\nc\n```\n\n    d";
  strictEqual(
    render(markdown(text, { code }).content),
    "<mark>&lt;b&gt;\n</mark>" +
      '<pre tabindex="0"><code>c\n</code></pre><pre tabindex="0"><code>d\n</code></pre>',
  );
  deepStrictEqual(seen, [
    ["<b>\n", "ts", "title=a.ts  ignore"],
    ["c\n", undefined, ""],
    ["d\n", undefined, ""],
  ]);
});
