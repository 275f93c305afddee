import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Plot, PlotlyJS } from "../../../ext/js.ts";
import { serveHead } from "./_head.ts";

Deno.test("PlotlyJS() draws each Plot()", async () => {
  const { files, modules: [code] } = await serveHead(PlotlyJS());
  deepStrictEqual(files, {
    "/_fasthtml/npm/plotly.js-basic-dist-min/plotly-basic.min.js":
      "200 text/javascript; charset=utf-8",
  });
  match(code!, /querySelectorAll\("\[data-plot\]"\)/);
});

Deno.test("Plot() keeps a chart as data in one attribute, whatever its texts hold", () => {
  const chart = { data: [{ x: ['"><script>'], y: [1] }] };
  strictEqual(
    `${Plot(chart, { id: "c" })}`,
    '<div data-plot="{&quot;data&quot;:[{&quot;x&quot;:[&quot;\\&quot;&gt;&lt;script&gt;&quot;],' +
      '&quot;y&quot;:[1]}]}" id="c"></div>',
  );
});
