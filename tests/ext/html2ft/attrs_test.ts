import { strictEqual } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

const CASES: readonly [html: string, code: string][] = [
  ["<p class=a>", 'P({ cls: "a" })'],
  ["<label for=a>", 'Label({ fr: "a" })'],
  ["<p data-a-b=c hx-get=/ aria-label=d>", 'P({ data_a_b: "c", hx_get: "/", aria_label: "d" })'],
  // what no property's name can be without quotes
  [
    '<p @click="f()" :x=1 x-y=2 a.b=3 a--b=4 1=5>',
    'P({ "@click": "f()", ":x": "1", "x-y": "2", "a.b": "3", "a--b": "4", "1": "5" })',
  ],
  ["<p constructor=a __proto__=b>", 'P({ constructor: "a", "__proto__": "b" })'],
  // there or not, and the empty text
  ["<input disabled>", "Input({ disabled: true })"],
  ["<input disabled=disabled value>", 'Input({ disabled: "disabled", value: "" })'],
  ["<p hidden=until-found>", 'P({ hidden: "until-found" })'],
  // what the tag would add by itself
  ["<a>x</a>", 'A("x", { href: null })'],
  ["<form></form>", "Form({ enctype: null })"],
  ["<form enctype=text/plain></form>", 'Form({ enctype: "text/plain" })'],
  ["<input id=a>", 'Input({ id: "a", name: null })'],
  ["<input id=a name=b>", 'Input({ id: "a", name: "b" })'],
  ["<p id=a>", 'P({ id: "a" })'],
  // what the library renders only if the programmer marks it
  ["<a href=javascript:f()>x</a>", 'A("x", { href: "javascript:f()" })'],
  ["<iframe srcdoc=x></iframe>", 'Iframe({ srcdoc: "x" })'],
  ["<a href=/javascript:>x</a>", 'A("x", { href: "/javascript:" })'],
  // text that is code
  [`<p title='"); f("\\'>`, 'P({ title: "\\"); f(\\"\\\\" })'],
  ["<svg><use xlink:href='#a'/></svg>", 'Svg(Use({ "xlink:href": "#a" }))'],
];

for (const [html, expected] of CASES) {
  Deno.test(`htmlToFt() writes attributes as properties: ${html}`, () =>
    strictEqual(htmlToFt(html), expected));
}

const TRUSTED: readonly [html: string, code: string][] = [
  ["<a href=javascript:f()>x</a>", 'A("x", { href: Safe("javascript:f()") })'],
  ["<a href=' JavaScript :f()'>x</a>", 'A("x", { href: Safe(" JavaScript :f()") })'],
  ["<a href=data:text/html,x>x</a>", 'A("x", { href: Safe("data:text/html,x") })'],
  ["<iframe srcdoc=x></iframe>", 'Iframe({ srcdoc: Safe("x") })'],
  ["<a href=/javascript:>x</a>", 'A("x", { href: "/javascript:" })'],
];

for (const [html, expected] of TRUSTED) {
  Deno.test(`htmlToFt() marks what runs a script, if the HTML is trusted: ${html}`, () =>
    strictEqual(htmlToFt(html, { trusted: true }), expected));
}
