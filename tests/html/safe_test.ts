import { strictEqual, throws } from "node:assert";
import { Div, P, render, Safe, Script } from "../../lib/html/mod.ts";
import { NotStr, SafeHtml } from "../../lib/html/safe.ts";

Deno.test("Safe() and NotStr() are written as they are", () => {
  strictEqual(render(Safe("<b>&amp;</b>")), "<b>&amp;</b>");
  strictEqual(
    render(P(Safe("<b>&amp;</b>"), NotStr("<i>"), "<u>")),
    "<p><b>&amp;</b><i>&lt;u&gt;</p>",
  );
  strictEqual(render(Script(Safe("a < b"))), "<script>a < b</script>");
  strictEqual(`${Safe("<b>")}`, "<b>");
});

Deno.test("Safe() in an attribute is free of every rule, but cannot end it", () => {
  strictEqual(
    render(Div({ title: Safe('&lt;"x"') })),
    '<div title="&lt;&quot;x&quot;"></div>',
  );
});

Deno.test("SafeHtml is a class, which no data can forge", () => {
  const shapes = [
    JSON.parse('{"html":"<b>","#html":"<b>"}'),
    { toString: () => "<b>", constructor: SafeHtml },
  ];
  for (const forged of shapes) {
    throws(() => render(P("a", forged, "b")), /found Object|found SafeHtml/);
    throws(() => render(P({ title: forged })), /Cannot write attribute "title"/);
  }
  throws(() => render(Object.create(SafeHtml.prototype)), TypeError);
});
