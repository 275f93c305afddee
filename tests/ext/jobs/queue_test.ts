import { deepStrictEqual } from "node:assert";
import { Queue } from "../../../ext/jobs/queue.ts";
import { database } from "../../../mod.ts";

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
