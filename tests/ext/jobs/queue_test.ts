import { deepStrictEqual } from "node:assert";
import { Queue } from "../../../ext/jobs/queue.ts";
import { jobs } from "../../../ext/jobs.ts";
import { postgres } from "../../../ext/postgres.ts";
import { database } from "../../../mod.ts";
import { needing } from "../../_needs.ts";
import { DebianServer } from "../postgres_servers.ts";

/** The table as a version before this one has made it, beside a column of a later one. */
const OLDER = `create table _jobs (id text primary key, name text not null, data text not null,
  key text, slot text, run_at bigint, tries integer not null, lease text, error text,
  dead_at bigint, later text)`;
const WAITING = `insert into _jobs (id, name, data, run_at, tries, later)
  values ('a', 'mail', '{}', 1, 0, 'kept')`;

Deno.test("jobs() adds the columns that its table lacks, and keeps its jobs", async () => {
  using db = database(":memory:");
  db.q(OLDER);
  db.q(WAITING);
  const board = jobs(db);
  let runs = 0;
  board.job("mail", () => void runs++);
  deepStrictEqual(db.q("select id, later, progress from _jobs").map((row) => ({ ...row })), [
    { id: "a", later: "kept", progress: null },
  ]);
  // A process of the older version goes on.
  db.q("insert into _jobs (id, name, data, run_at, tries) values ('b', 'mail', '{}', 1, 0)");
  deepStrictEqual([await board.work().once(), runs], [{ done: 2, failed: 0 }, 2]);
});

Deno.test({
  ...needing(["postgresql"], "jobs() of eight processes add the same columns at once"),
  fn: async () => {
    await using server = await DebianServer.start();
    for (let round = 0; round < 5; round++) {
      await server.run(OLDER.replace("create table", "drop table if exists _jobs; create table"));
      await server.run(WAITING);
      const all = Array.from(
        { length: 8 },
        () => database(postgres(`${server.address}/postgres`, { max: 1 })),
      );
      const boards = all.map((db) => jobs(db));
      deepStrictEqual(
        await Promise.all(boards.map(async ({ queues }) => (await queues())[0]!.waiting)),
        Array(8).fill(1),
      );
      for (const db of all) await db.close();
    }
  },
});

Deno.test("Queue finds jobs by their index, however many there are", async () => {
  using db = database(":memory:");
  const queue = new Queue(db);
  const plans: string[] = [];
  const { q } = db;
  db.q = ((sql: string, args?: unknown) => {
    const rows = q.call(db, `explain query plan ${sql}`, args) as { detail: string }[];
    plans.push(...rows.map(({ detail }) => detail).filter((detail) => detail.includes("_jobs")));
    return q.call(db, sql, args);
  }) as typeof db.q;
  void queue.waits([{ name: "a", lease: 1 }, { name: "b", lease: 1 }]);
  void queue.take("a", { count: 5, lease: "x", length: 1000 });
  deepStrictEqual(plans.splice(0), [
    "SEARCH _jobs USING COVERING INDEX idx__jobs_name_run_at_id_lease (name=? AND run_at>?)",
    "SEARCH _jobs USING COVERING INDEX idx__jobs_name_run_at_id_lease (name=? AND run_at<?)",
    "SEARCH _jobs USING INDEX sqlite_autoindex__jobs_1 (id=?)",
  ]);
  const byName = "SEARCH _jobs USING COVERING INDEX unique__jobs_name_slot";
  const counting = (range: string) =>
    `SEARCH _jobs USING COVERING INDEX idx__jobs_name_run_at_id_lease (name=? AND run_at${range})`;
  await queue.counts();
  deepStrictEqual(plans.splice(0), [
    byName,
    `${byName} (name>?)`,
    ...["<?", "<?", ">?", ">?", "=?"].map(counting),
  ]);
  const byId = "SEARCH _jobs USING INDEX sqlite_autoindex__jobs_1 (id=?)";
  const dead = "SEARCH _jobs USING INDEX idx__jobs_name_run_at_id_lease (name=? AND run_at=?)";
  await queue.dead({ limit: 5, offset: 0 });
  await queue.dead({ name: "a", limit: 5, offset: 0 });
  deepStrictEqual(plans, [byId, byName, `${byName} (name>?)`, dead, byId, dead]);
});
