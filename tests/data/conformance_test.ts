import { deepStrictEqual } from "node:assert";
import { BACKENDS } from "./backends.ts";
import { conform } from "./conformance.ts";

for (const { name, sql, start } of BACKENDS) {
  Deno.test(`the conformance suite passes on ${name}`, async (t) => {
    const running = await start();
    if (typeof running === "string") {
      // named, and not silent: a backend that can't be had here is reported as ignored
      await t.step({ name: `skipped: ${running}`, ignore: true, fn: () => {} });
      return;
    }
    await using _running = running;
    const { failures } = await conform(() => running.open(), { sql });
    deepStrictEqual(failures.map(({ step, error }) => `${step}: ${error}`), []);
  });
}
