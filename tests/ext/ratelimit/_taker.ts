// deno-lint-ignore-file no-console -- what the test reads
/** A process that asks one limit of a shared store 50 times at once, and prints how often it may. */
import { database } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";

const [kind, where] = Deno.args as [string, string];
const db = kind === "sqlite"
  ? database(where)
  : kind === "postgres"
  ? database(postgres(where))
  : undefined;
const redis = kind === "redis" ? redisLimits(where) : undefined;
const { take } = limit("5/d", { store: db ?? redis!, name: "shared", timeout: 600 });
await db?.table("_limits");
console.log("ready");
await Deno.stdin.read(new Uint8Array(1));
const all = await Promise.all(Array.from({ length: 50 }, () => take("ada")));
console.log(all.filter(Boolean).length);
await db?.close();
await redis?.close();
