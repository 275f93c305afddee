/**
 * Inserts a row in a transaction, and then awaits: until a line comes by standard input, so that
 * another process can write meanwhile. Says how often its function was called, and its row's key.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { database } from "../../../lib/data/mod.ts";

const db = database(Deno.args[0]!);
const rows = db.create("rows", { id: Number, text: String });
const input = Deno.stdin.readable.getReader();
let line: Promise<unknown> | undefined;
let calls = 0;
const key = await db.transaction(async () => {
  const { id } = rows.insert({ text: "child" });
  if (++calls === 1) writeSync(1, "inserted\n");
  await (line ??= input.read());
  rows.update({ id, text: "child, later" });
  return id;
});
writeSync(1, `${calls} ${key}\n`);
