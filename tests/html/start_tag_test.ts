import { A, Button, Div, Input, Label } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";

Deno.test("startTag() writes attributes of both places once, and those that a tag adds", () => {
  deepStrictEqual(
    [
      Div(),
      Div({ cls: "a" }, "x"),
      Div({ cls: "a", id: "1" }, "x", { cls: "b" }),
      Div({ cls: "a", class: "b" }),
      Input({ id: "age" }),
      Input({ id: "age", name: "years" }),
      Label({ fr: "age" }),
      Button("Go", { disabled: true, hidden: false }),
      A("up", { href: Div({ id: "top" }) }),
    ].map(String),
    [
      "<div></div>",
      '<div class="a">x</div>',
      '<div class="b" id="1">x</div>',
      '<div class="b"></div>',
      '<input id="age" name="age">',
      '<input id="age" name="years">',
      '<label for="age"></label>',
      "<button disabled>Go</button>",
      '<a href="#top">up</a>',
    ],
  );
});
