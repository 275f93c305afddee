import { deepStrictEqual, strictEqual } from "node:assert";
import { PAIRS, ROLES, SURFACES, TONES } from "../../../ext/ui/roles.ts";

Deno.test("each role is there once, and in a pair, but for lines that only separate", () => {
  strictEqual(new Set(ROLES).size, ROLES.length);
  const paired = new Set(PAIRS.flatMap(([over, under]) => [over, under]));
  deepStrictEqual(ROLES.filter((role) => !paired.has(role)), ["line"]);
});

Deno.test("text of each tone is read on each surface", () => {
  const texts = PAIRS.filter(([, , ratio]) => ratio === 4.5).map(([over, under]) =>
    `${over} ${under}`
  );
  const missing = TONES.flatMap((tone) => SURFACES.map((surface) => `${tone}Text ${surface}`))
    .filter((pair) => !texts.includes(pair));
  deepStrictEqual(missing, []);
});
