/** Client-side scripting: a library on every page, and code on one. */
import { Div, fastApp, P, Script, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({
  hdrs: [Script({ src: "https://cdn.plot.ly/plotly-2.32.0.min.js" })],
});

rt("/", () => [
  Div({ id: "chart" }),
  Script("Plotly.newPlot('chart', [{ x: [1, 2, 3], y: [2, 6, 3] }])"),
]);

rt("/greeting", () => [P("Look at the console"), Script("console.log('hi')")]);

serve(app);
