import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { Schedules, ScheduleTable } from "../../../ext/jobs/schedule.ts";
import { ConnectionError, database } from "../../../mod.ts";

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

Deno.test("Schedules.fire() goes by the clock of the database, not by that of its process", async () => {
  using db = database(":memory:");
  let queued = 0;
  const toSchedules = () => {
    const schedules = new Schedules(new ScheduleTable(db));
    schedules.add("digest", "0 0 1 1 *", "UTC", () => queued++);
    return schedules;
  };
  const times = () => db.q("select next_at from _schedules").map((row) => ({ ...row }));
  await toSchedules().fire();
  const [next] = times(), now = Date.now;
  try {
    // Two years ahead, and behind.
    for (const years of [2, -2]) {
      Date.now = () => now() + years * 366 * 86_400_000;
      await toSchedules().fire();
    }
  } finally {
    Date.now = now;
  }
  deepStrictEqual([queued, times()], [0, [next]]);
});

Deno.test("Schedules.fire() keeps the time when the database fails, and leaves out once what can't be queued", async () => {
  using db = database(":memory:");
  const schedules = new Schedules(new ScheduleTable(db));
  let fault: Error | undefined = new ConnectionError("the database is away");
  let queued = 0;
  schedules.add("digest", "0 0 1 1 *", "UTC", () => {
    if (fault) throw fault;
    queued++;
  });
  const next = () => db.q<{ next_at: number }>("select next_at from _schedules")[0]!.next_at;
  await schedules.fire();
  const declared = next();
  db.q("update _schedules set next_at = 1");
  await rejects(schedules.fire(), fault);
  deepStrictEqual([next(), queued], [1, 0]);
  fault = new Error("no such job");
  await schedules.fire();
  deepStrictEqual([next(), queued], [declared, 0]);
  fault = undefined;
  db.q("update _schedules set next_at = 1");
  await schedules.fire();
  deepStrictEqual([next(), queued], [declared, 1]);
});

Deno.test("Schedules.fire() returns the milliseconds until the next of all, also of one that it queues", async () => {
  using db = database(":memory:");
  const queued: string[] = [], start = Date.parse("2026-11-22T05:00:00Z");
  let now = start;
  const table = new ScheduleTable(db), read = table.read.bind(table);
  table.read = async (names) => ({ ...await read(names), now });
  const schedules = new Schedules(table);
  strictEqual(await schedules.fire(), Infinity);
  const add = (name: string, pattern: string) =>
    schedules.add(name, pattern, "UTC", () => queued.push(name));
  add("six", "0 6 * * *");
  add("half", "30 5 * * *");
  const found: unknown[] = [];
  for (const minutes of [0, 29, 30, 31, 60, 25 * 60]) {
    now = start + minutes * 60_000;
    found.push([minutes, await schedules.fire() / 60_000, queued.splice(0).sort()]);
  }
  deepStrictEqual(found, [
    [0, 30, []],
    [29, 1, []],
    [30, 30, ["half"]],
    [31, 29, []],
    [60, 23 * 60 + 30, ["six"]],
    [25 * 60, 23 * 60 + 30, ["half", "six"]],
  ]);
  // One that is added later is told as well.
  add("late", "0 7 * * *");
  deepStrictEqual([await schedules.fire() / 60_000, queued], [60, []]);
});
