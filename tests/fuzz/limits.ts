/**
 * How long the fuzzers run: a fixed number of cases in the suite, the same in each run, or as many
 * as fit into `FUZZ_SECONDS`. `FUZZ_SEED` repeats a run, or tries others.
 */
import type * as fc from "fast-check";

const seconds = Number(Deno.env.get("FUZZ_SECONDS") ?? 0);
const seed = Number(Deno.env.get("FUZZ_SEED") ?? 20261120);

/** The limits of one run. */
export function toLimits(numRuns: number): fc.Parameters<unknown> {
  if (!seconds) return { seed, numRuns };
  return {
    seed,
    numRuns: 1_000_000_000,
    interruptAfterTimeLimit: seconds * 1000,
    markInterruptAsFailure: false,
  };
}

/** Says the figures of a run that was asked for. */
export function tell(runs: number, what: string): void {
  // deno-lint-ignore no-console -- the figures of a long run
  if (seconds) console.log(`${runs} ${what} in ${seconds} seconds, seed ${seed}`);
}
