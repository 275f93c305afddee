/** Inserts rows until it is ended, and prints the key of each. */
import { database } from "@fasthtml/fasthtml";

const rows = database(Deno.args[0]!).create("row", { id: Number, n: Number });
// deno-lint-ignore no-console -- what a case compares
for (let n = 0;; n++) console.log(rows.insert({ n }).id);
