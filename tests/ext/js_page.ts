/** A page with each of the libraries of `ext/js.ts`, on the page and in what htmx swaps in. */
import { Button, Code, Div, fastApp, Li, Pre, serve, Ul } from "../../mod.ts";
import {
  HighlightJS,
  KatexMarkdownJS,
  MarkdownJS,
  MermaidJS,
  Plot,
  PlotlyJS,
  SortableJS,
} from "../../ext/js.ts";

const hdrs = [
  MarkdownJS(),
  KatexMarkdownJS(".math"),
  HighlightJS({ langs: "elixir" }),
  SortableJS(),
  MermaidJS(),
  PlotlyJS(),
];
const { app, rt } = fastApp({ hdrs, htmx: Deno.env.get("HTMX") === "2" ? 2 : 4 });

rt("/", () => [
  Parts("page"),
  Div({ id: "later" }),
  Button("More", { hx_get: "/more", hx_target: "#later" }),
]);

rt("/more", () => Parts("swapped"));

/** What a user may write, each in an element of its own, and a text after it that must be shown. */
rt("/text", { cls: "", text: "" }, ({ cls, text }) => [
  Div(text, { cls, id: "hostile" }),
  Div(cls === "language-mermaid" ? "graph TD; C-->D" : "# Shown", { cls, id: "after" }),
]);

function Parts(id: string) {
  return Div(
    { id },
    Div(
      '# Title\n\n*soft* <img src=x data-hx-on:click="attack()" onerror="document.title=\'attacked\'">',
      { cls: "marked" },
    ),
    Div("Sum $a_1 + b_1$ and\n\n\\begin{align}x &= 1 \\\\ y &= 2\\end{align}", { cls: "math" }),
    Pre(Code("defmodule A do\n  @x 1\nend", { cls: "language-elixir" })),
    Ul({ cls: "sortable" }, ["one", "two", "three"].map((text) => Li(text))),
    Div("graph TD; A-->B", { cls: "language-mermaid" }),
    Plot({ data: [{ x: [1, 2, 3], y: [2, 6, 3] }], layout: { title: { text: `Chart ${id}` } } }, {
      style: "height: 20rem",
    }),
  );
}

serve(app);
