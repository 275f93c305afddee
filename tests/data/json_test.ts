import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { Div, toXml } from "../../mod.ts";
import { parseJson } from "../../lib/data/json.ts";
import { database } from "../../lib/data/mod.ts";

Deno.test("parseJson() gives objects without a prototype, at every depth", () => {
  const value = parseJson('[{"a":{"b":[{"__proto__":{"c":1}}]}},null,"x",5]') as [
    { a: { b: [object] } },
  ];
  const objects = [value[0], value[0].a, value[0].a.b[0]];
  deepStrictEqual(objects.map((object) => Object.getPrototypeOf(object)), [null, null, null]);
  deepStrictEqual(Object.keys(value[0].a.b[0]), ["__proto__"]);
  strictEqual(JSON.stringify(value), '[{"a":{"b":[{"__proto__":{"c":1}}]}},null,"x",5]');
});

Deno.test("JSON of a column never becomes attributes of an element", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, data: Object });
  notes.insert({ data: { onclick: "alert(1)" } });
  throws(() => toXml(Div(notes[1].data as never, "text")), /found object without a prototype/);
});
