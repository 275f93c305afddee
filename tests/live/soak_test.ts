import { deepStrictEqual, ok } from "node:assert";
import { soak } from "./soak.ts";

// Ten minutes of it: docs/reliability.md.
Deno.test("clients that come, go, stall, send garbage and die leave nothing behind", async () => {
  const { before, during, after } = await soak(10, 20);
  ok(during.files > before.files, "nobody was there");
  deepStrictEqual([after.files, after.timers], [before.files, before.timers]);
  ok(
    after.heapUsed < before.heapUsed * 1.2,
    `${before.heapUsed} → ${after.heapUsed} bytes of heap`,
  );
});
