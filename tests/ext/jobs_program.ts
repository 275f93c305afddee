/** A process that runs the jobs of tests: `deno run -A tests/ext/jobs_program.ts <file or URL>`. */
import { setTimeout as delay } from "node:timers/promises";
import { database, Progress } from "../../mod.ts";
import { jobs } from "../../ext/jobs.ts";
import { postgres } from "../../ext/postgres.ts";

const [source] = Deno.args;
await using db = database(source.startsWith("postgres:") ? postgres(source) : source);
const { job, work } = jobs(db);

const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const note = async (n: number) =>
  void await db.q("insert into ran (n, pid) values (?, ?)", [n, Deno.pid]);

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
    while ((await db.q("select n from ran where n = ?", [n])).length === 0) await delay(10);
  }
});
job("poison", async () => {
  await note(0);
  Deno.kill(Deno.pid, "SIGKILL");
}, { tries: 2, lease: 0.2 });

await work({ grace: 0.1 }).run();
