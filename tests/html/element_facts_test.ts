import { strictEqual, throws } from "node:assert";
import {
  A,
  Button,
  Div,
  Input,
  Label,
  makeTag,
  Option,
  render,
  tags,
  Textarea,
} from "../../lib/html/mod.ts";

Deno.test("toFacts() gives the name of a form control from its id", () => {
  const named = "a button form frame iframe img input map meta object select textarea".split(" ");
  for (const tag of named) {
    const html = `${makeTag(tag)({ id: "i", href: null, enctype: null })}`;
    strictEqual(html.startsWith(`<${tag} id="i" name="i">`), true, html);
  }
  strictEqual(
    `${Label({ id: "a" })}${Option({ id: "a" })}${Button({ id: Div({ id: "b" }) })}`,
    '<label id="a"></label><option id="a"></option><button id="b" name="b"></button>',
  );
  // A button that sends no form would have no use for it.
  strictEqual(
    `${Button({ id: "a", type: "button" })}${Input({ id: "b", type: "reset" })}` +
      `${Button({ id: "c", type: "submit" })}${Button({ id: "d", type: "button", name: "e" })}`,
    '<button id="a" type="button"></button><input id="b" type="reset">' +
      '<button id="c" type="submit" name="c"></button>' +
      '<button id="d" type="button" name="e"></button>',
  );
  strictEqual(
    `${Input({ id: "a", name: "b" })}${Input({ id: "a", name: null })}${Input({ id: 0 })}`,
    '<input id="a" name="b"><input id="a"><input id="0">',
  );
});

Deno.test("toFacts() gives A its href and a form its enctype, unless the program does", () => {
  strictEqual(
    `${A("x")}${A("x", { href: "/" })}${A("x", { href: null })}`,
    '<a href="#">x</a><a href="/">x</a><a>x</a>',
  );
  strictEqual(
    `${tags.Form()}${tags.Form({ enctype: null })}`,
    '<form enctype="multipart/form-data"></form><form></form>',
  );
});

Deno.test("toFacts() knows which elements have no end tag, and they take no children", () => {
  const empty =
    "area base br col embed hr img input link meta source track wbr command keygen param";
  for (const tag of [...empty.split(" "), "BR", "Img"]) {
    strictEqual(render(makeTag(tag)(null, "", [])), `<${tag}>`);
    throws(() => render(makeTag(tag)("x")), {
      message: `Cannot render a child of ${tag}: ` +
        "found text or elements, expected nothing, as it has no end tag",
    });
  }
});

Deno.test("toFacts() knows a script, a style sheet and a text area in any case of their names", () => {
  strictEqual(render(makeTag("SCRIPT")("</script")), "<SCRIPT>\\u003c/script</SCRIPT>");
  strictEqual(render(makeTag("Style")("</style")), "<Style>\\3c /style</Style>");
  // Parsers drop a line break right after the start tag.
  strictEqual(render(Textarea("\na")), "<textarea>\n\na</textarea>");
  strictEqual(render(Textarea("\r\na")), "<textarea>\n\r\na</textarea>");
  strictEqual(render(makeTag("TextArea")("\n")), "<TextArea>\n\n</TextArea>");
  strictEqual(render(Textarea("a\n")), "<textarea>a\n</textarea>");
});
