import { deepStrictEqual } from "node:assert";
import { Roster } from "../../lib/live/roster.ts";

Deno.test("Roster counts each name once, members without one, and says who is new or gone", () => {
  const roster = new Roster();
  const said = [roster.add("eve"), roster.add("eve"), roster.add(undefined), roster.add("adam")];
  deepStrictEqual([said, roster.names, roster.unnamed, roster.size], [
    [true, false, true, true],
    ["adam", "eve"],
    1,
    3,
  ]);
  const gone = ["eve", "eve", "eve", undefined].map((name) => roster.remove(name));
  deepStrictEqual([gone, roster.names, roster.size], [[false, true, false, true], ["adam"], 1]);
});

Deno.test("Roster.takeChange() has who came and went since the last call, and not who came back", () => {
  const roster = new Roster();
  deepStrictEqual([roster.hasChanged, roster.takeChange()], [false, undefined]);
  for (const name of ["adam", "eve", "eve", "noah"]) roster.add(name);
  roster.remove("noah");
  deepStrictEqual([roster.hasChanged, roster.takeChange()], [
    true,
    { joined: ["adam", "eve"], left: [] },
  ]);
  roster.remove("adam");
  roster.add("adam");
  deepStrictEqual(roster.takeChange(), { joined: [], left: [] });
  roster.remove("eve");
  deepStrictEqual([roster.hasChanged, roster.takeChange()], [false, undefined]); // of two
  roster.remove("eve");
  roster.addUnnamed(0);
  deepStrictEqual(roster.takeChange(), { joined: [], left: ["eve"] });
  for (const change of [() => roster.touch(), () => roster.addUnnamed(2)]) {
    change();
    deepStrictEqual([roster.takeChange(), roster.takeChange()], [
      { joined: [], left: [] },
      undefined,
    ]);
  }
});
