import { deepStrictEqual, match } from "node:assert";
import { database } from "../../../lib/data/mod.ts";

Deno.test("diagram() draws keys, columns and foreign keys, and no markup of theirs", async () => {
  using db = database(":memory:");
  db.create("a<b", { id: Number, "x&y": String });
  db.create("notes", { id: Number, to: Number }, { foreignKeys: { to: "a<b" } });
  const svg = await db.diagram();
  match(svg, /<text [^>]*font-weight="bold">a&lt;b<\/text>/);
  match(svg, /<text [^>]*text-decoration="underline">id: integer<\/text>/);
  match(svg, /x&amp;y: text/);
  match(svg, /<title>notes\.to → a&lt;b\.id<\/title>/);
});

Deno.test("diagram() starts a new column of boxes after four tables, and draws an empty database", async () => {
  using db = database(":memory:");
  match(await db.diagram(), /^<svg [^>]*height="0" [^]*<title>Tables<\/title>\n\n<\/svg>\n$/);
  for (const name of ["a", "b", "c", "d", "e"]) db.create(name, { id: Number });
  const boxes = [...(await db.diagram()).matchAll(/<rect x="(\d+)" y="(\d+)"/g)];
  const places = boxes.map(([, x, y]) => [Number(x), Number(y)]);
  deepStrictEqual([places.length, places[4]![1], places[4]![0]! > places[3]![0]!], [
    5,
    places[0]![1],
    true,
  ]);
});
