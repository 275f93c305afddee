import { strictEqual } from "node:assert";
import {
  AX,
  Body,
  Button,
  Card,
  CheckboxX,
  clear,
  Container,
  DialogX,
  Div,
  Grid,
  Group,
  Head,
  Hidden,
  Html,
  HxPartial,
  Input,
  jsonForScript,
  Li,
  NotStr,
  P,
  Pre,
  render,
  Safe,
  Search,
  Title,
  Titled,
  toXml,
  Ul,
} from "../../lib/html/mod.ts";

Deno.test("Html() has a doctype unless doctype is false", () => {
  strictEqual(
    render(Html({ lang: "en" }, Head(Title("x")))),
    '<!doctype html><html lang="en"><head><title>x</title></head></html>',
  );
  strictEqual(render(Html({ doctype: false })), "<html></html>");
});

Deno.test("Titled() gives the title and the main part, whose attributes can be changed", () => {
  strictEqual(
    render(Titled("a & b", P("x"), { id: "m" })),
    '<title>a &amp; b</title><main class="container" id="m"><h1>a &amp; b</h1><p>x</p></main>',
  );
});

Deno.test("AX(), Hidden(), CheckboxX(), HxPartial() and clear() write what FastHTML writes", () => {
  strictEqual(
    render(AX("t", "/g", "x", "outerHTML", { cls: "c" })),
    '<a hx-get="/g" hx-target="#x" hx-swap="outerHTML" class="c" href="#">t</a>',
  );
  strictEqual(render(AX("t")), '<a href="#">t</a>');
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

Deno.test("Pico's parts take attributes first or last", () => {
  strictEqual(
    render(Card({ header: "h", footer: P("f"), id: "c" }, "x")),
    '<article id="c"><header>h</header>x<footer><p>f</p></footer></article>',
  );
  strictEqual(
    render(Group(Input({ id: "a" }), Button("Go"), { cls: "k" })),
    '<fieldset role="group" class="k"><input id="a" name="a"><button>Go</button></fieldset>',
  );
  strictEqual(
    render(Grid("a", null, [P("b"), "c"], { id: "g" })),
    '<div class="grid" id="g"><div>a</div><div><p>b</p>c</div></div>',
  );
  strictEqual(
    render([Container("x"), Search("y")]),
    '<main class="container">x</main><form role="search" enctype="multipart/form-data">y</form>',
  );
  strictEqual(
    render(DialogX({ open: true, id: "d", header: "h", cls: "k" }, "x")),
    '<dialog id="d" open><article class="k"><header>h</header>x</article></dialog>',
  );
});

Deno.test("toXml() indents blocks, and adds no space that shows", () => {
  const page = Html(
    { doctype: false },
    Body(Ul({ id: "u" }, [Li("a"), Li("b ", Div("c"))]), Pre(Div("d"))),
  );
  strictEqual(
    toXml(page, { indent: true }),
    `<html>
  <body>
    <ul id="u">
      <li>a</li>
      <li>b <div>c</div></li>
    </ul>
    <pre><div>d</div></pre>
  </body>
</html>
`,
  );
  strictEqual(toXml("<x>", { indent: true }), "&lt;x&gt;");
});

Deno.test("Safe() and NotStr() are written as they stand", () => {
  strictEqual(render(P(Safe("<b>&amp;</b>"), NotStr("<i>"))), "<p><b>&amp;</b><i></p>");
});

Deno.test("jsonForScript() can't end a script", () => {
  strictEqual(
    jsonForScript({ a: "</script><!--\u2028" }),
    '{"a":"\\u003c/script>\\u003c!--\\u2028"}',
  );
});
