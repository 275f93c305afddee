import { deepStrictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { KINDS, order } from "./order.ts";

const NOTHING = { inversions: 0, losses: 0, doubles: 0 };

Deno.test("a channel keeps the order of each sender between the workers of a process", async () => {
  deepStrictEqual(await order(() => undefined, 60), NOTHING);
});

for (const { name, needs, start, open } of KINDS) {
  Deno.test({
    ...needing([needs], `a channel keeps the order of each sender over ${name}`),
    fn: async () => {
      await using server = await start();
      deepStrictEqual(await order(() => open(server.url), 60), NOTHING);
    },
  });
}
