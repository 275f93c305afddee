import { deepStrictEqual } from "node:assert";
import { ROOT } from "../house/_files.ts";
import { mutate } from "./mutate.ts";
import { ROOMS } from "./rooms.ts";
import { Survivors } from "./survivors.ts";

Deno.test("the survivors that are accepted are mutants of their room, each with a reason", async () => {
  for (const [name, { files }] of Object.entries(ROOMS)) {
    const accepted = await Survivors.read(name);
    const mutants = files.flatMap((file) => mutate(file, Deno.readTextFileSync(ROOT + file)));
    deepStrictEqual(accepted.without(mutants), [], name);
    deepStrictEqual(accepted.of(mutants).filter(({ reason }) => reason === ""), [], name);
  }
});
