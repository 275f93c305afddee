import { deepStrictEqual, match } from "node:assert";
import { MermaidJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

Deno.test("MermaidJS() draws strictly: a diagram can run no script, and set no style", async () => {
  const { files, modules: [code] } = await serveHead(MermaidJS(".d", 'da"rk</script>'));
  deepStrictEqual(files, {
    "/_fasthtml/npm/@mermaid-js/tiny/dist/mermaid.tiny.js": "200 text/javascript; charset=utf-8",
    "/_fasthtml/npm/dompurify/dist/purify.es.mjs": "200 text/javascript; charset=utf-8",
  });
  const [, options, theme] = code!.match(/initialize\(\{ \.\.\.(\{.*\}), theme: (.*) \}\);/)!;
  const { securityLevel, htmlLabels, secure } = JSON.parse(options!);
  deepStrictEqual([securityLevel, htmlLabels], ["strict", false]);
  deepStrictEqual(
    ["securityLevel", "themeCSS", "secure"].every((key) => secure.includes(key)),
    true,
  );
  deepStrictEqual(theme, '"da\\"rk\\u003c/script>"');
  match(code!, /querySelectorAll\("\.d"\)[^]*draw\(e\)\.catch\(console\.warn\);/);
});
