import { strictEqual } from "node:assert";
import {
  Button,
  Card,
  Container,
  DialogX,
  Grid,
  Group,
  Input,
  P,
  render,
  Search,
} from "../../lib/html/mod.ts";

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

Deno.test("Card() has a header and a footer only where there is one", () => {
  strictEqual(render(Card()), "<article></article>");
  strictEqual(render(Card("x", { header: false, footer: null })), "<article>x</article>");
  strictEqual(
    render(Card({ header: 0 }, { footer: "" })),
    "<article><header>0</header><footer></footer></article>",
  );
});

Deno.test("Pico's parts let an attribute of the program replace their own", () => {
  strictEqual(
    render([Group({ role: "x" }), Container({ cls: "y" }), Grid({ cls: "z" }, "a")]),
    '<fieldset role="x"></fieldset><main class="y"></main><div class="z"><div>a</div></div>',
  );
});
