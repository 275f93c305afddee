/** Holds a write transaction on the file that is named, for a while. */
import { DatabaseSync } from "node:sqlite";

using db = new DatabaseSync(Deno.args[0]!);
db.exec("begin immediate");
// deno-lint-ignore no-console -- what a case waits for
console.log("held");
await new Promise((resolve) => setTimeout(resolve, 1500));
db.exec("commit");
// deno-lint-ignore no-console -- what a case waits for
console.log("let go");
