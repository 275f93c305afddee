import { deepStrictEqual, strictEqual } from "node:assert";
import { metricsOf } from "../../_collector.ts";
import { until } from "../../_within.ts";
import { toMain } from "../../app/_main.ts";
import { testRedis } from "../_redis.ts";

/** A program whose jobs are kept in SQLite, or in Redis, and how the lease of one is lost there. */
const toProgram = (imports: string, open: string, lose: string) =>
  toMain(`
import { UnrecoverableError } from "@fasthtml/fasthtml/ext/jobs";
${imports}
${open}
const { app, rt } = fastApp();
const all = {
  mail: job("mail", { to: String }, () => {}),
  pay: job("pay", { to: String }, ({ to }) => { throw new RangeError(to); }),
  call: job("call", { to: String }, ({ to }) => { throw new UnrecoverableError(to); }),
  wait: job("wait", { to: String }, async ({ signal }) => {
    await new Promise((done) => signal.addEventListener("abort", done));
  }),
  lose: job("lose", { to: String }, async ({ id }) => void await ${lose}),
};
const worker = work({ grace: 0.01 });
worker.with(app);
rt.post("/{name}", { name: String }, async ({ name }) => {
  await all[name].later({ to: "SECRET" }, { key: "SECRET" });
  if (name === "wait") await all[name].later({ to: "SECRET" }, { key: "SECRET" });
  return P("queued");
});
rt("/stop", () => worker.stop());`);

Deno.test("jobs are counted by name: queued, running, and what has become of each try", () =>
  testCounts(toProgram(
    'import { database } from "@fasthtml/fasthtml";\n' +
      'import { jobs } from "@fasthtml/fasthtml/ext/jobs";',
    'const db = database("jobs.db");\nconst { job, work } = jobs(db);',
    'db.q("delete from _jobs where id = ?", [id])',
  )));

testRedis(
  "jobs in Redis are counted by name: queued, running, and what has become of each try",
  ({ url }) =>
    testCounts(toProgram(
      'import { createClient } from "@redis/client";\n' +
        'import { redisJobs } from "@fasthtml/fasthtml/ext/redis-jobs";',
      `const client = await createClient({ url: "${url}" }).connect();\n` +
        `const { job, work } = redisJobs("${url}");`,
      'client.set(`fasthtml_jobs:lose:${id}:lock`, "of another")',
    )),
);

async function testCounts(main: string): Promise<void> {
  const { metrics, text } = await metricsOf(main, async (origin, metrics) => {
    const sees = (name: string, value = 1) =>
      until(60, `${name} is ${value}`, () => metrics()[name] === value);
    const ask = async (path: string, method = "POST") => {
      const response = await fetch(origin + path, { method });
      strictEqual(response.ok, true);
      await response.body?.cancel();
    };
    await ask("/wait");
    await sees(`fasthtml.job.running{${NAMED("wait")}}`);
    for (const [name, outcome] of Object.entries(OUTCOMES)) {
      if (name !== "wait") await ask(`/${name}`);
      else await ask("/stop", "GET");
      await sees(`fasthtml.job.tries{fasthtml.job.outcome=${outcome}, ${NAMED(name)}}`);
    }
  });
  const own = Object.entries(metrics).filter(([name]) => !name.startsWith("db."));
  const errors: Record<string, string> = { pay: "RangeError", call: "UnrecoverableError" };
  const expected = Object.entries(OUTCOMES).flatMap(([name, outcome]) => [
    [`messaging.client.sent.messages{${toOperation(name, "later")}}`, 1],
    [`fasthtml.job.delay{${NAMED(name)}}`, 1],
    [`fasthtml.job.running{${NAMED(name)}}`, 0],
    [`fasthtml.job.tries{fasthtml.job.outcome=${outcome}, ${NAMED(name)}}`, 1],
    [
      `messaging.process.duration{${errors[name] ? `error.type=${errors[name]}, ` : ""}${
        toOperation(name, "process")
      }}`,
      1,
    ],
  ]);
  deepStrictEqual(Object.fromEntries(own), Object.fromEntries(expected));
  strictEqual(text.includes("SECRET"), false);
}

/** What becomes of the one try of each kind of job; the last one ends with its worker. */
const OUTCOMES: Readonly<Record<string, string>> = {
  mail: "done",
  pay: "failed",
  call: "dead",
  lose: "lost",
  wait: "given_back",
};

const NAMED = (name: string) => `messaging.destination.name=${name}, messaging.system=fasthtml`;

const toOperation = (name: string, operation: string) =>
  `messaging.destination.name=${name}, messaging.operation.name=${operation}, ` +
  "messaging.system=fasthtml";
