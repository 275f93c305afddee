/** The metrics of jobs by their names, in terms of OpenTelemetry's conventions for messaging. */
import { meter, SECONDS } from "../../lib/metrics.ts";

/** What has become of a try of a job. */
export type Outcome = "done" | "failed" | "dead" | "given_back" | "lost";

const sent = meter?.createCounter("messaging.client.sent.messages", {
  unit: "{message}",
  description: "Jobs that were queued",
});
const duration = meter?.createHistogram("messaging.process.duration", {
  unit: "s",
  description: "How long jobs have run",
  advice: SECONDS,
});
const running = meter?.createUpDownCounter("fasthtml.job.running", {
  unit: "{job}",
  description: "Jobs that run",
});
const tries = meter?.createCounter("fasthtml.job.tries", {
  unit: "{try}",
  description: "Tries of jobs that have ended, by what has become of them",
});
const delay = meter?.createHistogram("fasthtml.job.delay", {
  unit: "s",
  description: "How long jobs that were due have waited for a worker",
  advice: {
    explicitBucketBoundaries: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800, 3600, 21_600],
  },
});

/** Counts a job that is queued. */
export function countQueued(name: string): void {
  sent?.add(1, { ...toAttributes(name), "messaging.operation.name": "later" });
}

/** Counts a job that begins, by the milliseconds after it was due, where they are known. */
export function countBegin(name: string, late: number | undefined): void {
  if (late !== undefined) delay?.record(Math.max(0, late) / 1000, toAttributes(name));
  running?.add(1, toAttributes(name));
}

/** Counts a job's handler that has ended, by its start, with its error if it has failed. */
export function countRun(
  name: string,
  start: number,
  failure: { error: unknown } | undefined,
): void {
  duration?.record((performance.now() - start) / 1000, {
    ...toAttributes(name),
    "messaging.operation.name": "process",
    ...failure && { "error.type": toType(failure.error) },
  });
}

/** Counts a job that does not run any more. */
export function countEnd(name: string, outcome: Outcome): void {
  running?.add(-1, toAttributes(name));
  tries?.add(1, { ...toAttributes(name), "fasthtml.job.outcome": outcome });
}

function toAttributes(name: string): Readonly<Record<string, string>> {
  return { "messaging.system": "fasthtml", "messaging.destination.name": name };
}

/** The class of an error: its message may be a secret, and is another each time. */
function toType(error: unknown): string {
  return error instanceof Error ? error.name : "_OTHER";
}
