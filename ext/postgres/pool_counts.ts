/** The metrics of a pool of connections, by OpenTelemetry's semantic conventions for databases. */
import { meter, SECONDS } from "../../lib/metrics.ts";

const CONNECTION = "db.client.connection";

const count = meter?.createUpDownCounter(`${CONNECTION}.count`, {
  unit: "{connection}",
  description: "Connections, by whether they are used",
});
const max = meter?.createUpDownCounter(`${CONNECTION}.max`, {
  unit: "{connection}",
  description: "The most connections that there may be",
});
const pending = meter?.createUpDownCounter(`${CONNECTION}.pending_requests`, {
  unit: "{request}",
  description: "Calls that wait for a connection",
});
const timeouts = meter?.createCounter(`${CONNECTION}.timeouts`, {
  unit: "{timeout}",
  description: "Calls that have waited for a connection in vain",
});
const waitTime = meter?.createHistogram(`${CONNECTION}.wait_time`, {
  unit: "s",
  description: "How long calls have waited for a connection, a new one included",
  advice: SECONDS,
});

/** What is read of a pool. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** What was told of a pool: the metrics have the sum of all pools of its name. */
export class PoolCounts {
  readonly #pool: Pool;
  readonly #name: Readonly<Record<string, string>>;
  readonly #max: number;
  #idle = 0;
  #used = 0;
  #waiting = 0;

  /** Takes a pool, its name, and the most connections that it may have. */
  constructor(pool: Pool, name: string, most: number) {
    this.#pool = pool;
    this.#name = { [`${CONNECTION}.pool.name`]: name };
    this.#max = most;
    max?.add(most, this.#name);
  }

  /** Tells what has changed since the last call. */
  tell(): void {
    const { totalCount, idleCount: idle, waitingCount } = this.#pool;
    // Where one is idle, a call waits for it no longer than until the next tick.
    const used = totalCount - idle, waiting = Math.max(0, waitingCount - idle);
    this.#change("idle", idle - this.#idle);
    this.#change("used", used - this.#used);
    if (waiting !== this.#waiting) pending?.add(waiting - this.#waiting, this.#name);
    this.#idle = idle;
    this.#used = used;
    this.#waiting = waiting;
  }

  /** Tells of a call that has a connection now, by when it began to wait. */
  taken(start: number): void {
    this.tell();
    waitTime?.record((performance.now() - start) / 1000, this.#name);
  }

  /** Tells of a call that gets none: whether it was as all are used for too long. */
  failed(isLate: boolean): void {
    this.tell();
    if (isLate) timeouts?.add(1, this.#name);
  }

  /** Tells that the pool is closed. */
  close(): void {
    this.tell();
    max?.add(-this.#max, this.#name);
  }

  #change(state: string, by: number): void {
    if (by !== 0) count?.add(by, { ...this.#name, [`${CONNECTION}.state`]: state });
  }
}

/** The counts of a pool; undefined where there is no collector. */
export function countPool(pool: Pool, name: string, most: number): PoolCounts | undefined {
  return meter && new PoolCounts(pool, name, most);
}
