/** What a request may cost: so much, and so much for each of its bytes. */
import { ok } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";

/** Milliseconds of the processor for any request, above what 10 kB of HTML or a garbage collection is. */
const ANY = 30;
/** Milliseconds for a byte: five times what a harmless form of 2 MB takes, 17 ms. */
const PER_BYTE = 5 * 17 / 2_000_000;

/** Nanoseconds that this thread was on a processor, first of three numbers (Linux). */
const THREAD = "/proc/thread-self/schedstat";
const hasThread = existsSync(THREAD);

/**
 * The processor time of this thread, in milliseconds: `deno test --parallel` runs other files in
 * other threads of the process. Where the system does not tell, that of the process.
 */
export function cpu(): number {
  if (hasThread) return parseInt(readFileSync(THREAD, "utf8")) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Throws where a request costs too much. A garbage collection or a compilation may fall into one,
 * and into none of the next three: those are `again`.
 */
export async function checkCost(
  cost: number,
  bytes: number,
  again: () => Promise<number>,
): Promise<void> {
  const most = ANY + PER_BYTE * bytes;
  for (let tries = 0; cost > most && tries < 3; tries++) cost = Math.min(cost, await again());
  ok(cost <= most, `${cost} ms for ${bytes} bytes, expected at most ${most}`);
}
