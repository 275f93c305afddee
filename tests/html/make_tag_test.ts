import { strictEqual, throws } from "node:assert";
import { makeTag, tags } from "../../lib/html/mod.ts";

Deno.test("makeTag() makes the function of an element by its real name", () => {
  const Gauge = makeTag<{ level: number }>("x-gauge");
  strictEqual(`${Gauge({ level: 3 }, "a", "b")}`, '<x-gauge level="3">ab</x-gauge>');
  strictEqual(`${makeTag("feBlend")()}`, "<feBlend></feBlend>");
  strictEqual(`${makeTag("!DOCTYPE")({ html: true })}`, "<!DOCTYPE html>");
});

Deno.test("tags makes elements of any name, a hyphen for each capital inside it", () => {
  const names = {
    SlIconButton: "sl-icon-button",
    H1: "h1",
    X3dScene: "x3d-scene",
    my_tag: "my-tag",
    My_tag: "my-tag",
    MyTAG: "my-tag",
    XIncrementer: "x-incrementer",
    UIButton: "ui-button",
    Div: "div",
  };
  for (const [name, tag] of Object.entries(names)) {
    strictEqual(`${tags[name]!({ name: "x" }, "y")}`, `<${tag} name="x">y</${tag}>`);
  }
});

Deno.test("tags and makeTag() reject a name that is none", () => {
  for (const name of ["a b", "a>b", "", "1a", "a/b", 'a"', "-a", "é", "a\0", "!--"]) {
    for (const make of [() => tags[name]!(), () => makeTag(name)]) {
      throws(make, {
        name: "TypeError",
        message: `Cannot make an element: the name is ${JSON.stringify(name)}, ` +
          "expected a letter, then letters, digits, or . : _ -",
      });
    }
  }
});

Deno.test("tags gives the same function again, also past its cache, and is no promise", async () => {
  strictEqual(tags.AnyName, tags.AnyName);
  for (let i = 0; i < 1200; i++) strictEqual(`${tags[`X${i}`]!(i)}`, `<x${i}>${i}</x${i}>`);
  strictEqual(await tags, tags);
  strictEqual(Reflect.get(tags, Symbol.iterator), undefined);
});
