import { deepStrictEqual } from "node:assert";
import { Progress } from "../../../ext/jobs/progress.ts";
import { Queue } from "../../../ext/jobs/queue.ts";
import { postgres } from "../../../ext/postgres.ts";
import { database } from "../../../mod.ts";
import { needing } from "../../_needs.ts";
import { until, within } from "../../_within.ts";
import { DebianServer } from "../postgres_servers.ts";

const NEW = { data: "{}", key: undefined, wait: 0, at: undefined };

Deno.test("Progress.reporter() writes the last of many reports, under its lease alone", async () => {
  using db = database(":memory:");
  const queue = new Queue(db), progress = new Progress(queue);
  const id = await queue.add("a", NEW);
  await queue.take("a", { count: 1, lease: "mine", length: 60_000 });
  const read = async () => (await queue.progress("a", id))!.progress;
  let count = 0;
  const write = queue.report.bind(queue);
  queue.report = (...args) => (count++, write(...args));
  {
    await using reporter = progress.reporter({ name: "a", id, lease: "mine", tries: 1 });
    for (let n = 0; n < 100; n++) reporter.report(n);
  }
  deepStrictEqual([await read(), count], ["99", 1]);
  {
    await using reporter = progress.reporter({ name: "a", id, lease: "of another", tries: 1 });
    reporter.report("late");
  }
  deepStrictEqual(await read(), "99");
});

Deno.test({
  ...needing(["postgresql"], "Progress.follow() is told by Postgres, without asking for it"),
  fn: async () => {
    await using server = await DebianServer.start();
    await using db = database(postgres(`${server.address}/postgres`));
    await using other = database(postgres(`${server.address}/postgres`));
    const queue = new Queue(db), hour = 3_600_000;
    const id = await queue.add("a", NEW);
    await queue.take("a", { count: 1, lease: "mine", length: hour });
    const held = { name: "a", id, lease: "mine", tries: 1 };
    await queue.report(held, "early");
    const texts: string[] = [];
    const following = (async () => {
      for await (const message of new Progress(new Queue(other), hour).follow("a", id)) {
        texts.push(await message.render());
      }
    })();
    // It listens after its first look, which may have a report; a second one it can only hear of.
    let count = 0;
    await until(60, "two reports", async () => {
      await queue.report(held, `${count++}`);
      return texts.length > 1;
    });
    await queue.done(held);
    await within(60, "the end", following);
    deepStrictEqual(texts.at(-1), "event: end\ndata: done\n\n");
  },
});
