import { goldenPath } from "../_golden.ts";
import { deepStrictEqual } from "node:assert";
import { wsParity } from "./ws.ts";

const folder = goldenPath(".");

Deno.test("sockets answer as FastHTML's did, but for errors", async () => {
  const { different, unexplained } = await wsParity(folder);
  deepStrictEqual({ different, unexplained }, {
    different: ["ws/missing field", "ws/typed"],
    unexplained: [],
  });
});
