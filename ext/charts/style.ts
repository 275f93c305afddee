/** The style sheet of charts, and their colors in light and dark. */
import { WIDTHS } from "./labels.ts";

/**
 * The colors of the series, light and dark. Each has a contrast of 3 to the backgrounds of its
 * scheme, and any two differ also to people who see no red, green or blue: a test computes both.
 */
export const COLORS: readonly [light: string, dark: string][] = [
  ["#4a5bea", "#6773ff"],
  ["#c37770", "#f0a052"],
  ["#315d10", "#96f4d4"],
  ["#821b76", "#a5759c"],
  ["#1498b5", "#4dccc1"],
  ["#8f7311", "#dae84c"],
  ["#6f25b2", "#a398f8"],
  ["#ad3c6f", "#eb4349"],
];

/** Rules of no weight, so that a theme's `:root` has its own. */
const VARIABLES = COLORS.map(([light, dark], at) =>
  `--chart-${at + 1}: light-dark(${light}, ${dark});`
).join(" ");

/** The style sheet. What a chart needs to be read without it is in its attributes. */
export const STYLE = `:where(:root) { ${VARIABLES} }
.chart { container-type: inline-size; position: relative; inline-size: 100%; min-inline-size: 0; margin: 0 }
.chart figcaption { margin: 0 0 .5rem; font-weight: 600 }
.chart svg { display: block; overflow: visible; max-inline-size: none }
.chart-body { display: flex }
.chart-body > svg { flex: none }
.chart-body > .chart-plot { flex: 1; min-inline-size: 0 }
.chart-plot svg { overflow: visible }
.chart text { font-variant-numeric: tabular-nums }
.chart-legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0 0 .5rem; padding: 0; list-style: none; font-size: .8125rem }
.chart-legend li { display: flex; align-items: center; gap: .375rem; margin: 0; padding: 0; list-style: none }
.chart-legend svg { flex: none }
.chart-donut { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 2rem }
.chart-donut .chart-legend { flex: 1 1 10rem; flex-direction: column; max-inline-size: 22rem }
.chart-legend b { margin-inline-start: auto; font-variant-numeric: tabular-nums }
.chart-band { fill: transparent }
.chart-band:hover { fill: currentColor; fill-opacity: .07 }
.chart-bars :is(rect, circle):hover { opacity: .8 }
.chart a:focus-visible :is(rect, circle) { stroke: currentColor; stroke-width: 2px; paint-order: stroke }
.chart-data { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@container (max-width: ${WIDTHS[1]! - 0.1}px) { .chart-l1 { display: none } }
@container (min-width: ${WIDTHS[1]}px) { .chart-s { display: none } }
@container (max-width: ${WIDTHS[2]! - 0.1}px) { .chart-l2 { display: none } }
@media (forced-colors: active) { .chart svg { forced-color-adjust: none; color: CanvasText } }
`;
