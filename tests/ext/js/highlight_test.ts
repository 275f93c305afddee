import { deepStrictEqual, match } from "node:assert";
import { HighlightJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

const ASSETS = "/_fasthtml/npm/@highlightjs/cdn-assets";
const CSS = "200 text/css; charset=utf-8", JS = "200 text/javascript; charset=utf-8";

Deno.test("HighlightJS() brings two themes and highlight.js, all served by the application", async () => {
  const { files, modules: [code] } = await serveHead(HighlightJS());
  deepStrictEqual(files, {
    [`${ASSETS}/styles/atom-one-light.min.css`]: CSS,
    [`${ASSETS}/styles/atom-one-dark.min.css`]: CSS,
    [`${ASSETS}/es/highlight.min.js`]: JS,
  });
  match(code!, /querySelectorAll\("pre code"\)[^]*hljs\.highlightElement\(e\);/);
});

Deno.test("HighlightJS() takes themes, elements, and languages beside the common ones", async () => {
  const head = HighlightJS({
    sel: ".x",
    light: "github",
    dark: "github-dark",
    langs: ["elixir", "nim"],
  });
  const { files, modules: [code] } = await serveHead(head);
  deepStrictEqual(files, {
    [`${ASSETS}/styles/github.min.css`]: CSS,
    [`${ASSETS}/styles/github-dark.min.css`]: CSS,
    [`${ASSETS}/es/highlight.min.js`]: JS,
    [`${ASSETS}/es/languages/elixir.min.js`]: JS,
    [`${ASSETS}/es/languages/nim.min.js`]: JS,
  });
  deepStrictEqual(code!.split("\n").slice(0, 5), [
    `import hljs from "${ASSETS}/es/highlight.min.js";`,
    `import lang0 from "${ASSETS}/es/languages/elixir.min.js";`,
    'hljs.registerLanguage("elixir", lang0);',
    `import lang1 from "${ASSETS}/es/languages/nim.min.js";`,
    'hljs.registerLanguage("nim", lang1);',
  ]);
});
