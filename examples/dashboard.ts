/**
 * A chart that a background job updates for all clients. The measurements are rows, so servers that
 * share a Postgres share the chart.
 *
 * @module
 */
import {
  database,
  Div,
  EventStream,
  fastApp,
  type FT,
  P,
  serve,
  Strong,
  Titled,
} from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
import { Polyline, Svg } from "@fasthtml/fasthtml/ext/svg";

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
  exts: ["sse"],
  htmx,
  broker: url ? postgresBroker(url) : undefined,
  // The job measures for as long as the program runs, with or without clients.
  onStartup: () => void setInterval(measure, EVERY),
});
const dashboard = app.channel("dashboard");

rt(async function index() {
  return Titled("Dashboard", Div({ sse_connect: feed, sse_swap: "message" }, await Chart()));
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
  await dashboard.send(await Chart());
}

async function Chart(): Promise<FT> {
  const late = (await loads({ orderBy: "id" })).map(({ micros }) => micros / 1000);
  const highest = Math.max(...late, 5);
  const points = late.map((ms, i) => `${i},${(30 - 30 * ms / highest).toFixed(1)}`).join(" ");
  return Div(
    { id: "chart" },
    Svg(
      { viewBox: `-1 -1 ${LENGTH + 2} 32`, width: "100%", role: "img", aria_label: "Delay" },
      Polyline({ points, fill: "none", stroke: "currentColor", stroke_width: 0.5 }),
    ),
    P("The event loop was late by ", Strong(`${(late.at(-1) ?? 0).toFixed(2)} ms`)),
  );
}

serve(app);
