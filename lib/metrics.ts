/**
 * Metrics of OpenTelemetry, which Deno sends to a collector: for extensions, and for programs that
 * count something of their own.
 *
 * @example
 * ```ts
 * import { meter } from "@fasthtml/fasthtml/metrics";
 *
 * const orders = meter?.createCounter("shop.orders", { unit: "{order}" });
 * orders?.add(1, { "shop.payment": "card" });
 * ```
 *
 * @module
 */

/** What a value belongs to. Each combination is kept for ever, so there must be few of them. */
export type MetricAttributes = Readonly<Record<string, string | number | boolean>>;

/** What a metric is of, for those who read it. */
export interface MetricOptions {
  /** One sentence. */
  readonly description?: string;
  /** The unit (UCUM), such as `s`, or `{job}` for what is counted. */
  readonly unit?: string;
  /** For a histogram. */
  readonly advice?: {
    /** The borders between its buckets. */
    readonly explicitBucketBoundaries: readonly number[];
  };
}

/** A number to which others are added. */
export interface Counter {
  /** Adds a number: below 0 only to an up-down counter. */
  add(value: number, attributes?: MetricAttributes): void;
}

/** Numbers, by their sizes. */
export interface Histogram {
  /** Adds one of the numbers. */
  record(value: number, attributes?: MetricAttributes): void;
}

/** What makes metrics. */
export interface Meter {
  /** Makes one that only grows. */
  createCounter(name: string, options?: MetricOptions): Counter;
  /** Makes one that grows and shrinks. */
  createUpDownCounter(name: string, options?: MetricOptions): Counter;
  /** Makes one of sizes, such as durations. */
  createHistogram(name: string, options?: MetricOptions): Histogram;
}

/**
 * The meter of this program; undefined where it sends no metrics: without `OTEL_DENO=true`.
 *
 * @example
 * ```ts
 * import { meter } from "@fasthtml/fasthtml/metrics";
 *
 * const orders = meter?.createCounter("shop.orders", { description: "Orders that were paid" });
 * orders?.add(1, { country: "de" });
 * ```
 */
export const meter: Meter | undefined = findMeter();

/**
 * The borders between buckets of seconds, as the semantic conventions have them for HTTP: those that
 * OpenTelemetry has by default are for milliseconds.
 */
export const SECONDS: NonNullable<MetricOptions["advice"]> = {
  explicitBucketBoundaries: [
    ...[0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  ],
};

function findMeter(): Meter | undefined {
  const { telemetry } = globalThis.Deno as {
    telemetry?: { meterProvider?: { getMeter(name: string): Meter } };
  } | undefined ?? {};
  try {
    return telemetry?.meterProvider?.getMeter("fasthtml");
  } catch {
    // "otel not initialized": Deno says it in no other way without a permission.
    return undefined;
  }
}
