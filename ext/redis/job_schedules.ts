/** Schedules in Redis: one hash, and a lock for each that is due. */
import type { ScheduleRow, ScheduleStore, ToldSchedule } from "../jobs/schedule.ts";
import type { Maybe } from "../../types.ts";
import type { JobConnection } from "./job_connection.ts";

/** Notes a schedule that is new, or has changed. A value is the next time, a space, and the spec. */
const TELL = `
local known = redis.call("HGET", KEYS[1], ARGV[1])
if known and string.sub(known, string.find(known, " ") + 1) == ARGV[3] then return 0 end
return redis.call("HSET", KEYS[1], ARGV[1], ARGV[2] .. " " .. ARGV[3])`;

/** Notes the next time, while the lock is held, and releases it. */
const ADVANCE = `
if redis.call("GET", KEYS[2]) ~= ARGV[3] then return 0 end
local known = redis.call("HGET", KEYS[1], ARGV[1])
local spec = string.sub(known, (string.find(known, " ")))
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2] .. spec)
return redis.call("DEL", KEYS[2])`;

/** Removes a lock. */
const RELEASE = `
if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end
return 0`;

/** Milliseconds after which another queues the job, if a process was killed while it did so. */
const LOCK = 30_000;

/** The schedules of one application in Redis. */
export class RedisSchedules implements ScheduleStore {
  readonly #redis: JobConnection;

  constructor(redis: JobConnection) {
    this.#redis = redis;
  }

  async tell({ name, next_at, spec }: ToldSchedule): Promise<void> {
    await this.#redis.run(({ client }) =>
      client.eval(TELL, { keys: [this.#key], arguments: [name, `${next_at}`, spec] })
    );
  }

  async all(): Promise<ToldSchedule[]> {
    return await this.#redis.run(async ({ client }) => {
      const found = await client.hGetAll(this.#key);
      return Object.entries(found).map(([name, text]) => {
        return { name, next_at: parseInt(text), spec: text.slice(text.indexOf(" ") + 1) };
      });
    });
  }

  async read(names: readonly string[]): Promise<{ now: number; rows: ScheduleRow[] }> {
    return await this.#redis.run(async ({ client }) => {
      const [[seconds, micros], found] = await Promise.all([
        client.time(),
        client.hmGet(this.#key, [...names]),
      ]);
      return {
        now: Number(seconds) * 1000 + Math.floor(Number(micros) / 1000),
        rows: found.flatMap((text, n) =>
          text ? [{ name: names[n]!, next_at: parseInt(text) }] : []
        ),
      };
    });
  }

  /** The job is queued before the next time is noted, so that a killed process leaves none out. */
  async advance(
    { name, next_at }: ScheduleRow,
    nextAt: number,
    queue: () => Maybe<unknown>,
  ): Promise<void> {
    // BullMQ escapes "%" in names, so that this is no key of a queue that is called "schedules".
    const lock = `${this.#key}%${name}`, token = crypto.randomUUID();
    const run = this.#redis.run.bind(this.#redis);
    if (!await run(({ client }) => client.set(lock, token, { NX: true, PX: LOCK }))) return;
    try {
      const { rows: [row] } = await this.read([name]);
      if (row?.next_at !== next_at) return;
      await queue();
      await run(({ client }) =>
        client.eval(ADVANCE, {
          keys: [this.#key, lock],
          arguments: [name, `${nextAt}`, token],
        })
      );
    } finally {
      await run(({ client }) => client.eval(RELEASE, { keys: [lock], arguments: [token] }));
    }
  }

  async remove(name: string): Promise<boolean> {
    return await this.#redis.run(async ({ client }) => await client.hDel(this.#key, name) > 0);
  }

  get #key(): string {
    return `${this.#redis.prefix}:schedules`;
  }
}
