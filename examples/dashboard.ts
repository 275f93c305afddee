/**
 * A chart that a background job updates for all clients.
 *
 * @module
 */
import { Div, EventStream, fastApp, type FT, P, serve, Strong, Titled } from "@fasthtml/fasthtml";
import { Polyline, Svg } from "@fasthtml/fasthtml/ext/svg";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const { app, rt } = fastApp({ exts: ["sse"], htmx });

const LENGTH = 60, EVERY = Number(Deno.env.get("EVERY") ?? 1000);
const loads: number[] = [];
const dashboard = app.channel("dashboard");

rt(function index() {
  return Titled("Dashboard", Div({ sse_connect: feed, sse_swap: "message" }, Chart()));
});

const feed = rt.get(function feed() {
  return EventStream(dashboard);
});

/** The job measures for as long as the program runs, with or without clients. */
async function measure() {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, EVERY));
  loads.push(Math.max(0, performance.now() - start - EVERY)); // How late the event loop was.
  if (loads.length > LENGTH) loads.shift();
  await dashboard.send(Chart());
}

function Chart(): FT {
  const highest = Math.max(...loads, 5);
  const points = loads.map((load, i) => `${i},${(30 - 30 * load / highest).toFixed(1)}`).join(" ");
  return Div(
    { id: "chart" },
    Svg(
      { viewBox: `-1 -1 ${LENGTH + 2} 32`, width: "100%", role: "img", aria_label: "Delay" },
      Polyline({ points, fill: "none", stroke: "currentColor", stroke_width: 0.5 }),
    ),
    P("The event loop was late by ", Strong(`${(loads.at(-1) ?? 0).toFixed(2)} ms`)),
  );
}

serve(app);

if (import.meta.main) { for (;;) await measure(); }
