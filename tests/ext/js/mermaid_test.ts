import { deepStrictEqual, match } from "node:assert";
import { MermaidJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

Deno.test("MermaidJS() draws strictly: a diagram can run no script", async () => {
  const { files, modules: [code] } = await serveHead(MermaidJS(".d", 'da"rk</script>'));
  deepStrictEqual(files, {
    "/_fasthtml/npm/@mermaid-js/tiny/dist/mermaid.tiny.js": "200 text/javascript; charset=utf-8",
  });
  deepStrictEqual(
    code!.split("\n")[0],
    'mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "da\\"rk\\u003c/script>" });',
  );
  match(code!, /querySelectorAll\("\.d"\)[^]*mermaid\.run\(\{ nodes: \[e\] \}\);/);
});
