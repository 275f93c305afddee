import { deepStrictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { EXAMPLES } from "./_live_users.ts";
import { runLive } from "./ten_minutes.ts";

// Ten minutes of it: docs/reliability.md.
Deno.test({
  ...needing(
    ["chromium", "postgresql"],
    "at two servers of each live example, of which one restarts and one is killed, all pages end " +
      "with what is stored",
  ),
  // Playwright keeps timers and its driver's pipes until the browser is closed.
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const { did, problems } = await runLive({
    examples: EXAMPLES,
    broker: "postgres",
    seconds: 15,
    every: 5,
    pages: 1,
    signals: ["SIGTERM", "SIGKILL"],
  });
  deepStrictEqual(problems, []);
  deepStrictEqual([did["SIGTERM"], did["SIGKILL"]], [1, 1]);
});
