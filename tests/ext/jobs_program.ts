/** A process that runs the jobs of tests: `deno run -A tests/ext/jobs_program.ts <file or URL>`. */
import { setTimeout as delay } from "node:timers/promises";
import { database, Progress } from "../../mod.ts";
import { jobs } from "../../ext/jobs.ts";
import { postgres } from "../../ext/postgres.ts";
import { redisJobs } from "../../ext/redis_jobs.ts";
import { redisKeep, tableKeep } from "./_job_keeps.ts";

const [source] = Deno.args;
await using stack = new AsyncDisposableStack();
const { board: { job, work }, keep } = await open();

const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const note = (n: number) => keep.note(n, Deno.pid);

job("step", { n: Number }, async ({ n, tries, signal }) => {
  await note(n);
  if (n === 0 && tries === 1) await hang(signal);
}, { lease: 2 });
job("hang", async ({ signal }) => {
  await note(0);
  await hang(signal);
});
job("steps", async ({ report }) => {
  for (let n = 1; n <= 3; n++) {
    report(Progress({ value: n, max: 3 }, `${n} < 3`));
    while ((await keep.ran()).every((one) => one.n !== n)) await delay(10);
  }
});
job("poison", async () => {
  await note(0);
  Deno.kill(Deno.pid, "SIGKILL");
}, { tries: 2, lease: 1 });

await work({ grace: 0.1 }).run();

async function open() {
  if (source.startsWith("redis:")) {
    const [url, prefix] = source.split("#") as [string, string];
    const board = stack.use(redisJobs(url, { prefix }));
    return { board, keep: stack.use(await redisKeep(url, prefix)) };
  }
  const db = stack.use(database(source.startsWith("postgres:") ? postgres(source) : source));
  return { board: jobs(db), keep: tableKeep(db) };
}
