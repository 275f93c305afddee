import { strictEqual } from "node:assert";
import { jobs, UnrecoverableError } from "../../../ext/jobs.ts";
import { UnrecoverableError as Own } from "../../../ext/jobs/unrecoverable.ts";
import { database } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";

Deno.test("UnrecoverableError ends a job at its first try, and is one class for all who throw it", async () => {
  strictEqual(UnrecoverableError, Own);
  strictEqual(new Own("no mailbox").name, "UnrecoverableError");
  using db = database(":memory:");
  const { job, work, dead } = jobs(db);
  job("a", () => {
    throw new UnrecoverableError("no mailbox");
  }, { tries: 9 }).later();
  await logged(async () => void await work().once());
  strictEqual((await dead())[0]?.tries, 1);
});
