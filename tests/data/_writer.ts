/**
 * Writes rows until it is killed, or so many, and says the key of each that has been stored.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { database } from "../../lib/data/mod.ts";

class Entry {
  id = 0;
  writer = "";
  batch = 0;
}

const [path, writer, count = "Infinity"] = Deno.args;
const entries = database(path).create(Entry);
const db = database(path);
const paired = db.create(Entry);

for (let batch = 1; batch <= Number(count); batch++) {
  const { id } = entries.insert({ writer });
  say(id);
  const pair = db.transaction(() =>
    [1, 2].map(() => paired.insert({ writer, batch: batch * 1000 + Deno.pid % 1000 }).id)
  );
  for (const id of pair) say(id);
}

function say(id: number): void {
  writeSync(1, `${id}\n`);
}
