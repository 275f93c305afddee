import { startProgram } from "./_program.ts";
import { tempFolder } from "./_temp.ts";
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

interface SentEvent {
  readonly name: string;
  readonly attributes: Attribute[];
}

/**
 * Runs a program with OpenTelemetry, sends it requests, ends it, and gives the spans that a collector
 * got of it, in the order of their start.
 */
export async function spansOf(
  main: string,
  ask: (origin: string) => Promise<void>,
): Promise<SentSpan[]> {
  const spans: (SentSpan & { start: bigint })[] = [];
  await using collector = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const sent = await request.json();
      for (const { scopeSpans } of sent.resourceSpans ?? []) {
        for (const { spans: some } of scopeSpans) spans.push(...some.map(toSpan));
      }
      return Response.json({});
    },
  );
  await using folder = await tempFolder();
  await writeMain(folder.path, main);
  {
    await using program = await startProgram(
      ["run", "-A", `--config=${CONFIG}`, `${folder.path}/main.ts`],
      {
        cwd: folder.path,
        env: {
          OTEL_DENO: "true",
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.addr.port}`,
        },
      },
    );
    await ask(program.origin);
    await program.end("SIGTERM");
  }
  // Batches may arrive in another order.
  return spans.toSorted((a, b) => a.start < b.start ? -1 : 1);
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
