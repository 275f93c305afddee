import { Div } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { Bare, parseBare } from "../../lib/http/null_object.ts";
import { logged, newApp, read } from "./_app.ts";

Deno.test("parseBare() makes objects that never become attributes", async () => {
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

Deno.test("Bare is an empty object that inherits nothing and takes any name", () => {
  const bare = new Bare();
  deepStrictEqual(["constructor", "toString", "__proto__"].map((name) => bare[name]), [
    undefined,
    undefined,
    undefined,
  ]);
  for (const name of ["__proto__", "constructor", "a"]) bare[name] = name;
  deepStrictEqual(Object.entries(bare), [
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["a", "a"],
  ]);
  strictEqual("toString" in new Bare(), false);
  throws(() => Object.assign(Bare.prototype, { admin: true }), TypeError);
});

Deno.test("parseBare() gives the same JSON again, without a prototype at any depth", () => {
  const texts = ['{"a":[{"b":{"c":null}}],"d":"x"}', '{"__proto__":{"x":1},"constructor":1}']
    .concat(["[]", "[[{}]]", "null", "true", "1.5", '"text"', "{}"]);
  for (const text of texts) {
    const value = parseBare(text);
    strictEqual(JSON.stringify(value), text);
    deepStrictEqual(prototypes(value).filter((prototype) => prototype !== null), []);
  }
  throws(() => parseBare("{"), SyntaxError);
});

/** The prototypes of all objects in a value that are no lists. */
function prototypes(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(prototypes);
  return Array.isArray(value) ? inner : [Object.getPrototypeOf(value), ...inner];
}
