/**
 * A chart that a background job updates for all clients. The measurements are rows, so servers that
 * share a Postgres share the chart.
 *
 * @module
 */
import { database, Div, EventStream, fastApp, type FT, serve } from "@fasthtml/fasthtml";
import { AreaChart, chartStyle } from "@fasthtml/fasthtml/ext/charts";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
import {
  Card,
  Grid,
  LandingPage,
  PageSection,
  Stat,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const LENGTH = 60, EVERY = Number(Deno.env.get("EVERY") ?? 1000);

class Load {
  id = 0;
  micros = 0;
}

const url = Deno.env.get("DATABASE_URL");
const loads = database(url ? postgres(url) : "data/dashboard.db").create(Load);

export const { app, rt } = fastApp({
  ...ui({ hdrs: chartStyle }),
  exts: ["sse"],
  htmx,
  broker: url ? postgresBroker(url) : undefined,
  // The job measures for as long as the program runs, with or without clients.
  onStartup: () => void setInterval(measure, EVERY),
});
const dashboard = app.channel("dashboard");

rt(async function index() {
  return LandingPage(
    { title: "Event loop", brand: "Dashboard", end: ThemeToggle() },
    PageSection(
      { title: "Event loop", level: 1, lead: "How late timers of this server are." },
      Div({ sse_connect: feed, sse_swap: "message" }, await Figures()),
    ),
  );
});

const feed = rt.get(function feed() {
  return EventStream(dashboard);
});

let last = performance.now();

async function measure() {
  const now = performance.now(), late = now - last - EVERY; // How late the event loop was.
  last = now;
  const { id } = await loads.insert({ micros: Math.max(0, Math.round(late * 1000)) });
  await loads.deleteWhere("id <= ?", [id - LENGTH]);
  await dashboard.send(await Figures());
}

async function Figures(): Promise<FT> {
  const rows = await loads({ orderBy: "id" });
  const delays = rows.map(({ id, micros }) => ({ id, ms: micros / 1000 }));
  const all = delays.map(({ ms }) => ms), mean = all.reduce((sum, ms) => sum + ms, 0) / all.length;
  return Div(
    { id: "chart", cls: "ui-stack" },
    Grid(
      { columns: 3 },
      Stat({ label: "Now", value: toText(all.at(-1)) }),
      Stat({ label: "Mean", value: toText(mean) }),
      Stat({ label: "Highest", value: toText(Math.max(...all)) }),
    ),
    Card(
      AreaChart(delays, {
        x: "id",
        y: { ms: "Delay" },
        title: `Delay of the last ${LENGTH} measurements`,
        format: MS,
        max: 5,
      }),
    ),
  );
}

const MS = { style: "unit", unit: "millisecond", maximumFractionDigits: 2 } as const;

function toText(ms = 0): string {
  return (Number.isFinite(ms) ? ms : 0).toLocaleString("en", MS);
}

serve(app);
