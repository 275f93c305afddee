import { strictEqual } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

const CASES: readonly [html: string, code: string][] = [
  ["text", '"text"'],
  ["", "[]"],
  ["<p> a  b\n c </p>", 'P("a b c")'],
  ["<p>a <b> b </b> c</p>", 'P("a ", B(" b "), " c")'],
  ["<p>a\u00a0 </p>", 'P("a\u00a0")'],
  ["<div> <p>a</p> <p>b</p> </div>", 'Div(P("a"), P("b"))'],
  ["<span>a</span> <span>b</span>", '[Span("a"), " ", Span("b")]'],
  ["<ul> <li>a</li> <li>b</li> </ul>", 'Ul(Li("a"), Li("b"))'],
  ["<select> <option>a</option> </select>", 'Select(Option("a"))'],
  ["<p>a<!-- b -->c</p>", 'P("a", "c")'],
  ["<!-- only --><p>a</p><!-- that -->", 'P("a")'],
  // as it is
  ["<pre> a\n  b </pre>", "Pre(\n  ` a\n  b `,\n)"],
  ["<pre><code> a  b </code></pre>", 'Pre(Code(" a  b "))'],
  ["<textarea> a </textarea>", 'Textarea(" a ")'],
  ["<script> a  < b </script>", 'Script(" a  < b ")'],
  ["<style> a  > b </style>", 'Style(" a  > b ")'],
  ["<svg><text> a </text> <g> </g> </svg>", 'Svg(ftSvg("text", " a "), G())'],
];

for (const [html, expected] of CASES) {
  Deno.test(`htmlToFt() keeps the spaces that show: ${html}`, () =>
    strictEqual(htmlToFt(html), expected));
}
