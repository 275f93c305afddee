import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { EventStream, fastApp } from "../../mod.ts";
import { until, within } from "../_within.ts";
import { countOf, type EngineCase, eventsOf, type JobTest, testOver } from "./_job_engines.ts";

/** Tests what becomes of jobs that other processes run, and of those processes, over one engine. */
export function testJobProcesses(engine: EngineCase): void {
  const tests: JobTest[] = [];
  const test = (does: string, fn: JobTest["fn"]) => tests.push({ does, fn });

  test("loses none of 1,000 when one of two processes is killed", async ({ source, board, keep }) => {
    const step = board.job("step", { n: Number }, () => {});
    await keep.begin();
    const ids = new Set<string>();
    for (let n = 0; n < 1000; n++) ids.add(await step.later({ n }));
    strictEqual(ids.size, 1000);
    await using one = startWorker(source);
    await using two = startWorker(source);
    // The first job hangs in the process that has it, until this is killed.
    const holder = async () => (await keep.ran()).filter(({ n }) => n === 0);
    await until(60, "the first job", async () => (await holder()).length > 0);
    const [{ pid }] = await holder();
    (pid === one.pid ? one : two).kill("SIGKILL");
    await until(120, "all jobs", async () => await countOf(keep) === 0);
    strictEqual(new Set((await keep.ran()).map(({ n }) => n)).size, 1000);
    const again = await holder();
    deepStrictEqual(new Set(again.map(({ pid }) => pid)), new Set([one.pid, two.pid]));
  });

  test("buries a job that ends its process each time", async ({ source, board, keep }) => {
    const poison = board.job("poison", () => {});
    await keep.begin();
    const id = await poison.later();
    for (let n = 0; n < 2; n++) {
      await using worker = startWorker(source);
      strictEqual((await within(60, "its end", worker.status)).signal, "SIGKILL");
    }
    await using _last = startWorker(source);
    await until(60, "the end", async () => (await board.dead()).length > 0);
    const [{ at, retry: _, drop: __, ...dead }] = await board.dead();
    ok(at instanceof Date);
    deepStrictEqual(dead, {
      id,
      name: "poison",
      data: {},
      key: undefined,
      tries: 3,
      error: "The worker ended, or lost the lease, at each try",
    });
    strictEqual((await keep.ran()).length, 2);
  });

  test("gives back at SIGTERM what can't be finished", async ({ source, board, keep }) => {
    await keep.begin();
    const id = await board.job("hang", () => {}).later();
    await using worker = startWorker(source);
    await until(60, "the job", async () => (await keep.ran()).length > 0);
    worker.kill("SIGTERM");
    strictEqual((await within(60, "its end", worker.status)).code, 0);
    const kept = (await keep.rows()).map(({ id, lease, tries }) => ({ id, lease, tries }));
    deepStrictEqual(kept, [{ id, lease: null, tries: 0 }]);
    deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
  });

  test("streams the progress of a job of another process", async ({ source, board, keep }) => {
    await keep.begin();
    const steps = board.job("steps", () => {});
    const { app, rt } = fastApp();
    rt("/steps/{id}", { id: String }, ({ id }) => EventStream(steps.progress(id)));
    const id = await steps.later();
    const stream = eventsOf(await app.request(`/steps/${id}`));
    await using _worker = startWorker(source);
    // Each step waits until the test has seen the one before.
    const seen: string[] = [];
    for (let n = 1; n <= 3; n++) {
      seen.push(await within(60, `step ${n}`, stream.next()));
      await keep.note(n, 0);
    }
    seen.push(await within(60, "the end", stream.next()), await within(60, "close", stream.next()));
    deepStrictEqual(seen, [
      'data: <progress value="1" max="3">1 &lt; 3</progress>',
      'data: <progress value="2" max="3">2 &lt; 3</progress>',
      'data: <progress value="3" max="3">3 &lt; 3</progress>',
      "event: end\ndata: done",
      "",
    ]);
    // Those who come later, or with what is no id, hear of the end.
    for (const path of [`/steps/${id}`, "/steps/x", `/steps/${"a".repeat(32)}`]) {
      strictEqual(await (await app.request(path)).text(), "event: end\ndata: done\n\n");
    }
    const ends = await Array.fromAsync(steps.progress("\0 \ud800"), (message) => message.render());
    deepStrictEqual(ends, ["event: end\ndata: done\n\n"]);
  });

  testOver(engine, "jobs() of processes", tests);
}

/** A process that runs jobs. */
export function startWorker(source: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${import.meta.dirname}/jobs_program.ts`, source],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}
