import { deepStrictEqual } from "node:assert";
import { ROOT } from "../house/_files.ts";
import { mutate } from "./mutate.ts";
import { ROOMS } from "./rooms.ts";
import { Survivors } from "./survivors.ts";

for (const [name, { files }] of Object.entries(ROOMS)) {
  Deno.test(`the survivors of ${name} are mutants of that room, each with a reason`, async () => {
    const accepted = await Survivors.read(name);
    const mutants = files.flatMap((file) => mutate(file, Deno.readTextFileSync(ROOT + file)));
    deepStrictEqual(accepted.without(mutants), []);
    deepStrictEqual(accepted.of(mutants).filter(({ reason }) => reason === ""), []);
  });
}
