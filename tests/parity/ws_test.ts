import { deepStrictEqual } from "node:assert";
import { wsParity } from "./ws.ts";

const folder = Deno.env.get("GOLDEN") ??
  new URL("../../../shared/golden", import.meta.url).pathname;

Deno.test("sockets answer as FastHTML's did, but for errors", async () => {
  const { different, unexplained } = await wsParity(folder);
  deepStrictEqual({ different, unexplained }, {
    different: ["ws/missing field", "ws/typed"],
    unexplained: [],
  });
});
