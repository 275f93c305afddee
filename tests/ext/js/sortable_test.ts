import { deepStrictEqual, match } from "node:assert";
import { SortableJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

Deno.test("SortableJS() sorts the lists of a selector, with the class of the one that moves", async () => {
  const { files, modules } = await serveHead([SortableJS(), SortableJS("ol", 'a"b')]);
  deepStrictEqual(files, {
    "/_fasthtml/npm/sortablejs/modular/sortable.esm.js": "200 text/javascript; charset=utf-8",
  });
  match(modules[0]!, /\("\.sortable"\)[^]*\(e, \{ ghostClass: "blue-background-class" \}\);/);
  match(modules[1]!, /\("ol"\)[^]*\(e, \{ ghostClass: "a\\"b" \}\);/);
});
