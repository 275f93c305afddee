import { deepStrictEqual, ok } from "node:assert";
import { ftParity } from "./ft.ts";

const folder = Deno.env.get("GOLDEN") ??
  new URL("../../../shared/golden", import.meta.url).pathname;

Deno.test("ftParity() explains every difference from FastHTML's HTML", async () => {
  const { same, different, unexplained } = await ftParity(folder);
  deepStrictEqual(unexplained, []);
  ok(same > 2 * different.length, `${same} same, ${different.length} different`);
});
