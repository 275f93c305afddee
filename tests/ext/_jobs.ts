import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert";
import { EventStream, fastApp, Integer, oneOf, optional } from "../../mod.ts";
import { type DeadOptions, UnrecoverableError } from "../../ext/jobs.ts";
import { logged } from "../http/_app.ts";
import { until, within } from "../_within.ts";
import {
  countOf,
  type EngineCase,
  eventsOf,
  type JobTest,
  type Lack,
  testOver,
} from "./_job_engines.ts";

/** Tests what jobs promise, over one engine. */
export function testJobs(engine: EngineCase): void {
  const tests: JobTest[] = [];
  const test = (does: string, fn: JobTest["fn"], needs?: Lack) => tests.push({ does, fn, needs });

  test("runs what has not ended when a worker stops again", async ({ board, keep }) => {
    const begun = Promise.withResolvers<void>();
    const reasons: string[] = [];
    const hang = board.job("hang", async ({ signal, tries }) => {
      reasons.push(`${tries}`);
      if (reasons.length > 1) return;
      begun.resolve();
      await new Promise<void>((end) => signal.addEventListener("abort", () => end()));
      reasons.push(`${signal.reason}`);
      throw signal.reason;
    });
    const id = await hang.later();
    const worker = board.work({ grace: 0 });
    const log = await logged(async () => {
      const run = worker.run();
      await begun.promise;
      await worker.stop();
      await run;
    });
    deepStrictEqual(log, [[`Job hang ${id}: given back, as its worker stops`]]);
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(reasons, ["1", "AbortError: The worker stops", "1"]);
    strictEqual(await countOf(keep), 0);
  });

  test("leaves a job to its new holder when the lease was lost", async ({ board, other, keep }) => {
    const two = other();
    const [first, second] = [gated(), gated()];
    const { later } = board.job("slow", () => first.run());
    two.board.job("slow", () => second.run());
    await later();
    const log = await logged(async () => {
      const one = board.work().once();
      await first.begun;
      await keep.lapse();
      const next = two.board.work().once();
      await second.begun;
      first.end();
      deepStrictEqual(await one, { done: 0, failed: 1 });
      deepStrictEqual((await keep.rows()).map(({ tries }) => tries), [2]);
      second.end();
      deepStrictEqual(await next, { done: 1, failed: 0 });
    });
    strictEqual(await countOf(keep), 0);
    match(String(log), /^Job slow \w+: its lease was lost, so it may run twice$/);
  });

  test("makes the lease of a running job longer", async ({ board, other, keep }) => {
    const seen: unknown[] = [];
    const look = () => keep.leaseEnd();
    const slow = board.job("slow", async () => {
      for (let n = 0; n < 3; n++) {
        const now = await look();
        await until(60, "a longer lease", async () => await look() !== now);
        seen.push(await other().board.work().once());
      }
    }, { lease: 2 });
    await slow.later();
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(seen, Array(3).fill({ done: 0, failed: 0 }));
  });

  test("aborts a job whose lease another has", async ({ board, keep }) => {
    const aborted = Promise.withResolvers<unknown>();
    const slow = board.job("slow", async ({ signal }) => {
      signal.addEventListener("abort", () => aborted.resolve(signal.reason));
      await keep.steal();
      await within(60, "the abort", aborted.promise);
    }, { lease: 0.3 });
    await slow.later();
    await logged(() => board.work().once());
    strictEqual(`${await aborted.promise}`, "AbortError: The lease of the job was lost");
    strictEqual(await countOf(keep), 1);
  });

  test("tries a job again, and keeps it as dead with its error", async ({ board, keep }) => {
    const tries: number[] = [];
    let isBroken = true;
    const fails = board.job("fails", { to: String }, (context) => {
      tries.push(context.tries);
      if (isBroken) throw new Error("no\0 \ud800");
    }, { tries: 3 });
    const id = await fails.later({ to: "Ann" });
    const log = await logged(async () => {
      for (let n = 0; n < 3; n++) {
        deepStrictEqual(await board.work().once(), { done: 0, failed: 1 });
        // Not due yet.
        deepStrictEqual(await board.work().once(), { done: 0, failed: 0 });
        await keep.makeDue();
      }
    });
    deepStrictEqual(tries, [1, 2, 3]);
    match(String(log[0]), /^Job fails \w+: try 1 of 3 failed, the next is in \d+ s,Error: no/);
    match(String(log[2]), /^Job fails \w+: try 3 of 3 failed, it is dead,Error: no/);
    const [dead] = await board.dead();
    deepStrictEqual([dead.id, dead.data, dead.tries], [id, { to: "Ann" }, 3]);
    match(dead.error, /^Error: no\ufffd \ufffd\n\s+at .*_jobs\.ts/);

    isBroken = false;
    await dead.retry();
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    deepStrictEqual([tries.at(-1), await countOf(keep)], [1, 0]);
    await rejects(dead.retry(), {
      name: "NotFoundError",
      message: `Cannot retry job ${id}: not dead any more, expected a dead one`,
    });
  });

  test("has one job of a key at a time", async ({ board, keep }) => {
    const runs: string[] = [];
    const inside: string[] = [];
    const one = board.job("one", { to: String }, async ({ to, id }) => {
      runs.push(to);
      inside.push(id, await one.later({ to: "c" }, { key: "k" }));
    }, { tries: 1 });
    const other = board.job("other", () => {});
    const first = await one.later({ to: "a" }, { key: "k" });
    strictEqual(await one.later({ to: "b" }, { key: "k" }), first);
    ok(await one.later({ to: "d" }, { key: "K" }) !== first);
    ok(await other.later({}, { key: "k" }) !== first);
    deepStrictEqual(await board.work({ concurrency: 1 }).once(), { done: 4, failed: 0 });
    deepStrictEqual([runs.slice(0, 1), inside.slice(0, 2)], [["a"], [first, first]]);
    strictEqual(await countOf(keep), 0);

    // A dead job does not hold its key, and can't have it back while another has.
    const fails = board.job("fails", () => {
      throw new Error("no");
    }, { tries: 1 });
    await fails.later({}, { key: "k" });
    await logged(() => board.work().once());
    const next = await fails.later({}, { key: "k" });
    const [dead] = await board.dead();
    deepStrictEqual([dead.key, dead.id === next], ["k", false]);
    await rejects(dead.retry(), {
      name: "ConstraintError",
      message: `Cannot retry job ${dead.id}: another has its key, expected none`,
    });
    await dead.drop();
    deepStrictEqual([await board.dead(), await countOf(keep)], [[], 1]);
  });

  test("kills a job with UnrecoverableError at its first try", async ({ board }) => {
    const mail = board.job("mail", () => {
      throw new UnrecoverableError("550 no such mailbox");
    });
    const id = await mail.later();
    const log = await logged(async () => {
      deepStrictEqual(await board.work().once(), { done: 0, failed: 1 });
    });
    match(
      String(log),
      /^Job mail \w+: try 1 of 5 failed, it is dead,UnrecoverableError: 550 no such mailbox/,
    );
    const dead = (await board.dead()).map((
      { id, tries, error },
    ) => [id, tries, error.split("\n")[0]]);
    deepStrictEqual(dead, [[id, 1, "UnrecoverableError: 550 no such mailbox"]]);
  });

  test("streams the progress of its own process, up to its death", async ({ board, keep }) => {
    const gate = gated();
    const fails = board.job("fails", async ({ report }) => {
      for (let n = 0; n < 1000; n++) report(n);
      report(Promise.resolve("\0 almost"));
      await gate.run();
      throw new UnrecoverableError("no");
    });
    const other = board.job("other", () => {});
    const { app, rt } = fastApp();
    rt("/fails/{id}", { id: String }, ({ id }) => EventStream(fails.progress(id)));
    rt("/other/{id}", { id: String }, ({ id }) => EventStream(other.progress(id)));
    const id = await fails.later();
    const stream = eventsOf(await app.request(`/fails/${id}`));
    await logged(async () => {
      const run = board.work().once();
      await gate.begun;
      strictEqual(await within(60, "the report", stream.next()), "data: \ufffd almost");
      gate.end();
      await run;
    });
    strictEqual(await within(60, "the end", stream.next()), "event: end\ndata: dead");
    // Of a job that is dead already, the last report is shown, and not under another's name.
    const late = await (await app.request(`/fails/${id}`)).text();
    strictEqual(late, "data: \ufffd almost\n\nevent: end\ndata: dead\n\n");
    strictEqual(await (await app.request(`/other/${id}`)).text(), "event: end\ndata: done\n\n");
    strictEqual(await countOf(keep), 1);
  });

  test("ends the progress when the client leaves", async ({ board }) => {
    const wait = board.job("wait", () => {});
    const iterator = wait.progress(await wait.later())[Symbol.asyncIterator]();
    const next = iterator.next();
    await iterator.return!();
    deepStrictEqual(await next, { done: true, value: undefined });
  });

  test("fails a job whose report can't be shown, and keeps what a transaction reports", async (place) => {
    const { db, board, keep } = place;
    const long = board.job("long", ({ report }) => report("x".repeat(70_000)), { tries: 1 });
    const pays = board.job("pays", async ({ report }) => {
      await db.transaction(async () => {
        report("in a transaction");
        await db.q("select 1 as n");
        throw new Error("no");
      });
    }, { tries: 1 });
    await long.later();
    const id = await pays.later();
    await logged(() => board.work().once());
    deepStrictEqual(
      (await board.dead()).map(({ error }) => error.split("\n")[0]).sort(),
      [
        "Error: no",
        'TypeError: Cannot report of job "long": found 70000 characters of HTML, expected at most 65536',
      ],
    );
    const kept = (await keep.rows()).find((row) => row.id === id);
    strictEqual(kept?.progress, "in a transaction");
  });

  test("queues a job with the transaction that it is part of", async ({ db, board }) => {
    const runs: number[] = [];
    const note = board.job("note", { n: Number }, ({ n }) => void runs.push(n));
    await db.q("create table bill (n integer)");
    const pay = async (n: number, fails: boolean) =>
      await db.transaction(async () => {
        await db.q("insert into bill values (?)", [n]);
        await note.later({ n });
        if (fails) throw new Error("no");
      });
    await rejects(async () => await pay(1, true), { message: "no" });
    await pay(2, false);
    deepStrictEqual((await db.q<{ n: number }>("select n from bill")).map(({ n }) => n), [2]);
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(runs, [2]);
  }, "transactions");

  test("waits for `in` and `at`", async ({ board, keep }) => {
    const runs: string[] = [];
    const note = board.job("note", { at: String }, ({ at }) => void runs.push(at));
    const once = async () => (await board.work().once()).done;
    await note.later({ at: "in" }, { in: "2h" });
    await note.later({ at: "at" }, { at: new Date(Date.now() + 2 * 3_600_000) });
    await note.later({ at: "past" }, { at: new Date(-1) });
    deepStrictEqual([await once(), runs], [1, ["past"]]);
    await keep.shift(-3_600_000);
    strictEqual(await once(), 0);
    await keep.shift(-2 * 3_600_000);
    // In any order: the clock of a database may differ by a millisecond.
    deepStrictEqual([await once(), runs.toSorted()], [2, ["at", "in", "past"]]);
  });

  test("runs jobs later, and none is lost, when the clock is moved back", async (place) => {
    const { board, keep } = place;
    const note = board.job("note", () => {});
    const once = async () => (await board.work().once()).done;
    await note.later();
    await keep.shift(3_600_000);
    strictEqual(await once(), 0);
    await keep.shift(-3_600_000);
    strictEqual(await once(), 1);
  }, "one clock");

  test("queues a scheduled job once for all processes", async ({ board, other, keep }) => {
    const runs: string[] = [];
    const two = other();
    const works = [board, two.board].map(({ job, every, work }, n) => {
      every("0 6 * * *", job("digest", ({ id }) => void runs.push(`${n} ${id}`)), {
        zone: "Europe/Berlin",
      });
      return work();
    });
    const fire = async () =>
      (await Promise.all(works.map((work) => work.once())))
        .reduce((sum, { done }) => sum + done, 0);
    strictEqual(await fire(), 0);
    const [next] = await keep.nexts();
    const time = new Date(next!).toLocaleTimeString("de", { timeZone: "Europe/Berlin" });
    deepStrictEqual([time, next! > Date.now()], ["06:00:00", true]);
    // Three days were missed.
    await keep.setNexts((next) => next - 3 * 86_400_000);
    deepStrictEqual([await fire(), await fire(), runs.length], [1, 0, 1]);
    ok((await keep.nexts())[0]! > Date.now());
  });

  test("finds the next time anew when a schedule has changed", async ({ board, other, keep }) => {
    const { board: next } = other();
    board.every("* * * * *", board.job("digest", () => {}));
    await board.work().once();
    next.every("0 0 1 1 *", next.job("digest", () => {}));
    await next.work().once();
    const times = (await keep.nexts()).map((next) => new Date(next).toISOString().slice(4, 16));
    deepStrictEqual(times, ["-01-01T00:00"]);
  });

  test("finds the next time anew when a clock was wrong", async ({ board, keep }) => {
    let runs = 0;
    board.every("@yearly", board.job("books", () => void runs++));
    const { once } = board.work();
    await once();
    const [next] = await keep.nexts();
    const yearLater = new Date(next!).setUTCFullYear(new Date(next!).getUTCFullYear() + 1);
    // As a process leaves it that has begun in the future, or has run before a clock was put back.
    await keep.setNexts((next) => next + 3 * 366 * 86_400_000);
    await once();
    deepStrictEqual([await keep.nexts(), runs], [[next], 0]);
    // Put back a little, the same time is not queued twice.
    await keep.setNexts(() => yearLater);
    await once();
    deepStrictEqual([await keep.nexts(), runs], [[yearLater], 0]);
  });

  test("leaves out one time of a schedule whose job can't be queued, and no other job", async ({ board, keep }) => {
    let runs = 0;
    const fault = new RangeError("no");
    const later = () => {
      throw fault;
    };
    board.every("0 6 * * *", { name: "broken", later });
    board.every("@yearly", board.job("books", () => void runs++));
    const { once } = board.work();
    await once();
    const nexts = await keep.nexts();
    await keep.setNexts(() => 1);
    const log = await logged(async () => {
      deepStrictEqual(await once(), { done: 1, failed: 0 });
    });
    const told = "Schedule broken: its job can't be queued, and waits for the next time";
    deepStrictEqual(log, [[told, fault]]);
    deepStrictEqual([(await keep.nexts()).sort(), runs], [nexts.sort(), 1]);
  });

  test("gives handlers the values that were queued, with their types", async ({ board }) => {
    class Address {
      city = "";
      since: Date | null = null;
      static types = { since: Date };
    }
    const runs: unknown[] = [];
    const all = board.job("all", {
      text: String,
      whole: Integer,
      big: BigInt,
      when: Date,
      link: URL,
      kind: oneOf("a", "b"),
      tags: [String],
      address: Address,
      json: Object,
      count: 3,
      note: optional(String),
    }, ({ id: _, tries: __, signal: ___, report: ____, ...data }) => void runs.push(data));
    const address = Object.assign(new Address(), { city: "Bonn", since: new Date(5) });
    const data = {
      text: "\0 \ud800 é",
      whole: 2 ** 53 - 1,
      big: 2n ** 80n,
      when: new Date(1234),
      link: new URL("https://example.com/?a=b"),
      kind: "b" as const,
      tags: ["x", ""],
      address,
      json: { a: [1, null, { b: "c" }] },
    };
    await all.later(data);
    await all.later({ ...data, count: 4, note: "hi" });
    deepStrictEqual(await board.work().once(), { done: 2, failed: 0 });
    deepStrictEqual(runs, [
      { ...data, count: 3, note: undefined },
      { ...data, count: 4, note: "hi" },
    ]);
  });

  test("narrows tables by xtra for one job alone", async ({ db, board }) => {
    const notes = db.create(
      class Note {
        id = 0;
        user = "";
      },
    );
    await notes.insertAll([{ user: "ann" }, { user: "bob" }]);
    const seen: unknown[] = [];
    const look = board.job("look", { user: String }, async ({ user }) => {
      notes.xtra({ user });
      seen.push((await notes()).map((note) => note.user));
    });
    await look.later({ user: "ann" });
    await look.later({ user: "bob" });
    deepStrictEqual(await board.work().once(), { done: 2, failed: 0 });
    deepStrictEqual([seen.toSorted(), await notes.count()], [[["ann"], ["bob"]], 2]);
  });

  test("starts and stops with an application, and hears of other processes", async (place) => {
    const { board, other } = place;
    const { app } = fastApp();
    const runs: string[] = [];
    const note = board.job("note", { text: String }, ({ text }) => void runs.push(text));
    board.work().with(app);
    await note.later({ text: "before" });
    deepStrictEqual(runs, []);
    await app.start();
    await until(60, "the first", () => runs.length === 1);
    await note.later({ text: "own" });
    await until(60, "the second", () => runs.length === 2);
    await other().board.job("note", { text: String }, () => {}).later({ text: "other" });
    await until(60, "the third", () => runs.length === 3);
    strictEqual(await app.close(), true);
    await note.later({ text: "after" });
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(runs, ["before", "own", "other", "after"]);
  });

  test("runs as many at once as it may", async ({ board }) => {
    let now = 0, most = 0;
    const gate = Promise.withResolvers<void>();
    const busy = board.job("busy", async () => {
      most = Math.max(most, ++now);
      if (now === 3) gate.resolve();
      await gate.promise;
      now--;
    });
    for (let n = 0; n < 9; n++) await busy.later();
    deepStrictEqual(await board.work({ concurrency: 3 }).once(), { done: 9, failed: 0 });
    strictEqual(most, 3);
  });

  test("takes none that it does not know, or can't read", async ({ board, other, keep }) => {
    const two = other().board;
    await two.job("unknown", () => {}).later();
    await two.job("changed", { n: Number }, () => {}).later({ n: 1 });
    board.job("changed", { n: String }, () => {}, { tries: 1 });
    const log = await logged(async () => {
      deepStrictEqual(await board.work().once(), { done: 0, failed: 1 });
    });
    match(String(log), /TypeError: Cannot run job "changed": n is 1, expected text/);
    const kept = (await keep.rows()).map(({ name, tries }) => ({ name, tries }));
    deepStrictEqual(kept.sort((a, b) => a.name < b.name ? -1 : 1), [
      { name: "changed", tries: 1 },
      { name: "unknown", tries: 0 },
    ]);
  });

  test("tells how many jobs each queue has, also of other processes", async (place) => {
    const { board, other, keep } = place;
    const two = other().board;
    deepStrictEqual(await board.queues(), []);
    const gate = gated();
    const b = board.job("b", () => gate.run());
    const a = board.job("a", () => {
      throw new UnrecoverableError("no");
    });
    const c = two.job("c", () => {});
    const none = { waiting: 0, later: 0, running: 0, dead: 0, oldest: undefined };
    deepStrictEqual(await two.queues(), [{ name: "c", ...none }]);
    await a.later();
    await logged(async () => {
      await board.work().once();
      await a.later({}, { in: "1h" });
      await b.later();
      const run = board.work().once();
      await gate.begun;
      for (const at of [2000, 1000, 3000]) await c.later({}, { at: new Date(at) });
      const all = [
        { name: "a", ...none, later: 1, dead: 1 },
        { name: "b", ...none, running: 1 },
        { name: "c", ...none, waiting: 3, oldest: new Date(1000) },
      ];
      deepStrictEqual([await board.queues(), await two.queues()], [all, all]);
      // One whose lease is over waits.
      await keep.lapse();
      const state = (await two.queues())[1];
      deepStrictEqual(state, { name: "b", ...none, waiting: 1, oldest: new Date(5) });
      gate.end();
      await run;
    });
    deepStrictEqual(await two.work().once(), { done: 3, failed: 0 });
    // What is declared here, and what is in the database.
    deepStrictEqual((await board.queues()).map(({ name }) => name), ["a", "b"]);
    deepStrictEqual((await two.queues()).map(({ name }) => name), ["a", "c"]);
  }, "exact counts");

  test("tells the schedules, also of other processes", async ({ board, other, keep }) => {
    const two = other().board;
    board.every("0 6 * * 1-5", board.job("digest", () => {}), { zone: "Europe/Berlin" });
    const [{ next, ...digest }] = await board.schedules(); // No worker has written it down.
    deepStrictEqual(digest, { name: "digest", pattern: "0 6 * * 1-5", zone: "Europe/Berlin" });
    ok(next.getTime() > Date.now());
    deepStrictEqual(await two.schedules(), []);
    await board.work().once();
    two.every("@yearly", two.job("books", () => {}));
    const [books, same] = await two.schedules();
    deepStrictEqual([books.name, books.pattern, books.zone], ["books", "@yearly", "UTC"]);
    deepStrictEqual(same, { ...digest, next });
    await keep.setNexts(() => 7);
    deepStrictEqual(await two.schedules(), [books, { ...digest, next: new Date(7) }]);
  });

  test("drops a schedule that no worker has, and not for long one that some has", async ({ board, other, keep }) => {
    const two = other().board;
    board.every("@yearly", board.job("old", () => {}));
    await board.work().once();
    two.every("@yearly", two.job("new", () => {}));
    await two.work().once();
    deepStrictEqual([await two.dropSchedule("old"), await two.dropSchedule("old")], [true, false]);
    deepStrictEqual((await two.schedules()).map(({ name }) => name), ["new"]);
    deepStrictEqual(await board.dropSchedule("new"), true);
    deepStrictEqual(await keep.nexts(), []);
    await two.work().once();
    deepStrictEqual((await keep.nexts()).length, 1);
    // A name is a name, whatever it has.
    for (const name of ["", "%", "'; drop table _schedules", "new "]) {
      deepStrictEqual(await board.dropSchedule(name), false);
    }
  });

  test("cancels a job that waits, and none that runs, is dead or has ended", async ({ board, other, keep }) => {
    const gate = Promise.withResolvers<void>(), begun = Promise.withResolvers<void>();
    const runs: number[] = [];
    const mail = board.job("mail", { n: Number }, ({ n }) => void runs.push(n));
    const same = other().board.job("mail", { n: Number }, () => {});
    const hang = board.job("hang", async () => {
      begun.resolve();
      await gate.promise;
    });
    const fails = board.job("fails", () => {
      throw new Error("no");
    }, { tries: 2 });
    const first = await mail.later({ n: 1 });
    const second = await mail.later({ n: 2 }, { in: "1h", key: "k" });
    const third = await mail.later({ n: 3 });
    // By its id and name, from any process, once.
    deepStrictEqual(await hang.cancel(first), false);
    deepStrictEqual([await same.cancel(first), await mail.cancel(first)], [true, false]);
    for (const id of ["", "x", "%", first.slice(1)]) deepStrictEqual(await mail.cancel(id), false);
    // Its key is free, and who follows it is told.
    const { app, rt } = fastApp();
    rt("/", () => EventStream(mail.progress(second)));
    const followed = eventsOf(await app.request("/")).next();
    deepStrictEqual(await mail.cancel(second), true);
    deepStrictEqual(await within(60, "the end", followed), "event: end\ndata: done");
    const fourth = await mail.later({ n: 4 }, { key: "k" });
    ok(fourth !== second);

    const failing = await fails.later(), running = await hang.later();
    const worker = board.work();
    await logged(async () => {
      const run = worker.run();
      await begun.promise;
      deepStrictEqual(await hang.cancel(running), false);
      gate.resolve();
      await until(60, "its first try", async () => {
        const states = await board.queues();
        return states.some(({ name, later }) => name === "fails" && later === 1) &&
          await countOf(keep) === 1;
      });
      await worker.stop();
      await run;
      // It has failed, and waits for another try.
      deepStrictEqual(await fails.cancel(failing), true);
      const dead = await fails.later();
      await board.work().once();
      await keep.makeDue();
      await board.work().once();
      deepStrictEqual(await fails.cancel(dead), false);
      deepStrictEqual((await board.dead()).map(({ id }) => id), [dead]);
    });
    deepStrictEqual(runs.toSorted(), [3, 4]);
    deepStrictEqual([await mail.cancel(third), await hang.cancel(running)], [false, false]);
    // What a killed worker had is due when its lease is over, and waits.
    const held = board.job("held", () => {}), last = Promise.withResolvers<void>();
    const lost = await held.later();
    const { board: killed } = other();
    killed.job("held", () => last.promise);
    const dying = killed.work({ grace: 0 });
    await logged(async () => {
      const run = dying.run();
      await until(60, "a lease", async () => (await keep.rows()).some(({ lease }) => lease));
      deepStrictEqual(await held.cancel(lost), false);
      await keep.lapse();
      deepStrictEqual(await held.cancel(lost), true);
      await dying.stop();
      await run;
      last.resolve();
    });
    deepStrictEqual((await board.queues()).filter(({ name }) => name === "held"), [
      { name: "held", waiting: 0, later: 0, running: 0, dead: 0, oldest: undefined },
    ]);
  });

  test("lists dead jobs by name and id, in parts", async ({ board, other, keep }) => {
    const two = other().board;
    const ids: string[] = [];
    for (const name of ["a", "b"]) {
      const fails = two.job(name, { n: Number }, () => {
        throw new Error("no");
      }, { tries: 1 });
      for (let n = 0; n < 3; n++) ids.push(await fails.later({ n }));
    }
    const waits = await board.job("c", () => {}).later();
    await logged(() => two.work().once());
    // The death of each is at a time of its own: a0, b0, a1, b1, a2, b2.
    const [a0, a1, a2, b0, b1, b2] = ids;
    for (const [n, id] of [a0, b0, a1, b1, a2, b2].entries()) {
      await keep.die(n + 1, id);
    }
    const found = async (options: DeadOptions) =>
      (await board.dead(options)).map(({ id, at }) => [id, at.getTime()]);
    const all = [[b2, 6], [a2, 5], [b1, 4], [a1, 3], [b0, 2], [a0, 1]];
    deepStrictEqual(await found({}), all);
    deepStrictEqual(await found({ limit: 2, offset: 1 }), all.slice(1, 3));
    deepStrictEqual(await found({ offset: 5 }), all.slice(5));
    deepStrictEqual(await found({ offset: 6 }), []);
    deepStrictEqual(await found({ name: "a" }), [all[1], all[3], all[5]]);
    deepStrictEqual(await found({ name: "a", limit: 1, offset: 1 }), [all[3]]);
    deepStrictEqual(await found({ name: "c" }), []);
    deepStrictEqual(await found({ id: b1! }), [all[2]]);
    deepStrictEqual(await found({ id: b1!, name: "b" }), [all[2]]);
    deepStrictEqual(await found({ id: b1!, name: "a" }), []);
    deepStrictEqual(await found({ id: waits }), []);
    // Of those that died at the same moment, the order is still one.
    await keep.die(9);
    deepStrictEqual((await found({})).map(([id]) => id), ids.toSorted());
    const wrong: [DeadOptions, string][] = [
      [{ limit: 0 }, "limit is 0, expected a whole number from 1 on"],
      [{ limit: 1.5 }, "limit is 1.5, expected a whole number from 1 on"],
      [{ offset: -1 }, "offset is -1, expected a whole number from 0 on"],
      [{ offset: NaN }, "offset is NaN, expected a whole number from 0 on"],
    ];
    for (const [options, why] of wrong) {
      const message = `Cannot list dead jobs: ${why}`;
      await rejects(board.dead(options), { name: "TypeError", message });
    }
  });

  test("retries all dead jobs of a name, one for each key", async ({ board, keep }) => {
    const runs: string[] = [];
    let isBroken = true;
    const handler = ({ n, id, tries }: { n: number; id: string; tries: number }) => {
      if (isBroken) throw new Error("no");
      runs.push(`${n} ${id} ${tries}`);
    };
    const a = board.job("a", { n: Number }, handler, { tries: 1 });
    const b = board.job("b", { n: Number }, handler, { tries: 1 });
    const ids: string[] = [];
    await logged(async () => {
      for (let n = 0; n < 5; n++) {
        ids.push(await a.later({ n }, n < 2 ? {} : { key: n < 4 ? "k" : "held" }));
        await board.work().once();
        await keep.die(n + 1, ids[n]);
      }
      await b.later({ n: 9 });
      await board.work().once();
    });
    const held = await a.later({ n: 5 }, { key: "held", in: "1h" });
    isBroken = false;
    strictEqual(await board.retryAll("a"), 3);
    deepStrictEqual(await board.work().once(), { done: 3, failed: 0 });
    const again = [0, 1, 3].map((n) => `${n} ${ids[n]} 1`);
    deepStrictEqual(runs.toSorted(), again);
    deepStrictEqual((await board.dead()).map(({ id, name }) => name === "a" ? id : name), [
      "b",
      ids[4],
      ids[2],
    ]);
    // The key is free again, and the other is not.
    deepStrictEqual([await board.retryAll("a"), await board.retryAll("x")], [1, 0]);
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    const kept = (await keep.rows()).filter(({ name }) => name === "a").map(({ id }) => id);
    deepStrictEqual(kept, [ids[4], held]);
  });

  test("retries a hundred jobs once, for several at the same time", async ({ board, other }) => {
    const runs: number[] = [];
    let isBroken = true;
    const fails = board.job("fails", { n: Number }, ({ n }) => {
      if (isBroken) throw new UnrecoverableError("no");
      runs.push(n);
    });
    for (let n = 0; n < 100; n++) await fails.later({ n });
    await logged(() => board.work({ concurrency: 50 }).once());
    isBroken = false;
    const all = [board, other().board, other().board];
    const counts = await Promise.all(all.map(({ retryAll }) => retryAll("fails")));
    strictEqual(counts.reduce((sum, count) => sum + count), 100);
    const work = async () => (await board.work().once()).done;
    deepStrictEqual([await work(), await work(), new Set(runs).size], [100, 0, 100]);
  });

  test("takes names, keys and parameters of any characters, and long ones", async ({ board }) => {
    const ran: unknown[] = [];
    const random = (length: number) =>
      Array.from(
        crypto.getRandomValues(new Uint16Array(length)),
        (n) => String.fromCharCode(0x4e00 + n % 0x5000),
      ).join("");
    const names = ['"%:\n{*}', "__proto__", "constructor", "schedules", "names", random(200)];
    const keys = ["'\"%:\n{*}", "__proto__", " ", random(500)];
    const params = { ["__proto__"]: String, constructor: optional(Number), toString: "x" };
    for (const name of names) {
      const { later } = board.job(name, params, (given) => {
        ran.push([given["__proto__"], given.constructor, given.toString]);
      });
      const data = JSON.parse('{"__proto__":"a"}');
      const ids = [];
      for (const key of [...keys, ...keys]) ids.push(await later(data, { key }));
      strictEqual(new Set(ids).size, keys.length);
    }
    const { done } = await board.work().once();
    const all = names.flatMap(() => keys.map(() => ["a", undefined, "x"]));
    deepStrictEqual([done, ran], [names.length * keys.length, all]);
    const queues = (await board.queues()).map(({ name }) => name);
    deepStrictEqual(queues, names.toSorted());
  });

  test("rejects a job that can't be queued, and keeps nothing", async ({ board, keep }) => {
    const mail = board.job("mail", { to: String, at: Date }, () => {});
    const wrong: [object, object, string][] = [
      [{ to: 5, at: new Date(0) }, {}, "to is 5, expected text"],
      [{ to: "a" }, {}, "at is undefined, expected a valid Date"],
      [{ to: "a", at: new Date(NaN) }, {}, "at is the date Invalid Date, expected a valid Date"],
      [{ to: "a", at: new Date(0), cc: "b" }, {}, "cc is none of its parameters, expected to, at"],
      [
        { to: "a", at: new Date(0) },
        { in: "5 minutes" },
        'Cannot read in of job "mail": found "5 minutes", expected seconds, ' +
        'or a text such as "30s", "5m", "2h"',
      ],
      [
        { to: "a", at: new Date(0) },
        { at: new Date(NaN) },
        "at is an invalid Date, expected a " +
        "valid one",
      ],
      [{ to: "a", at: new Date(0) }, { key: "" }, "key has 0 characters, expected 1 to 500"],
      [
        { to: "a", at: new Date(0) },
        { key: "\u{1f600}".repeat(251) },
        "key has 502 characters, expected 1 to 500",
      ],
      [
        { to: "a", at: new Date(0) },
        { key: "a\0" },
        'key is "a\\u0000", expected a text without NUL or half a surrogate pair',
      ],
      [
        { to: "a".repeat(1 << 20), at: new Date(0) },
        {},
        "its data is 1048617 characters as JSON, " +
        "expected at most 1048576",
      ],
    ];
    for (const [data, options, why] of wrong) {
      throws(() => mail.later(data as never, options), {
        name: "TypeError",
        message: why.startsWith("Cannot") ? why : `Cannot queue job "mail": ${why}`,
      });
    }
    strictEqual(await countOf(keep), 0);
  });

  testOver(engine, "jobs()", tests);
}

/** A function that ends when it is told to. */
function gated() {
  const begun = Promise.withResolvers<void>(), end = Promise.withResolvers<void>();
  const run = () => {
    begun.resolve();
    return end.promise;
  };
  return { run, begun: begun.promise, end: end.resolve };
}
