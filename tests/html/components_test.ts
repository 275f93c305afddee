import { strictEqual } from "node:assert";
import {
  AX,
  CheckboxX,
  clear,
  Div,
  Head,
  Hidden,
  Html,
  HxPartial,
  P,
  render,
  Title,
  Titled,
} from "../../lib/html/mod.ts";
import { Nbsp } from "../../lib/html/components.ts";

Deno.test("Html() has a doctype unless doctype is false", () => {
  strictEqual(
    render(Html({ lang: "en" }, Head(Title("x")))),
    '<!doctype html><html lang="en"><head><title>x</title></head></html>',
  );
  strictEqual(render(Html({ doctype: false })), "<html></html>");
});

Deno.test("Html() takes attributes first or last, and doctype in either", () => {
  strictEqual(render(Html("x", { lang: "en" })), '<!doctype html><html lang="en">x</html>');
  strictEqual(render(Html({ lang: "en" }, "x", { doctype: false })), '<html lang="en">x</html>');
  strictEqual(render(Html()), "<!doctype html><html></html>");
});

Deno.test("Titled() gives the title and the main part, whose attributes can be changed", () => {
  strictEqual(
    render(Titled("a & b", P("x"), { id: "m" })),
    '<title>a &amp; b</title><main class="container" id="m"><h1>a &amp; b</h1><p>x</p></main>',
  );
  strictEqual(
    render(Titled("t", { cls: "wide" }, "x", { id: "m" })),
    '<title>t</title><main class="wide" id="m"><h1>t</h1>x</main>',
  );
});

Deno.test("AX(), Hidden(), CheckboxX(), HxPartial() and clear() write what FastHTML writes", () => {
  strictEqual(
    render(AX("t", "/g", "x", "outerHTML", { cls: "c" })),
    '<a hx-get="/g" hx-target="#x" hx-swap="outerHTML" class="c" href="#">t</a>',
  );
  strictEqual(render(AX("t")), '<a href="#">t</a>');
  strictEqual(
    render(AX("t", { href: "/x", target: "_blank" })),
    '<a href="/x" target="_blank">t</a>',
  );
  strictEqual(
    render([Hidden(7, { id: "id" }), Hidden({ name: "n" }), Hidden()]),
    '<input type="hidden" value="7" id="id" name="id"><input type="hidden" value="" name="n"><input type="hidden" value="">',
  );
  strictEqual(
    render(CheckboxX({ name: "n", checked: true })),
    '<input type="hidden" value="" name="n" skip><input type="checkbox" value="1" name="n" checked>',
  );
  strictEqual(
    render([HxPartial({ hx_target: "#a" }, "x"), clear("b")]),
    '<hx-partial hx-target="#a">x</hx-partial><div id="b" hx-swap-oob="innerHTML"></div>',
  );
});

Deno.test("AX(), Hidden() and CheckboxX() let an attribute of the program replace their own", () => {
  strictEqual(
    render(AX("t", "/g", undefined, undefined, { href: "/t" })),
    '<a hx-get="/g" href="/t">t</a>',
  );
  strictEqual(render(Hidden(0, { value: "x" })), '<input type="hidden" value="x">');
  strictEqual(
    render(CheckboxX({ id: "a", value: "yes", label: "A" })),
    '<input type="hidden" value="" name="a" skip>' +
      '<label><input type="checkbox" value="yes" name="a" id="a">A</label>',
  );
  strictEqual(
    render(CheckboxX()),
    '<input type="hidden" value="" skip><input type="checkbox" value="1">',
  );
});

Deno.test("Nbsp() is a no-break space, and clear() takes an element too", () => {
  strictEqual(render(["a", Nbsp(), "b"]), "a&nbsp;b");
  strictEqual(render(clear(Div({ id: "x" }))), '<div id="x" hx-swap-oob="innerHTML"></div>');
});
