/** OpenTelemetry as Deno has it, with `OTEL_DENO=true`: no package is loaded, and nothing without. */

/** A span, as far as it is used here. */
export interface Span {
  /** Changes its name. */
  updateName(name: string): unknown;
  /** Adds an attribute. */
  setAttribute(name: string, value: string): unknown;
  /** Sets whether it failed: code 2. */
  setStatus(status: { readonly code: number }): unknown;
  /** Adds an event with the error's class, message and stack. */
  recordException(error: Error): void;
  /** Ends it, so that it is sent. */
  end(): void;
}

/** What makes spans; each is a part of the one that is active. */
export interface Tracer {
  /** Begins a span. */
  startSpan(
    name: string,
    options?: { readonly kind: number; readonly attributes: Readonly<Record<string, string>> },
  ): Span;
}

/** `Deno.telemetry`, as far as it is used here. */
interface Telemetry {
  readonly tracerProvider: { getTracer(name: string): Tracer };
  readonly contextManager: { active(): { getValue(key: symbol): unknown } };
}

const telemetry = (globalThis.Deno as { telemetry?: Telemetry } | undefined)?.telemetry;

/** Makes this library's spans; undefined where the program is not traced. */
export const tracer: Tracer | undefined = findTracer();

/** The key of the active span, which `@opentelemetry/api` has made public in this way. */
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");

/** The kind of a span that waits for another program (`SpanKind.CLIENT`). */
export const CLIENT = 2;

/** The status of a span that failed (`SpanStatusCode.ERROR`). */
export const FAILED = 2;

/** The span that the caller is in: in a request, that of Deno's server. */
export function activeSpan(): Span | undefined {
  return telemetry?.contextManager.active().getValue(SPAN) as Span | undefined;
}

function findTracer(): Tracer | undefined {
  const found = telemetry?.tracerProvider.getTracer("fasthtml");
  try {
    // It never ends, so that it is never sent.
    found?.startSpan("start");
    return found;
  } catch {
    // "otel not initialized": Deno says it in no other way without a permission.
    return undefined;
  }
}
