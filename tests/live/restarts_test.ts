import { deepStrictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { startRedis } from "./_brokers.ts";
import { type Losses, restart } from "./restarts.ts";

// A hundred of each kind: docs/reliability.md.

const NONE: Losses = {
  lostRows: [],
  doubledRows: [],
  unknownRows: [],
  lostTasks: [],
  unread: [],
  odd: [],
  log: [],
};

Deno.test(
  needing(["redis-server"], "a server that restarts under load, or is killed, loses nothing"),
  async () => {
    await using redis = await startRedis();
    const [losses, figures] = await restart(3, { killEvery: 3, broker: redis.url });
    deepStrictEqual([losses, figures.restarts], [NONE, 3]);
  },
);

Deno.test({
  ...needing(
    ["redis-server", "chromium"],
    "two servers that restart in turn answer each text that they store, and pages miss none",
  ),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  await using redis = await startRedis();
  const options = { servers: 2, broker: redis.url, withPages: true } as const;
  const [losses, figures] = await restart(3, options);
  deepStrictEqual([losses, figures.restarts], [NONE, 3]);
});
