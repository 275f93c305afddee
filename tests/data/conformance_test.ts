import { deepStrictEqual } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database } from "../../lib/data/mod.ts";
import { conform, type Outcome } from "./conformance.ts";

Deno.test("the conformance suite passes on node:sqlite, in memory", async () => {
  passes(await conform(() => Promise.resolve(database(":memory:"))));
});

Deno.test("the conformance suite passes on node:sqlite, in a file", async () => {
  const folder = await Deno.makeTempDir();
  let files = 0;
  passes(await conform(() => Promise.resolve(database(`${folder}/data/${files++}.db`))));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the conformance suite passes on a DatabaseSync of the caller's", async () => {
  passes(await conform(() => Promise.resolve(database(new DatabaseSync(":memory:")))));
});

function passes({ failures }: Outcome): void {
  deepStrictEqual(failures.map(({ step, error }) => `${step}: ${error}`), []);
}
