/** Charts by Plotly. */
import { type Child, Div, type FT } from "../../mod.ts";
import type { GlobalAttrs } from "../../types.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/** A chart in Plotly's format: `{ data: [{ x: [1, 2], y: [3, 4] }], layout: { title: … } }`. */
export interface Chart {
  /** The traces. */
  data: readonly object[];
  /** The titles, axes and colors. */
  layout?: object;
  /** The configuration of the chart's behavior. */
  config?: object;
}

/**
 * Makes the parts of a head that draw each {@linkcode Plot}, with Plotly's basic bundle.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { Plot, PlotlyJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: PlotlyJS() });
 * rt("/", () => Plot({ data: [{ x: ["Mon", "Tue"], y: [3, 5], type: "bar" }] }));
 * ```
 */
export function PlotlyJS(): Child {
  return [
    packages.plotly().script("plotly-basic.min.js", { defer: true }),
    eachElement(
      "[data-plot]",
      `const { data, layout, config } = JSON.parse(e.dataset.plot);
    Plotly.newPlot(e, data, layout, { responsive: true, ...config });`,
      [],
      () => "",
    ),
  ];
}

/**
 * Makes a chart of lines, points, bars or pies. The page's head must have {@linkcode PlotlyJS}.
 *
 * @example
 * ```ts
 * import { Plot } from "@fasthtml/fasthtml/ext/js";
 * import { strictEqual } from "node:assert";
 *
 * const chart = Plot({ data: [{ y: [3, 5] }] }, { id: "sales" });
 * strictEqual(
 *   `${chart}`,
 *   '<div data-plot="{&quot;data&quot;:[{&quot;y&quot;:[3,5]}]}" id="sales"></div>',
 * );
 * ```
 */
export function Plot(chart: Chart, attrs: GlobalAttrs = {}): FT {
  return Div({ data_plot: JSON.stringify(chart), ...attrs });
}
