import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { toIdentity } from "../../examples/production/part.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { killAll, KILLS } from "./production.ts";

// Ten minutes of it: docs/reliability.md.
Deno.test({
  ...needing(
    ["caddy", "postgresql", "redis-server"],
    "production: each part is killed while people order, and no order, session or page is lost",
  ),
  fn: async () => {
    const kills = KILLS.filter(([part, signal]) => signal === "SIGKILL" || part === "server-A");
    const { problems, costs, orders } = await killAll({ people: 3, kills, seconds: 0, every: 0 });
    deepStrictEqual(problems, []);
    strictEqual(Object.values(costs).length, kills.length);
    strictEqual(orders >= kills.length * 3, true);
  },
});

Deno.test("production: a folder has one shop at a time", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/main.pid`, toIdentity(Deno.pid)!);
  const main = fileURLToPath(new URL("../../examples/production/main.ts", import.meta.url));
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main],
    env: { SHOP_DATA: folder.path },
  }).output();
  strictEqual(code, 1);
  match(
    new TextDecoder().decode(stdout),
    new RegExp(`Cannot start the shop: process ${Deno.pid} runs it in`),
  );
});
