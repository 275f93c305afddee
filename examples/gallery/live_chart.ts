/** A chart that the server draws anew four times a second, for all who look. */
import { Div, EventStream, fastApp, type FT, serve } from "@fasthtml/fasthtml";
import { AreaChart, chartStyle } from "@fasthtml/fasthtml/ext/charts";
import { LandingPage, PageSection, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

const LENGTH = 60, EVERY = 250, MS = { style: "unit", unit: "millisecond" } as const;
const delays: { time: Date; ms: number }[] = [];
let watchers = 0;

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
    await delay(EVERY);
    const ms = performance.now() - start - EVERY;
    delays.push({ time: new Date(), ms: Math.round(ms * 10) / 10 });
    if (delays.length > LENGTH) delays.shift();
    await charts.send(Chart());
  }
}

function Chart(): FT {
  const title = "Milliseconds that a timer of this server was late";
  const dateFormat = { timeStyle: "medium" } as const;
  return AreaChart(delays, { x: "time", y: { ms: "Late" }, title, format: MS, dateFormat, max: 5 });
}

serve(app);
