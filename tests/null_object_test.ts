import { Div, toXml } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { NullObject, parseJson } from "../lib/null_object.ts";
import { database } from "../lib/data/mod.ts";
import { logged, newApp, read } from "./http/_app.ts";

Deno.test("parseJson() makes objects that never become attributes", async () => {
  const { rt, client } = newApp();
  rt("/field", { info: Object }, ({ info }) => Div(info as never));
  rt("/keep", { info: Object }, ({ info, session }) => void (session.info = { ...info }));
  rt("/show", ({ session }) => Div(session.info));
  const query = `info=${encodeURIComponent('{"onmouseover":"alert(1)"}')}`;

  await logged(async () => {
    strictEqual((await read(client.get(`/field?${query}`))).status, 500);
    await client.get(`/keep?${query}`);
    strictEqual((await read(client.get("/show"))).status, 500);
  });
});

Deno.test("JSON of a column never becomes attributes of an element", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, data: Object });
  notes.insert({ data: { onclick: "alert(1)" } });
  throws(() => toXml(Div(notes[1].data as never, "text")), /found object without a prototype/);
});

Deno.test("NullObject is an empty object that inherits nothing and takes any name", () => {
  const object = new NullObject();
  deepStrictEqual(["constructor", "toString", "__proto__"].map((name) => object[name]), [
    undefined,
    undefined,
    undefined,
  ]);
  for (const name of ["__proto__", "constructor", "a"]) object[name] = name;
  deepStrictEqual(Object.entries(object), [
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["a", "a"],
  ]);
  strictEqual("toString" in new NullObject(), false);
  throws(() => Object.assign(NullObject.prototype, { admin: true }), TypeError);
});

Deno.test("parseJson() gives the same JSON again, without a prototype at any depth", () => {
  const texts = ['{"a":[{"b":{"c":null}}],"d":"x"}', '{"__proto__":{"x":1},"constructor":1}']
    .concat(["[]", "[[{}]]", "null", "true", "1.5", '"text"', "{}"]);
  for (const text of texts) {
    const value = parseJson(text);
    strictEqual(JSON.stringify(value), text);
    deepStrictEqual(prototypes(value).filter((prototype) => prototype !== null), []);
  }
  throws(() => parseJson("{"), SyntaxError);
});

/** The prototypes of all objects in a value that are no lists. */
function prototypes(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(prototypes);
  return Array.isArray(value) ? inner : [Object.getPrototypeOf(value), ...inner];
}
