import { strictEqual } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

const CASES: readonly [html: string, code: string][] = [
  ["<h1>x</h1>", 'H1("x")'],
  ["<map></map>", "MapTag()"],
  ["<object></object>", "ObjectTag()"],
  ["<my-tag>x</my-tag>", 'tags.MyTag("x")'],
  ["<card>x</card>", 'tags.Card("x")'],
  ["<safe-html>x</safe-html>", 'tags.SafeHtml("x")'],
  ["<my-1>x</my-1>", 'makeTag("my-1")("x")'],
  ["<a_b>x</a_b>", 'makeTag("a_b")("x")'],
  // names that would be calls of JavaScript's own, or no names at all
  ["<x.constructor>f()</x.constructor>", 'makeTag("x.constructor")("f()")'],
  ["<x:y>x</x:y>", 'makeTag("x:y")("x")'],
  ['<x-y"z>x</x-y"z>', 'makeTag("x-y\\"z")("x")'],
  ["<constructor>x</constructor>", 'tags.Constructor("x")'],
  ["<then>x</then>", 'tags.Then("x")'],
  ["<f-t>x</f-t>", 'makeTag("f-t")("x")'],
  ["<svg><path-f-t/></svg>", 'Svg(ftSvg("path-f-t"))'],
  ["<svg><constructor/><x.y/></svg>", 'Svg(ftSvg("constructor"), ftSvg("x.y"))'],
  // the same name means another tag in SVG
  ["<svg><a></a><title>t</title></svg>", 'Svg(ftSvg("a", { href: null }), ftSvg("title", "t"))'],
  ["<svg><lineargradient/></svg>", "Svg(LinearGradient())"],
  ["<svg><set/><symbol/></svg>", "Svg(SetTag(), SymbolTag())"],
  // a shape adds the origin, a picture its viewBox: one that has none keeps none
  ["<svg><circle r=1 cx=2 cy=3 /></svg>", 'Svg(Circle({ r: "1", cx: "2", cy: "3" }))'],
  ["<svg><circle r=1 /></svg>", 'Svg(ftSvg("circle", { r: "1" }))'],
  ["<svg><path d=M0 /></svg>", 'Svg(Path({ d: "M0" }))'],
  ["<svg><path /></svg>", 'Svg(ftSvg("path"))'],
  ["<svg width=1 height=2></svg>", 'ftSvg("svg", { width: "1", height: "2" })'],
  [
    "<svg width=1 height=2 viewbox='0 0 1 2'></svg>",
    'Svg({ width: "1", height: "2", viewBox: "0 0 1 2" })',
  ],
];

for (const [html, expected] of CASES) {
  Deno.test(`htmlToFt() finds the function of a tag: ${html}`, () =>
    strictEqual(htmlToFt(html), expected));
}
