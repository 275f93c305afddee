import { check } from "../check.ts";
import { startTarget } from "../target.ts";
import type { Drivers } from "./types.ts";

export const DEVELOPMENT: Drivers = {
  /** One request to a program whose error pages are for developers. */
  debug: async ({ request = {}, expect }) => {
    await using target = await startTarget({ ATTACK_DEBUG: "1" });
    return check(expect, await target.request(request), `127.0.0.1:${target.port}`);
  },
};
