import { createClient } from "@redis/client";
import type { Database } from "../../mod.ts";

/** A job, as it is kept. */
export interface KeptJob {
  readonly id: string;
  readonly name: string;
  readonly tries: number;
  readonly lease: string | null;
  readonly progress: string | null;
}

/** What tests see and change of jobs behind the back of the library, and note in worker processes. */
export interface Keep {
  /** The jobs, by id. */
  rows(): Promise<KeptJob[]>;
  /** Makes all jobs due that wait. */
  makeDue(): Promise<unknown>;
  /** Moves what is due later. */
  shift(ms: number): Promise<unknown>;
  /** Lets the lease of the job that runs be over. */
  lapse(): Promise<unknown>;
  /** Gives the lease of the job that runs to another. */
  steal(): Promise<unknown>;
  /** When the lease of the job that runs is over. */
  leaseEnd(): Promise<unknown>;
  /** Sets when a dead job, or all of them, has died. */
  die(at: number, id?: string): Promise<unknown>;
  /** When schedules are due, in milliseconds. */
  nexts(): Promise<number[]>;
  setNexts(change: (next: number) => number): Promise<unknown>;
  /** Begins notes of what has run. */
  begin(): Promise<unknown>;
  note(n: number, pid: number): Promise<unknown>;
  ran(): Promise<{ n: number; pid: number }[]>;
}

/** What the tables of SQLite and Postgres keep. */
export function tableKeep(db: Database<boolean>): Keep {
  const q = async (sql: string, args?: unknown) =>
    (await db.q(sql, args)).map((row): Record<string, unknown> => ({ ...row }));
  const rows = async () =>
    await q(
      "select id, name, tries, lease, progress from _jobs order by id",
    ) as unknown as KeptJob[];
  const nexts = async () =>
    (await q("select next_at from _schedules")).map(({ next_at }) => Number(next_at));
  return {
    rows,
    makeDue: () => q("update _jobs set run_at = 1 where run_at is not null"),
    shift: (ms) => q(`update _jobs set run_at = run_at + ${ms}`),
    lapse: () => q("update _jobs set run_at = 5 where lease is not null"),
    steal: () => q("update _jobs set lease = 'other'"),
    leaseEnd: async () => (await q("select run_at from _jobs"))[0]!.run_at,
    die: (at, id) =>
      q(
        `update _jobs set dead_at = ? where dead_at is not null ${id ? "and id = ?" : ""}`,
        id ? [at, id] : [at],
      ),
    nexts,
    async setNexts(change) {
      for (const next of await nexts()) {
        await q("update _schedules set next_at = ? where next_at = ?", [change(next), next]);
      }
    },
    begin: () => q("create table ran (n integer, pid integer)"),
    note: (n, pid) => q("insert into ran (n, pid) values (?, ?)", [n, pid]),
    ran: async () => await q("select n, pid from ran") as unknown as { n: number; pid: number }[],
  };
}

/** What BullMQ keeps in Redis, under a prefix. */
export async function redisKeep(url: string, prefix: string): Promise<Keep & AsyncDisposable> {
  const client = createClient({ url });
  client.on("error", () => {}); // It connects again.
  await client.connect();
  const keysOf = (type: string) => client.keys(`${prefix}:*:${type}`);
  const rows = async () => {
    const keys = (await keysOf("*")).filter((key) => /:[0-9a-z]{32}$/.test(key)).sort();
    return await Promise.all(keys.map(async (key): Promise<KeptJob> => {
      const { name, ats = "0", progress } = await client.hGetAll(key);
      const html = JSON.parse(progress ?? "null");
      return {
        id: key.split(":").at(-1)!,
        name: name!,
        tries: Number(ats),
        lease: await client.get(`${key}:lock`),
        progress: typeof html === "string" ? html : null,
      };
    }));
  };
  const schedules = `${prefix}:schedules`;
  const move = async (change: (score: number) => number) => {
    for (const key of await keysOf("delayed")) {
      for (const { value, score } of await client.zRangeWithScores(key, 0, -1)) {
        await client.zAdd(key, { value, score: change(score) });
      }
    }
  };
  return {
    rows,
    makeDue: () => move(() => 0x1000),
    shift: (ms) => move((score) => score + ms * 0x1000),
    async lapse() {
      for (const key of await keysOf("lock")) {
        const [, queue, id] = /^(.+):(\w+):lock$/.exec(key)!;
        await client.del([key, `${queue}:stalled-check`]);
        await client.sAdd(`${queue}:stalled`, id!);
      }
    },
    async steal() {
      for (const key of await keysOf("lock")) await client.set(key, "other", { PX: 60_000 });
    },
    leaseEnd: async () => await client.pExpireTime((await keysOf("lock"))[0]!),
    async die(at, id) {
      for (const key of await keysOf("failed")) {
        for (const value of await client.zRange(key, 0, -1)) {
          if (id && value !== id) continue;
          await client.zAdd(key, { value, score: at });
          await client.hSet(key.replace(/failed$/, value), "finishedOn", at);
        }
      }
    },
    nexts: async () => (await client.hVals(schedules)).map((text) => parseInt(text)),
    async setNexts(change) {
      for (const [name, text] of Object.entries(await client.hGetAll(schedules))) {
        await client.hSet(
          schedules,
          name,
          text.replace(/^\d+/, (next) => `${change(Number(next))}`),
        );
      }
    },
    begin: () => Promise.resolve(),
    note: (n, pid) => client.rPush(`${prefix}:ran`, JSON.stringify({ n, pid })),
    ran: async () => (await client.lRange(`${prefix}:ran`, 0, -1)).map((text) => JSON.parse(text)),
    [Symbol.asyncDispose]: async () => await client.close(),
  };
}
