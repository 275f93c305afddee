import { DateOnly, Integer, ValueError } from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Every {
  static types = {
    day: DateOnly,
    time: Date,
    bytes: Uint8Array,
    json: Object,
    big: BigInt,
    maybe: Integer,
  };
  id = 0;
  text = "";
  integer = 0;
  float = 0.5;
  yes = false;
  day: Date | null = null;
  time: Date | null = null;
  bytes: Uint8Array | null = null;
  json: unknown = null;
  big: bigint | null = null;
  maybe: number | null = null;
  list: string[] = [];
}

const FULL = {
  text: "é日🎉 'it''s' \"<b>\" \\ % _ ; --",
  integer: 9007199254740991,
  float: -1.25e-7,
  yes: true,
  day: new Date("2026-11-20"),
  time: new Date("2026-11-20T12:34:56.789Z"),
  bytes: new Uint8Array([0, 255, 39, 92]),
  json: { a: [1, null, { b: "ü" }], "": true },
  big: 9223372036854775807n,
  maybe: null,
  list: ["a", "b,c", ""],
};

const NULLS = {
  text: null,
  integer: null,
  float: null,
  yes: null,
  day: null,
  time: null,
  bytes: null,
  json: null,
  big: null,
  maybe: null,
  list: null,
};

// In a locale "a" is before "B", and UTF-16 has the party before the ligature.
const SORTED = ["", "B", "a", "ab", "b", "é", "\ufb01", "🎉"];

/** Each type comes back as it went in, and what would not is rejected. */
export const TYPES = [
  section("types", (db) => db.create(Every), [
    ["every type goes in", async (rows) => {
      const { id: _, ...rest } = await rows.insert(FULL);
      return rest;
    }, FULL],
    ["every type comes back", async (rows) => {
      const { id: _, ...rest } = await rows[1];
      return rest;
    }, FULL],
    ["initial values come back", (rows) => rows.insert({ id: 5 }), { ...new Every(), id: 5 }],
    ["every type can be null", async (rows) => {
      const { id: _, ...rest } = await rows.insert(NULLS as object);
      return rest;
    }, NULLS],
    ...(["text", "integer", "float", "yes", "day", "time", "big"] as const).map((name) =>
      [
        `found by ${name}`,
        (rows: { count(where: object): unknown }) => rows.count({ [name]: FULL[name] }),
        1,
      ] as const
    ),
    [
      "the least bigint",
      async (rows) => (await rows.insert({ big: -(2n ** 63n) })).big,
      -(2n ** 63n),
    ],
    ["zero and false", async (rows) => {
      const { integer, float, yes, big } = await rows.insert({
        integer: 0,
        float: 0,
        yes: false,
        big: 0n,
      });
      return [integer, float, yes, big];
    }, [0, 0, false, 0n]],
    ["a whole float", async (rows) => (await rows.insert({ float: 3 })).float, 3],
    ["a text of digits", async (rows) => (await rows.insert({ text: "007" })).text, "007"],
    [
      "objects of JSON have no prototype",
      async (rows, db) => {
        const json = [{ onclick: "x" }, { a: { __ft__: 1 } }];
        const { id } = await rows.insert({ json });
        const [byName] = await (await db.table<Every, number>("every"))({ id });
        return [await rows.insert({ json }), await rows[id], byName].map((row) => {
          const [one, { a }] = row.json as [object, { a: object }];
          return [one, a].map(Object.getPrototypeOf);
        });
      },
      [[null, null], [null, null], [null, null]],
    ],
    ["JSON that is a text", async (rows) => (await rows.insert({ json: "5" })).json, "5"],
    ["JSON that is a number", async (rows) => (await rows.insert({ json: 5 })).json, 5],
    [
      "an empty list of bytes",
      async (rows) => (await rows.insert({ bytes: new Uint8Array() })).bytes,
      new Uint8Array(),
    ],
    [
      "JSON's own null stays in a copy of its row",
      async (_, db) => {
        const kinds = db.create("nulls", { id: Number, json: Object, name: String });
        await kinds.insertAll([{ json: { a: 1 } }, { json: null }]);
        await db.q("update nulls set json = 'null' where id = 1");
        const [row, none] = await kinds({ orderBy: "id" });
        await kinds.update({ ...row, name: "x" });
        await kinds.upsert({ ...row, name: "y" });
        await kinds.update({ ...none });
        const stored = await db.q("select cast(json as text) as json, name from nulls order by id");
        const { json } = await kinds.update({ id: 1, json: [2] });
        const changed = [json, (await kinds.update({ id: 1, json: null })).json];
        await kinds.drop();
        return [stored, changed];
      },
      [[{ json: "null", name: "y" }, { json: null, name: "" }], [[2], null]],
      "sql",
    ],
    ["an integer past 2^53", (rows) => rows.insert({ integer: 2 ** 53 }), ValueError],
    ["a bigint for an integer", (rows) => rows.insert({ integer: 5n } as object), ValueError],
    ["a bigint past 64 bits", (rows) => rows.insert({ big: 2n ** 63n }), ValueError],
    ["an infinite float", (rows) => rows.insert({ float: Infinity }), ValueError],
    ["a text with NUL", (rows) => rows.insert({ text: "a\0b" }), ValueError],
    ["half a surrogate pair", (rows) => rows.insert({ text: "\ud800" }), ValueError],
    ["an invalid date", (rows) => rows.insert({ time: new Date(NaN) }), ValueError],
    ["a time for a day", (rows) => rows.insert({ day: new Date("2026-11-20T01:00Z") }), ValueError],
    ["a date for a text", (rows) => rows.insert({ text: new Date() } as object), ValueError],
    ["an object for a text", (rows) => rows.insert({ text: {} } as object), ValueError],
    ["a function for JSON", (rows) => rows.insert({ json: Symbol() }), ValueError],
    ["a word for a boolean", (rows) => rows.insert({ yes: "maybe" } as object), ValueError],
    ["a table by name knows the types", async (_, db) => {
      const { id: _id, ...rest } = await (await db.table<Every, number>("every")).get(1);
      return rest;
    }, FULL],
    ["texts sort by their code points", async (rows) => {
      await rows.deleteWhere();
      await rows.insertAll(SORTED.toReversed().map((text) => ({ text })));
      return (await rows({ orderBy: "text" })).map(({ text }) => text);
    }, SORTED],
  ]),
];
