/** Jobs in Redis, in the queues of BullMQ: one for each kind. */
import type { JobJson, MinimalJob, RedisQueueBackend } from "bullmq";
import { countQueued } from "../jobs/counts.ts";
import {
  CHANNEL,
  type DeadQuery,
  type DeadRow,
  type Engine,
  type Held,
  Ids,
  type Kind,
  type NewJob,
  type ProgressRow,
  type QueueState,
  type Taken,
  toChannel,
  toKeptError,
  toStorable,
} from "../jobs/engine.ts";
import type { JobConnection, Line } from "./job_connection.ts";

/** Keeps the key of a job that runs again, and gives it free if it has ended meanwhile. */
const SETTLE = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
local ended = redis.call("HMGET", KEYS[2], "timestamp", "finishedOn")
if ended[1] and not ended[2] then return redis.call("PERSIST", KEYS[1]) end
return redis.call("DEL", KEYS[1])`;

/** Milliseconds after which a key is free again whose job was not made due. */
const CLAIM = 10_000;

/** By what BullMQ multiplies a time, so that jobs of the same time keep their order. */
const SCORE = 0x1000;

/** Milliseconds for which a queue is left alone that is paused, or limited by other programs. */
const REST = 200;

/** BullMQ's codes: no such job, no lease, not taken, the lease of another. */
const LOST = [-1, -2, -3, -6];

/** The jobs of one application in Redis. */
export class RedisQueue implements Engine {
  readonly poll = "5s";
  readonly #redis: JobConnection;
  readonly #ids = new Ids();
  readonly #noted = new Set<string>();
  /** Kinds that have jobs, and gave none: they are left alone once. */
  readonly #limited = new Set<string>();
  /** When leases were last looked at, by kind. */
  readonly #looked = new Map<string, number>();

  constructor(redis: JobConnection) {
    this.#redis = redis;
  }

  /** Adds a job. The key is BullMQ's deduplication, which ends with the job. */
  async add(name: string, { data, key, wait, at }: NewJob): Promise<string> {
    const now = Date.now(), delay = Math.max((at ?? now + wait) - now, 0), jobId = this.#ids.next();
    const job: JobJson = {
      id: jobId,
      name,
      data,
      opts: {
        jobId,
        delay,
        attempts: 1,
        removeOnComplete: true,
        ...key !== undefined && { deduplication: { id: key } },
      },
      ...key !== undefined && { deduplicationId: key },
      timestamp: Math.min(at ?? now, now),
    } as JobJson;
    return await this.#redis.run(async (line) => {
      if (!this.#noted.has(name)) await this.#note(line, name);
      const id = await this.#redis.queue(line, name).addJob(job, jobId);
      if (id === jobId) {
        countQueued(name);
        await this.#tell(line, CHANNEL, name);
      }
      return id;
    });
  }

  /** Gives back jobs whose lease is over, and returns when the next of each kind are due. */
  async waits(kinds: readonly Kind[]): Promise<{ name: string; wait: number }[]> {
    return await this.#redis.run(async (line) => {
      const found = await Promise.all(kinds.map(async ({ name, lease }) => {
        const queue = this.#redis.queue(line, name, lease);
        const look = await this.#look(queue, { name, lease });
        const [due, first, [next], active] = await Promise.all([
          line.client.lLen(queue.toKey("wait")),
          line.client.zCard(queue.toKey("prioritized")),
          line.client.zRangeWithScores(queue.toKey("delayed"), 0, 0),
          line.client.lLen(queue.toKey("active")),
        ]);
        // Another program may have added the first one.
        if (due + first + active > 0 && !this.#noted.has(name)) await this.#note(line, name);
        if (due + first > 0) return { name, wait: this.#limited.delete(name) ? REST : 0 };
        const wait = next ? Math.max(Math.floor(next.score / SCORE) - Date.now(), 0) : Infinity;
        return { name, wait: active > 0 ? Math.min(wait, look) : wait };
      }));
      return found.filter(({ wait }) => wait < Infinity);
    });
  }

  async take(
    name: string,
    { count, lease, length }: { count: number; lease: string; length: number },
  ): Promise<Taken[]> {
    return await this.#redis.run(async (line) => {
      const queue = this.#redis.queue(line, name, length);
      const all = await Promise.allSettled(
        Array.from({ length: count }, () => queue.moveToActive(lease)),
      );
      const taken = all.flatMap((one) => one.status === "fulfilled" ? toTaken(one.value) : []);
      const failed = all.find(({ status }) => status === "rejected");
      // Those that were taken are run. What was taken without a reply comes back by its lease.
      if (failed && taken.length === 0) throw (failed as PromiseRejectedResult).reason;
      if (taken.length === 0) {
        const limits = await queue.getQueueMetaFields(["paused", "concurrency", "max"]);
        if (limits.some((limit) => limit !== null)) this.#limited.add(name);
      }
      return taken;
    });
  }

  async done(held: Held): Promise<boolean> {
    return await this.#end(held, async (queue) => {
      await queue.moveToCompleted(toMinimal(held), null, true, held.lease, false);
    });
  }

  async extend(held: Held, length: number): Promise<boolean> {
    return await this.#redis.run(async (line) =>
      await this.#redis.queue(line, held.name).extendLock(held.id, held.lease, length) === 1
    );
  }

  async fail(held: Held, error: string, wait: number | undefined): Promise<boolean> {
    const { id, name, lease } = held, text = toKeptError(error);
    const failedReason = text.split("\n", 1)[0]!, stacktrace = JSON.stringify([text]);
    if (wait !== undefined) {
      return await this.#own(held, async (queue) => {
        await queue.moveToDelayed(id, Date.now() + wait, wait, lease, {
          fieldsToUpdate: { failedReason, stacktrace },
        });
      });
    }
    return await this.#end(held, async (queue, line) => {
      await this.#note(line, name);
      const job = toMinimal(held);
      await queue.moveToFailed(job, failedReason, false, lease, false, { stacktrace });
    });
  }

  async giveBack(held: Held): Promise<boolean> {
    const { id, name, lease, tries } = held;
    return await this.#own(held, async (queue, line) => {
      // As if it had not been taken: BullMQ adds one to the tries that were made.
      const fieldsToUpdate = { ats: tries - 1, atm: tries - 2 };
      await queue.retryJob(id, true, lease, { fieldsToUpdate });
      await this.#tell(line, CHANNEL, name);
    });
  }

  async report(held: Held, html: string): Promise<boolean> {
    const { id, lease } = held;
    return await this.#redis.run(async (line) => {
      const queue = this.#redis.queue(line, held.name);
      if (await line.client.get(`${queue.toKey(id)}:lock`) !== lease) return false;
      await queue.updateProgress(id, toStorable(html));
      await this.#tell(line, toChannel(id));
      return true;
    });
  }

  async progress(name: string, id: string): Promise<ProgressRow | undefined> {
    return await this.#redis.run(async (line) => {
      const key = this.#redis.queue(line, name).toKey(id);
      const fields = ["timestamp", "progress", "finishedOn"];
      const [timestamp, progress, finishedOn] = await line.client.hmGet(key, fields);
      if (!timestamp) return;
      const html: unknown = JSON.parse(progress || "null");
      return {
        progress: typeof html === "string" ? html : null,
        dead_at: finishedOn ? Number(finishedOn) : null,
      };
    });
  }

  async counts(): Promise<QueueState[]> {
    return await this.#redis.run(async (line) => {
      const names = await line.client.sMembers(this.#names);
      const all = await Promise.all(names.map((name) => this.#count(line, name)));
      return all.filter(({ waiting, later, running, dead }) => waiting + later + running + dead);
    });
  }

  async dead({ name, id, limit, offset }: DeadQuery): Promise<DeadRow[]> {
    return await this.#redis.run(async (line) => {
      const names = name === undefined ? await line.client.sMembers(this.#names) : [name];
      const all = await Promise.all(names.map(async (name) => {
        const queue = this.#redis.queue(line, name), key = queue.toKey("failed");
        if (id !== undefined) {
          const score = await line.client.zScore(key, id);
          return score === null ? [] : [{ queue, name, id, score }];
        }
        const found = await line.client.zRangeWithScores(key, 0, offset + limit - 1, { REV: true });
        return found.map(({ value, score }) => ({ queue, name, id: value, score }));
      }));
      const wanted = all.flat()
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(offset, offset + limit);
      const rows = await Promise.all(wanted.map(async ({ queue, name, id }) => {
        const job = await queue.getJobData(id);
        return job ? toDeadRow(id, name, job) : [];
      }));
      return rows.flat();
    });
  }

  async retry(id: string, name: string): Promise<boolean> {
    return await this.#redis.run(async (line) => {
      const queue = this.#redis.queue(line, name), job = await queue.getJobData(id);
      const key = job?.deduplicationId, { client } = line;
      const slot = queue.toKey(`de:${key}`);
      // The key is taken for a while first: without a process that goes on, it is free again.
      if (key && !await client.set(slot, id, { NX: true, PX: CLAIM })) return false;
      const isDue = await toWhether(() =>
        queue.retryFinishedJob({ id, opts: {} } as MinimalJob, "failed", {
          resetAttemptsMade: true,
          resetAttemptsStarted: true,
        })
      );
      if (key) await client.eval(SETTLE, { keys: [slot, queue.toKey(id)], arguments: [id] });
      if (isDue) await this.#tell(line, CHANNEL, name);
      return isDue;
    });
  }

  async retryAll(name: string): Promise<number> {
    const ids = await this.#redis.run(async (line) =>
      await line.client.zRange(this.#redis.queue(line, name).toKey("failed"), 0, -1, { REV: true })
    );
    let count = 0;
    // One after the other, from the last on: that one gets the key.
    for (const id of ids) if (await this.retry(id, name)) count++;
    return count;
  }

  async cancel(id: string, name: string): Promise<boolean> {
    return await this.#redis.run(async (line) => {
      const queue = this.#redis.queue(line, name), { client } = line, key = queue.toKey(id);
      // BullMQ removes none that is locked, and says that it has removed what is not there.
      if (!await client.set(`${key}:cancel`, "", { NX: true, PX: CLAIM })) return false;
      const isDead = await client.zScore(queue.toKey("failed"), id) !== null;
      const isThere = !isDead && await client.exists(key) === 1;
      const isCancelled = isThere && await queue.remove(id, false) === 1;
      await client.del(`${key}:cancel`);
      if (isCancelled) await this.#tell(line, toChannel(id));
      return isCancelled;
    });
  }

  async drop(id: string, name: string): Promise<boolean> {
    return await this.#redis.run(async (line) => {
      const queue = this.#redis.queue(line, name);
      if (await line.client.zScore(queue.toKey("failed"), id) === null) return false;
      return await queue.remove(id, false) === 1;
    });
  }

  async hear(channel: string, told: () => void, signal: AbortSignal): Promise<void> {
    await this.#redis.subscribe(this.#toTopic(channel), told, signal);
  }

  rest(): void {
    this.#redis.close();
  }

  /** The key of the names of kinds, also of those that no process declares any more. */
  get #names(): string {
    return `${this.#redis.prefix}:names`;
  }

  /** Notes the name of a kind: at its first job, and at a death, should Redis have lost its data. */
  async #note(line: Line, name: string): Promise<void> {
    await line.client.sAdd(this.#names, name);
    this.#noted.add(name);
  }

  async #count(line: Line, name: string): Promise<QueueState> {
    const { client } = line,
      queue = this.#redis.queue(line, name),
      delayed = queue.toKey("delayed");
    const [due, waiting, prior, all, running, dead, first, [next]] = await Promise.all([
      client.zCount(delayed, "-inf", `(${(Date.now() + 1) * SCORE}`),
      client.lLen(queue.toKey("wait")),
      client.zCard(queue.toKey("prioritized")),
      client.zCard(delayed),
      client.lLen(queue.toKey("active")),
      client.zCard(queue.toKey("failed")),
      client.lIndex(queue.toKey("wait"), -1),
      client.zRangeWithScores(delayed, 0, 0),
    ]);
    const [timestamp, delay] = first
      ? await client.hmGet(queue.toKey(first), ["timestamp", "delay"])
      : [];
    const times = [
      ...timestamp ? [Number(timestamp) + Number(delay)] : [],
      ...next && due > 0 ? [Math.floor(next.score / SCORE)] : [],
    ];
    const oldest = times.length > 0 ? new Date(Math.min(...times)) : undefined;
    return { name, waiting: waiting + prior + due, later: all - due, running, dead, oldest };
  }

  #toTopic(channel: string): string {
    return `${this.#redis.prefix}:${channel}`;
  }

  /** Gives jobs back whose lease is over, and returns the milliseconds until it looks again. */
  async #look(queue: RedisQueueBackend, { name, lease }: Kind): Promise<number> {
    const now = performance.now(), pause = lease / 2;
    const next = (this.#looked.get(name) ?? -Infinity) + pause;
    if (next > now) return next - now;
    this.#looked.set(name, now);
    await queue.moveStalledJobsToWait();
    return pause;
  }

  /** Changes a job that is held. Returns false where the lease was lost. */
  async #own(
    held: Held,
    change: (queue: RedisQueueBackend, line: Line) => Promise<void>,
  ): Promise<boolean> {
    return await this.#redis.run(async (line) =>
      await toWhether(() => change(this.#redis.queue(line, held.name), line))
    );
  }

  /** Ends a job that is held, and tells those who follow it. */
  async #end(
    held: Held,
    change: (queue: RedisQueueBackend, line: Line) => Promise<void>,
  ): Promise<boolean> {
    return await this.#own(held, async (queue, line) => {
      await change(queue, line);
      await this.#tell(line, toChannel(held.id));
    });
  }

  /** Tells other processes. What they are not told of, they find when they ask. */
  async #tell({ client }: Line, channel: string, message = ""): Promise<void> {
    try {
      await client.publish(this.#toTopic(channel), message);
    } catch (error) {
      if (client.isReady) throw error;
    }
  }
}

/** What BullMQ is told of a job that is held. */
function toMinimal({ id }: Held): MinimalJob {
  return { id, opts: { attempts: 1 } } as MinimalJob;
}

function toTaken([job, id]: unknown[]): Taken[] {
  if (!job) return [];
  const { data, attemptsStarted = 0, timestamp, opts: { delay = 0 } } = job as JobJson;
  const taken = { id: `${id}`, data, tries: attemptsStarted };
  // When another try was due is not kept.
  return [attemptsStarted > 1 ? taken : { ...taken, late: Date.now() - timestamp - delay }];
}

function toDeadRow(id: string, name: string, job: JobJson): DeadRow[] {
  const { data, deduplicationId = null, attemptsStarted = 0, finishedOn, failedReason = "" } = job;
  if (!finishedOn) return [];
  const [error = failedReason] = job.stacktrace ? JSON.parse(job.stacktrace) : [];
  return [{
    id,
    name,
    data,
    key: deduplicationId,
    tries: attemptsStarted,
    error,
    dead_at: finishedOn,
  }];
}

/** Returns whether a change was made to a job, or it is not there, or held by another. */
async function toWhether(change: () => Promise<void>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (LOST.includes((error as { code?: number }).code!)) return false;
    throw error;
  }
}
