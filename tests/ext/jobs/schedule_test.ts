import { deepStrictEqual, strictEqual } from "node:assert";
import { Schedules, ScheduleTable } from "../../../ext/jobs/schedule.ts";
import { database } from "../../../mod.ts";

Deno.test("Schedules.fire() queues nothing when a time comes that was taken by another", async () => {
  using db = database(":memory:");
  const queued: string[] = [];
  const [one, two] = ["one", "two"].map((process) => {
    const schedules = new Schedules(new ScheduleTable(db));
    schedules.add("digest", "0 6 * * *", "UTC", () => queued.push(process));
    return schedules;
  });
  await Promise.all([one.fire(), two.fire()]);
  deepStrictEqual(queued, []);
  for (let day = 0; day < 3; day++) {
    db.q("update _schedules set next_at = 1");
    await Promise.all([two.fire(), one.fire()]);
  }
  deepStrictEqual(queued.length, 3);
});

Deno.test("Schedules.fire() does not queue twice where the clock of another process is ahead", async () => {
  using db = database(":memory:");
  let queued = 0;
  const schedules = new Schedules(new ScheduleTable(db));
  schedules.add("digest", "0 0 1 1 *", "UTC", () => queued++);
  await schedules.fire();
  const [{ next_at: next }] = db.q<{ next_at: number }>("select next_at from _schedules");
  const now = Date.now;
  try {
    Date.now = () => next + 5;
    await schedules.fire();
    // A process whose clock is behind, or that is moved back.
    Date.now = () => next - 5;
    await schedules.fire();
  } finally {
    Date.now = now;
  }
  const [{ next_at: later }] = db.q<{ next_at: number }>("select next_at from _schedules");
  strictEqual(queued, 1);
  strictEqual(new Date(later).getUTCFullYear(), new Date(next).getUTCFullYear() + 1);
});

Deno.test("Schedules.fire() keeps the time when the job can't be queued", async () => {
  using db = database(":memory:");
  const schedules = new Schedules(new ScheduleTable(db));
  let isBroken = true;
  schedules.add("digest", "0 0 1 1 *", "UTC", () => {
    if (isBroken) throw new Error("no");
  });
  await schedules.fire();
  db.q("update _schedules set next_at = 1");
  const failed = await schedules.fire().catch((error: Error) => error.message);
  isBroken = false;
  deepStrictEqual([failed, db.q("select next_at from _schedules").map((row) => ({ ...row }))], [
    "no",
    [{ next_at: 1 }],
  ]);
});
