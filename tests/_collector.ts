import { type Program, startProgram } from "./_program.ts";
import { tempFolder } from "./_temp.ts";
import { until, within } from "./_within.ts";
import { writeMain } from "./app/_main.ts";
import { fileURLToPath } from "node:url";

const CONFIG = fileURLToPath(new URL("../deno.json", import.meta.url));

/** A span, as a collector gets it. */
export interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: number;
  readonly events: readonly { name: string; attributes: Readonly<Record<string, string>> }[];
  readonly spanId: string;
  readonly parentSpanId: string;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What a collector gets: of each request one of them. */
interface Sent {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly { readonly spans: Record<string, unknown>[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly {
      readonly scope: { readonly name: string };
      readonly metrics: readonly SentMetric[];
    }[];
  }[];
  readonly resourceLogs?: unknown;
}

interface SentMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly SentPoint[] };
  readonly histogram?: { readonly dataPoints: readonly SentPoint[] };
}

interface SentPoint {
  readonly attributes: Attribute[];
  /** Of a sum. */
  readonly asDouble?: number;
  /** Of a histogram. */
  readonly count?: string;
}

interface SentEvent {
  readonly name: string;
  readonly attributes: Attribute[];
}

/** The last values of a program's metrics, by name and attributes: of histograms, how many there are. */
export type Metrics = Readonly<Record<string, number>>;

/**
 * Runs a program with OpenTelemetry, sends it requests, ends it, and gives the spans that a collector
 * got of it, in the order of their start.
 */
export async function spansOf(
  main: string,
  ask: (origin: string) => Promise<void>,
): Promise<SentSpan[]> {
  const spans: (SentSpan & { start: bigint })[] = [];
  const take = ({ resourceSpans = [] }: Sent) => {
    for (const { scopeSpans } of resourceSpans) {
      for (const { spans: some } of scopeSpans) spans.push(...some.map(toSpan));
    }
  };
  // Its end sends all metrics, too: Deno 2.9 may hang then where it sends others at that moment.
  const env = { OTEL_METRIC_EXPORT_INTERVAL: "3600000" };
  await withCollector(main, { take, env }, async (program) => {
    await ask(program.origin);
    await within(120, "the program's end", program.end("SIGTERM"));
  });
  // Batches may arrive in another order.
  return spans.toSorted((a, b) => a.start < b.start ? -1 : 1);
}

/**
 * Runs a program with OpenTelemetry, sends it requests, and gives the metrics that a collector got of
 * this library, and all but the log as text. `read` gives them while it runs.
 */
export async function metricsOf(
  main: string,
  ask: (origin: string, read: () => Metrics) => Promise<void>,
): Promise<{ metrics: Metrics; text: string }> {
  const metrics: Record<string, number> = {};
  let text = "", times = 0;
  const take = ({ resourceMetrics = [], resourceLogs }: Sent, body: string) => {
    if (!resourceLogs) text += body;
    for (const { scopeMetrics } of resourceMetrics) {
      const own = scopeMetrics.filter(({ scope }) => scope.name === "fasthtml");
      for (const { metrics: some } of own) Object.assign(metrics, ...some.map(toValues));
    }
    if (resourceMetrics.length > 0) times++;
  };
  const env = { OTEL_METRIC_EXPORT_INTERVAL: "100", OTEL_BSP_SCHEDULE_DELAY: "100" };
  await withCollector(main, { take, env }, async ({ origin }) => {
    await ask(origin, () => metrics);
    // The next one may have been begun before now; the one after it was not. The program is killed:
    // see spansOf().
    const last = times + 2;
    await until(60, "the last metrics", () => times >= last);
  });
  return { metrics, text };
}

/** Runs a program that sends to a collector, and kills it. */
async function withCollector(
  main: string,
  { take, env }: { take(sent: Sent, body: string): void; env?: Readonly<Record<string, string>> },
  run: (program: Program) => Promise<void>,
): Promise<void> {
  await using collector = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const body = await request.text();
      take(JSON.parse(body), body);
      return Response.json({});
    },
  );
  await using folder = await tempFolder();
  await writeMain(folder.path, main);
  await using program = await startProgram(
    ["run", "-A", `--config=${CONFIG}`, `${folder.path}/main.ts`],
    {
      cwd: folder.path,
      env: {
        OTEL_DENO: "true",
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.addr.port}`,
        ...env,
      },
    },
  );
  await run(program);
}

/** The values of a metric, by their attributes. */
function toValues({ name, sum, histogram }: SentMetric): Record<string, number> {
  const points = (sum ?? histogram)?.dataPoints ?? [];
  return Object.fromEntries(points.map(({ attributes, asDouble, count }) => {
    const all = attributes.map(({ key, value }) => `${key}=${Object.values(value)[0]}`).sort();
    return [`${name}{${all.join(", ")}}`, asDouble ?? Number(count)];
  }));
}

function toSpan(span: Record<string, unknown>): SentSpan & { start: bigint } {
  const { name, kind, attributes, status, events, spanId, parentSpanId } = span as
    & Omit<SentSpan, "attributes" | "events" | "status">
    & { attributes: Attribute[]; events: SentEvent[]; status: { code?: number } };
  return {
    start: BigInt(span.startTimeUnixNano as string),
    name,
    kind,
    attributes: toRecord(attributes),
    status: status.code ?? 0,
    events: events.map((event) => ({ name: event.name, attributes: toRecord(event.attributes) })),
    spanId,
    parentSpanId,
  };
}

function toRecord(attributes: Attribute[]): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]),
  );
}
