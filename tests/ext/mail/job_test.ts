import { deepStrictEqual, strictEqual } from "node:assert";
import { jobs } from "../../../ext/jobs.ts";
import { MailJob } from "../../../ext/mail/job.ts";
import { database } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
import { until } from "../../_within.ts";

interface Parts {
  readonly to: string;
}

Deno.test("MailJob without jobs sends at once, or in the task that it returns", async () => {
  const sent: string[] = [];
  const send = ({ to }: Parts) => Promise.resolve(void sent.push(to));
  const mails = new MailJob<Parts>({ name: "a", jobs: undefined, send });
  await mails.send({ to: "ann" });
  const task = await mails.ask({ to: "bob" });
  deepStrictEqual(sent, ["ann"]);
  await task!.run();
  deepStrictEqual(sent, ["ann", "bob"]);
});

Deno.test("MailJob queues, and sends by a worker", async () => {
  using db = database(":memory:");
  const queue = jobs(db), sent: string[] = [];
  const send = ({ to }: Parts) => Promise.resolve(void sent.push(to));
  const mails = new MailJob<Parts>({ name: "a", jobs: queue, send });
  await mails.send({ to: "ann" });
  strictEqual(await mails.ask({ to: "bob" }), undefined);
  deepStrictEqual(sent, []);
  deepStrictEqual(await queue.work().once(), { done: 2, failed: 0 });
  deepStrictEqual(sent.sort(), ["ann", "bob"]);
});

Deno.test("MailJob: a mail of a transaction that is rolled back is none", async () => {
  using db = database(":memory:");
  const queue = jobs(db);
  const mails = new MailJob<Parts>({ name: "a", jobs: queue, send: () => Promise.resolve() });
  const fail = async () => {
    await mails.send({ to: "ann" });
    throw new Error("no");
  };
  await db.transaction(fail).catch(() => {}); // As it should.
  await db.transaction(() => mails.send({ to: "bob" }));
  deepStrictEqual((await queue.queues()).map(({ waiting }) => waiting), [1]);
});

Deno.test("MailJob gives a mail back whose worker stops before it was sent", async () => {
  using db = database(":memory:");
  const queue = jobs(db), sent: string[] = [];
  const send = ({ to }: Parts) => Promise.resolve(void sent.push(to));
  const mails = new MailJob<Parts>({ name: "a", jobs: queue, send });
  await mails.send({ to: "ann" });
  const worker = queue.work({ grace: 0 });
  await logged(async () => {
    const ended = worker.run();
    const taken = () => db.q("select id from _jobs where lease is not null").length > 0;
    await until(60, "the job", () => taken() || sent.length > 0);
    await worker.stop();
    await ended;
  });
  await queue.work().once();
  deepStrictEqual([new Set(sent), await queue.dead()], [new Set(["ann"]), []]);
});
