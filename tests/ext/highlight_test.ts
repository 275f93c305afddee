import { strictEqual } from "node:assert";
import { fastApp, render } from "../../mod.ts";
import { highlight, highlightHtml } from "../../ext/highlight.ts";
import { markdown } from "../../ext/markdown.ts";

Deno.test("highlight() makes a block of code with classes, and no other attributes", () => {
  strictEqual(
    render(highlight("const a: string = `<b>`; // c & d\n", "ts")),
    '<pre tabindex="0"><code class="hljs language-ts"><span class="hljs-keyword">const</span> ' +
      '<span class="hljs-attr">a</span>: ' +
      '<span class="hljs-built_in">string</span> = <span class="hljs-string">`&lt;b&gt;`</span>; ' +
      '<span class="hljs-comment">// c &amp; d</span>\n</code></pre>',
  );
});

Deno.test("code of an unknown language is its text", () => {
  const text = '<script>alert("a & b")</script>';
  const escaped = "&lt;script&gt;alert(&quot;a &amp; b&quot;)&lt;/script&gt;";
  for (const language of [undefined, "cobol", "", "__proto__", "constructor", "text"]) {
    strictEqual(highlightHtml(text, language), escaped, language);
  }
  strictEqual(
    render(highlight(text, '"><script>')),
    `<pre tabindex="0"><code class="hljs language-&quot;&gt;&lt;script&gt;">${escaped}</code></pre>`,
  );
  strictEqual(render(highlight("a")), '<pre tabindex="0"><code class="hljs">a</code></pre>');
});

Deno.test("the text of code is what it was, in every language", () => {
  const text =
    `<a href="x">'&amp;'</a> \${b} {{c}} <%d%> #! /* */ -- "" \\" \`\n\t@e: \r\n😀 $f\n+g\n`;
  const plain = (html: string) =>
    html.replace(/<\/?span[^>]*>/g, "").replace(
      /&(lt|gt|quot|amp|#x27);/g,
      (_, name) =>
        ({ "lt": "<", "gt": ">", "quot": '"', "amp": "&", "#x27": "'" })[name as string]!,
    );
  for (
    const language of "bash css diff dockerfile html ini js json md nginx py sql ts yaml".split(" ")
  ) {
    const html = highlightHtml(text, language);
    strictEqual(plain(html), text, language);
    strictEqual(
      html.replace(/<span class="[\w -]+">|<\/span>/g, "").includes("<"),
      false,
      language,
    );
  }
});

Deno.test("highlight() is the code of markdown()", async () => {
  const { app, rt } = fastApp({ defaultHdrs: false, csp: true });
  rt("/", () => markdown("```sh\nls -l | wc # all\n```", { code: highlight }).content);
  const html = await (await app.request("/", { headers: { "HX-Request": "true" } })).text();
  strictEqual(
    html,
    '<pre tabindex="0"><code class="hljs language-sh"><span class="hljs-built_in">ls</span> -l | ' +
      '<span class="hljs-built_in">wc</span> <span class="hljs-comment"># all</span>\n</code></pre>',
  );
});
