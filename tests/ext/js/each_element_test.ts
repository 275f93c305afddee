import { deepStrictEqual } from "node:assert";
import { eachElement } from "../../../ext/js/each_element.ts";
import { packages } from "../../../ext/js/packages.ts";
import { serveHead } from "./_head.ts";

Deno.test("eachElement() makes a module of the start, the selector and the code", async () => {
  const marked = packages.marked();
  const part = eachElement(
    "p > b",
    "use(e);",
    [marked],
    (file) => `import { use } from ${file(marked, "lib/marked.esm.js")};`,
  );
  const { modules, files } = await serveHead(part);
  deepStrictEqual(modules, [`import { use } from "/_fasthtml/npm/marked/lib/marked.esm.js";
const seen = new WeakSet();
const look = () => {
  for (const e of document.querySelectorAll("p > b")) {
    if (seen.has(e)) continue;
    seen.add(e);
    try {
      use(e);
    } catch (error) {
      console.warn(error);
    }
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
look();`]);
  deepStrictEqual(files, {
    "/_fasthtml/npm/marked/lib/marked.esm.js": "200 text/javascript; charset=utf-8",
  });
});

Deno.test("eachElement() takes a selector that cannot leave its script", async () => {
  const part = eachElement('a[href="</script><script>alert(1)"]', "", [], () => "");
  const [code] = (await serveHead(part)).modules;
  deepStrictEqual(
    code!.match(/querySelectorAll\((.*)\)\) {/)![1],
    '"a[href=\\"\\u003c/script>\\u003cscript>alert(1)\\"]"',
  );
});
