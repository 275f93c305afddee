import { deepStrictEqual, strictEqual } from "node:assert";
import { metricsOf } from "../../_collector.ts";
import { until } from "../../_within.ts";
import { toMain } from "../../app/_main.ts";

const main = toMain(`
import { database } from "@fasthtml/fasthtml";
import { jobs, UnrecoverableError } from "@fasthtml/fasthtml/ext/jobs";
const db = database("jobs.db");
const { app, rt } = fastApp();
const { job, work } = jobs(db);
const { promise: forever } = Promise.withResolvers();
const all = {
  mail: job("mail", { to: String }, () => {}),
  pay: job("pay", { to: String }, ({ to }) => { throw new RangeError(to); }),
  call: job("call", { to: String }, ({ to }) => { throw new UnrecoverableError(to); }),
  wait: job("wait", { to: String }, async ({ signal }) => {
    await new Promise((done) => signal.addEventListener("abort", done));
  }),
  lose: job("lose", { to: String }, ({ id }) => void db.q("delete from _jobs where id = ?", [id])),
};
const worker = work({ grace: 0.01 });
worker.with(app);
rt.post("/{name}", { name: String }, ({ name }) => {
  all[name].later({ to: "SECRET" }, { key: "SECRET" });
  if (name === "wait") all[name].later({ to: "SECRET" }, { key: "SECRET" });
  return P("queued");
});
rt("/stop", () => worker.stop());`);

Deno.test("jobs are counted by name: queued, running, and what has become of each try", async () => {
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
});

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
