/** A chart that the server draws anew each second, for all who look, without a script of yours. */
import { Div, EventStream, fastApp, type FT, serve } from "@fasthtml/fasthtml";
import { AreaChart, chartStyle } from "@fasthtml/fasthtml/ext/charts";
import { LandingPage, PageSection, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

const LENGTH = 40, MS = { style: "unit", unit: "millisecond" } as const;
const delays: { second: number; ms: number }[] = [];
let watchers = 0, second = 0;

export const { app, rt } = fastApp({ ...ui({ hdrs: chartStyle }), csp: true, exts: ["sse"] });
const charts = app.channel("chart");

const index = rt.get("/", () =>
  LandingPage(
    { title: "How late timers are", brand: "Live chart", home: index },
    PageSection(
      { title: "How late timers are", level: 1 },
      Div({ sse_connect: feed, sse_swap: "message" }, Chart()),
    ),
  ));

const feed = rt.get("/feed", ({ signal }) => {
  if (watchers++ === 0) void measure();
  signal.addEventListener("abort", () => watchers--, { once: true }); // the page was closed
  return EventStream(charts);
});

/** Measures while anyone looks. */
async function measure() {
  while (watchers > 0) {
    const start = performance.now();
    await delay(1000);
    delays.push({ second: ++second, ms: Math.round(performance.now() - start - 1000) });
    if (delays.length > LENGTH) delays.shift();
    await charts.send(Chart());
  }
}

function Chart(): FT {
  const title = "Milliseconds that a timer of this server was late";
  return AreaChart(delays, { x: "second", y: { ms: "Late" }, title, format: MS, max: 5 });
}

serve(app);
