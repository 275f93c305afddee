// deno-lint-ignore-file no-console -- what the test reads
/** A process that takes one token of a database 50 times at once, and prints how often it got it. */
import { database } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { OneTimeTokens } from "../../ext/one_time.ts";

const [kind, where] = Deno.args as [string, string];
const db = kind === "sqlite" ? database(where) : database(postgres(where));
const tokens = new OneTimeTokens(db, { purpose: "race", seconds: 3600 });
await db.table("_one_time");
console.log("ready");
await Deno.stdin.read(new Uint8Array(1));
const all = await Promise.all(Array.from({ length: 50 }, () => tokens.take("one of both")));
console.log(all.filter(Boolean).length);
await db.close();
