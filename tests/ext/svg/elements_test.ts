import { deepStrictEqual, strictEqual } from "node:assert";
import * as elements from "../../../ext/svg/elements.ts";
import { Circle, G, LinearGradient, Stop, Svg, Use } from "../../../ext/svg.ts";

Deno.test("each SVG element makes the tag of its name", () => {
  const made = Object.entries(elements).map(([name, element]) => [name, `${element()}`]);
  const expected = Object.keys(elements).map((name) => {
    const word = name.replace(/Tag$/, "");
    const tag = word[0]!.toLowerCase() + word.slice(1);
    return [name, `<${tag}></${tag}>`];
  });
  deepStrictEqual(made, expected);
});

Deno.test("SVG elements and attributes keep their case", () => {
  strictEqual(
    `${LinearGradient({ gradientUnits: "userSpaceOnUse", id: "g" }, Stop({ stop_color: "red" }))}`,
    '<linearGradient gradientUnits="userSpaceOnUse" id="g"><stop stop-color="red"></stop></linearGradient>',
  );
});

Deno.test("an attribute that SVG does not know is the compiler's error, and is written as it is", () => {
  // @ts-expect-error viewbox is no attribute of SVG; viewBox is
  const svg = Svg({ viewbox: "0 0 1 1" });
  // @ts-expect-error a circle has a radius, but no raduis
  const circle = Circle({ raduis: 1 });
  strictEqual(`${svg}`, '<svg xmlns="http://www.w3.org/2000/svg" viewbox="0 0 1 1"></svg>');
  strictEqual(`${circle}`, '<circle cx="0" cy="0" raduis="1"></circle>');
});

Deno.test("Use() refers to an element or an address, never to a script", () => {
  strictEqual(`${Use({ href: G({ id: "a" }) })}`, '<use href="#a"></use>');
  strictEqual(
    `${Use({ "xlink:href": "javascript:alert(1)" })}`,
    '<use xlink:href="about:blank"></use>',
  );
});
