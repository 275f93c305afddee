/**
 * A dashboard of sales: figures and charts of a range of days, which change while one looks. The
 * whole page is 20 kB, with its style, its script and its icons.
 *
 * @module
 */
import {
  Asset,
  between,
  DateOnly,
  Div,
  EventStream,
  fastApp,
  Form,
  type FT,
  optional,
  P,
  serve,
  sseMessage,
} from "@fasthtml/fasthtml";
import {
  AreaChart,
  BarChart,
  chartStyle,
  DonutChart,
  Sparkline,
} from "@fasthtml/fasthtml/ext/charts";
import {
  Alert,
  AppShell,
  Button,
  Card,
  Field,
  Grid,
  Stat,
  type StatAttrs,
  Table,
  TabLinks,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";
import script from "./dashboard/live.js" with { type: "text" };
import { addDays, type Range, toDay, toLast, toPast, toRange } from "./dashboard/range.ts";
import { openTill, sales } from "./dashboard/sales.ts";

export const { app, rt } = fastApp({
  ...ui({ hdrs: [chartStyle, new Asset("live.mjs", script)], css: css() }),
  csp: true,
  // The page uses neither, and is half as large without them.
  htmx: false,
  surreal: false,
  onStartup: openTill,
});

const DAYS = { from: optional(DateOnly), to: optional(DateOnly) };

const index = rt.get("/", DAYS, ({ from, to }) => {
  const { range, wrong } = toRange(from, to);
  const after = sales.max("id") ?? 0;
  return AppShell(
    {
      title: "Sales",
      brand: "Roast & Co",
      nav: [{ label: "Sales", href: index, icon: "chart-no-axes-combined" }],
      end: ThemeToggle(),
      description: `${toText(range.from)} to ${toText(range.to)}`,
      actions: RangeForm(range),
    },
    TabLinks({ label: "Period", items: [7, 30, 90].map((days) => toTab(days, range)) }),
    wrong && Alert({ tone: "danger", title: wrong }),
    Div(
      { data_stream: stream.to({ from: range.from, to: range.to, after }) },
      P("The connection is lost. It comes back by itself.", { cls: "offline", role: "status" }),
      Figures(range),
    ),
  );
});

/** Sends the figures anew whenever there are new sales, of any program. */
const stream = rt.get(
  "/stream",
  { from: DateOnly, to: DateOnly, after: Number },
  ({ from, to, after, signal }) => {
    const { range } = toRange(from, to);
    return EventStream(async function* ({ lastEventId = `${after}` }) {
      for (let last = Number(lastEventId);; await delay(1000, undefined, { signal })) {
        const now = sales.max("id") ?? 0;
        if (now !== last) yield sseMessage(Figures(range), { id: last = now });
      }
    });
  },
);

/** All that a sale changes. */
function Figures(range: Range): FT {
  const days = inDays(range), now = sumUp(range), past = sumUp(toPast(range));
  return Div(
    { id: "figures", cls: "ui-stack" },
    Grid(
      { columns: 3 },
      Stat(
        { label: "Revenue", value: euros(now.euros), ...compare(now.euros, past.euros) },
        Sparkline(days.map(({ euros }) => euros), {
          title: "Revenue by day",
          ...WIDE,
          format: EUROS,
        }),
      ),
      Stat(
        {
          label: "Sales",
          value: now.count.toLocaleString("en"),
          ...compare(now.count, past.count),
        },
        Sparkline(days.map(({ count }) => count), { title: "Sales by day", ...WIDE }),
      ),
      Stat(
        { label: "Average sale", value: euros(now.mean), ...compare(now.mean, past.mean) },
        Sparkline(days.map(({ mean }) => mean), {
          title: "Average by day",
          ...WIDE,
          format: EUROS,
        }),
      ),
    ),
    Card(
      { title: "Revenue" },
      AreaChart(days, { ...LOOK, x: "day", y: "euros", title: "Revenue" }),
    ),
    Grid(
      Card(
        { title: "Products" },
        BarChart(byRevenue("product", range), {
          ...LOOK,
          x: "name",
          y: "euros",
          title: "Revenue by product",
          horizontal: true,
        }),
      ),
      Card(
        { title: "Where" },
        DonutChart(byRevenue("channel", range), {
          ...LOOK,
          x: "name",
          y: "euros",
          title: "Revenue by channel",
        }),
      ),
    ),
    Card(
      { title: "Last sales" },
      Table({
        label: "Last sales",
        rows: sales({ where: inRange(range), orderBy: "-id", limit: 6 }),
        columns: {
          product: "Product",
          channel: "Where",
          at: { label: "When (UTC)", show: (at) => TIME.format(at) },
          cents: { label: "Price", show: (cents) => euros(cents / 100, 2) },
        },
        empty: "No sales on these days",
      }),
    ),
  );
}

function RangeForm({ from, to }: Range): FT {
  return Form(
    { method: "get", action: index, cls: "ui-row range" },
    Field({ name: "from", label: "From", type: "date", value: toDay(from) }),
    Field({ name: "to", label: "To", type: "date", value: toDay(to) }),
    Button("Show"),
  );
}

function inRange({ from, to }: Range) {
  return { day: between(from, to) };
}

function sumUp(range: Range) {
  const euros = sales.sum("cents", inRange(range)) / 100, count = sales.count(inRange(range));
  return { euros, count, mean: count === 0 ? 0 : euros / count };
}

/** A row for each day, also for those without sales. */
function inDays(range: Range) {
  const found = sales.groupBy("day", { where: inRange(range), sum: "cents" });
  const sums = new Map(found.map((row) => [toDay(row.day), row]));
  return Array.from({ length: range.days }, (_, at) => {
    const day = addDays(range.from, at), { count = 0, sum = 0 } = sums.get(toDay(day)) ?? {};
    return { day, count, euros: sum / 100, mean: count === 0 ? null : sum / 100 / count };
  });
}

function byRevenue(column: "product" | "channel", range: Range) {
  return sales.groupBy(column, { where: inRange(range), sum: "cents" })
    .map((row) => ({ name: row[column], euros: row.sum / 100 }))
    .sort((a, b) => b.euros - a.euros);
}

/** How a figure compares to that of the days before. */
function compare(now: number, past: number): Pick<StatAttrs, "hint" | "tone"> {
  if (past === 0) return { hint: "nothing to compare with" };
  const percent = Math.round(100 * (now - past) / past);
  if (percent === 0) return { hint: "as much as before" };
  const word = percent > 0 ? "more" : "less";
  return {
    hint: `${Math.abs(percent)} % ${word} than before`,
    tone: percent > 0 ? "success" : "danger",
  };
}

function toTab(days: number, range: Range) {
  const last = toLast(days);
  const current = toDay(last.from) === toDay(range.from) && toDay(last.to) === toDay(range.to);
  return { label: `${days} days`, href: index.to({ from: last.from, to: last.to }), current };
}

const DATE = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en", {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
  timeZone: "UTC",
});
const EUROS = { style: "currency", currency: "EUR", maximumFractionDigits: 0 } as const;
const WIDE = { width: 180, height: 36 };
const LOOK = { hideTitle: true, format: EUROS };

function toText(day: Date): string {
  return DATE.format(day);
}

function euros(value: number, digits = 0): string {
  const own = { ...EUROS, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString("en", own);
}

function css() {
  return `
    :root { --chart-1: var(--ui-primary) }
    .range { align-items: end }
    .range > .ui-field { flex: 1 1 8.5rem }
    .ui-stat svg { margin-block-start: .75rem }
    .offline { display: none; color: var(--ui-warning-text) }
    [data-offline] > .offline { display: block }`;
}

serve(app);
