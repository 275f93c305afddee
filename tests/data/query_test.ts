import { deepStrictEqual, strictEqual, throws } from "node:assert";
import type { ColumnKind } from "../../lib/data/kinds.ts";
import { database } from "../../lib/data/mod.ts";
import { toKeyValues, toSearch } from "../../lib/data/query.ts";
import { shapeOfSchema } from "../../lib/data/shape.ts";

const PRICES = shapeOfSchema("prices", { id: Number, limit: Number, own: Boolean }, {});

Deno.test("toSearch() takes options alone, or after a condition", () => {
  for (const where of [undefined, { id: 1 }]) {
    const alone = { where, orderBy: "id", offset: 1 };
    deepStrictEqual(toSearch(PRICES, [alone as never]), { where, args: undefined, options: alone });
  }
  const noPrototype = Object.assign(Object.create(null), { orderBy: "id" });
  const options = { offset: 1, limit: 2 };
  for (const where of [{ limit: 1 }, { id: 1 }, {}, noPrototype]) {
    const search = { where, args: undefined, options };
    deepStrictEqual(toSearch(PRICES, [where, options]), search);
    deepStrictEqual(toSearch(PRICES, [where, undefined, options]), search);
    deepStrictEqual(toSearch(PRICES, [where]), { ...search, options: {} });
  }
  for (const where of ["id = ?", undefined]) {
    deepStrictEqual(toSearch(PRICES, [where, [1], options]), { where, args: [1], options });
  }
  deepStrictEqual(toSearch(PRICES, []), { where: undefined, args: undefined, options: {} });
});

const OPTIONS = "orderBy, limit, offset, select, withPk";

const REJECTED: readonly [given: unknown[], message: string][] = [
  ...["1=1", 5, null].map((where): [unknown[], string] => [
    [{ where }],
    `where is ${JSON.stringify(where)}, expected an object of columns, or SQL text as the first ` +
    'argument: ("…", [values], { options })',
  ]),
  ...["where", "orderBy", "offset", "select", "withPk"].map((name): [unknown[], string] => [
    [{ [name]: "1=1", own: true }],
    `the column "own" is beside the option "${name}", expected ({ columns }, { options })`,
  ]),
  [
    [{ own: true, where: { id: 1 } }],
    'the column "own" is beside the option "where", expected ({ columns }, { options })',
  ],
  [
    [{ limit: 5, orderBy: "id" }],
    'the column "limit" is beside the option "orderBy", expected ({ columns }, { options })',
  ],
  [[{ where: {}, ordrBy: "id" }], '"ordrBy" is no option here, did you mean "orderBy"?'],
  [[{ offset: 1, args: [] }], `"args" is no option here, expected one of where, ${OPTIONS}`],
  [[{ id: 1 }, { ofset: 1 }], '"ofset" is no option here, did you mean "offset"?'],
  [["id = 1", [], { own: true }], `"own" is no option here, expected one of ${OPTIONS}`],
  [[{ id: 1 }, { where: "1=1" }], `"where" is no option here, expected one of ${OPTIONS}`],
  [[{ id: 1 }, [1]], "options are a value of Array, expected an object"],
  [[{ id: 1 }, "own = 1"], 'options are "own = 1", expected an object'],
  [
    [{ orderBy: "id" }, { limit: 1 }],
    "options are the first argument of several, expected them as the last",
  ],
  [
    [{ orderBy: "id" }, undefined, { limit: 1 }],
    "options are the first argument of several, expected them as the last",
  ],
];
for (const [given, message] of REJECTED) {
  Deno.test(`toSearch() rejects ${Deno.inspect(given)}`, () => {
    throws(() => toSearch(PRICES, given as never), {
      name: "DataError",
      message: `Cannot search "prices": ${message}`,
    });
  });
}

Deno.test("a search keeps the program's condition beside a client's fields of any name", () => {
  using db = database(":memory:");
  const prices = db.create("prices", { id: Number, limit: Number, own: Boolean });
  prices.insertAll([{ limit: 5, own: true }, { limit: 5 }, { limit: 6, own: true }]);
  const find = (fields: object) => prices({ ...fields, own: true }).map(({ id }) => id);
  deepStrictEqual([find({}), find({ limit: 5 }), find({ id: [2, 3] })], [[1, 3], [1], [3]]);
  deepStrictEqual(prices({}, { limit: 1 }).map(({ id }) => id), [1]);
});

Deno.test("limit and offset are whole numbers from 0", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number });
  notes.insertAll([{}, {}, {}]);
  const ids = (limit?: number, offset?: number) => notes({ limit, offset }).map(({ id }) => id);
  deepStrictEqual([ids(), ids(0), ids(1, 0), ids(5, 2), ids(undefined, 1)], [
    [1, 2, 3],
    [],
    [1],
    [3],
    [2, 3],
  ]);
  for (const wrong of [-1, 1.5, NaN, Infinity, 2 ** 53, "5" as never]) {
    throws(() => notes({ limit: wrong }), /^DataError: Cannot find rows: limit is .*, expected 0/);
    throws(() => notes({ offset: wrong }), /^DataError: Cannot find rows: offset is .*, expected/);
  }
});

Deno.test("a client's JSON can't become options, nor SQL", () => {
  using db = database(":memory:");
  const todos = db.create("todos", { id: Number, title: String });
  todos.insert({ title: "a" });
  for (const json of ['{"where":"1 = 1"}', '{"limit":1}', '{"select":["title"]}']) {
    const body = Object.assign(Object.create(null), JSON.parse(json));
    throws(() => todos(body), { name: "UnknownColumnError" });
  }
  strictEqual(todos().length, 1);
});

Deno.test("a table takes options after a where object", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, text: String });
  for (const text of ["a", "b", "a"]) notes.insert({ text });
  deepStrictEqual(notes({ text: "a" }, { orderBy: "id DESC", limit: 1 }).map(({ id }) => id), [3]);
});

const RANKED = { id: Number, "a b": String, "-odd": String, Rank: Number };

const ORDERS: readonly [orderBy: string | string[] | undefined, ids: number[]][] = [
  ["id", [1, 2, 3]],
  ["-id", [3, 2, 1]],
  ["id desc", [3, 2, 1]],
  ["id DESC", [3, 2, 1]],
  ["id asc", [1, 2, 3]],
  ["-id desc", [1, 2, 3]],
  ["--odd", [2, 1, 3]],
  [" Rank  desc , a b ", [3, 1, 2]],
  [["-a b", "id ASC"], [2, 3, 1]],
];
for (const [orderBy, ids] of ORDERS) {
  Deno.test(`orderBy ${JSON.stringify(orderBy)}`, () => {
    using db = database(":memory:");
    const notes = db.create("notes", RANKED);
    notes.insertAll([
      { "a b": "a", "-odd": "y", Rank: 1 },
      { "a b": "b", "-odd": "z", Rank: 1 },
      { "a b": "b", "-odd": "x", Rank: 2 },
    ]);
    deepStrictEqual(notes({ orderBy: orderBy as never }).map(({ id }) => id), ids);
  });
}

Deno.test("orderBy takes names of columns alone, so that no SQL comes in", () => {
  using db = database(":memory:");
  const notes = db.create("notes", RANKED);
  const find = (orderBy: string) => notes({ orderBy: orderBy as never });
  for (const orderBy of ["random()", "id; drop table notes", "(select 1)", "rank", "id down"]) {
    throws(() => find(orderBy), { name: "UnknownColumnError" });
  }
  for (const orderBy of ["", "id,", "-", " desc"]) {
    throws(() => find(orderBy), /^DataError: Cannot sort by "|UnknownColumnError/);
  }
});

const DAY = new Date("2026-11-20");

const KEYS: readonly [kind: ColumnKind, key: unknown, values: unknown[] | undefined][] = [
  ["integer", 1, [1]],
  ["integer", "1", [1]],
  ["integer", "-1", [-1]],
  ["integer", 5n, [5]],
  ["integer", "x", undefined],
  ["integer", "1 or 1=1", undefined],
  ["integer", "1e3", undefined],
  ["integer", " 1", undefined],
  ["integer", 1.5, undefined],
  ["integer", NaN, undefined],
  ["integer", 2 ** 53, undefined],
  ["integer", "9007199254740993", [9007199254740993n]],
  ["integer", 2 ** 53, undefined],
  ["integer", "9223372036854775808", undefined],
  ["integer", "9".repeat(20), undefined],
  ["integer", true, undefined],
  ["integer", null, undefined],
  ["integer", [1], [1]],
  ["integer", [1, 2], undefined],
  ["integer", [], undefined],
  ["bigint", 5, [5n]],
  ["bigint", "9223372036854775807", [9223372036854775807n]],
  ["bigint", "9223372036854775808", undefined],
  ["bigint", -(2n ** 63n), [-(2n ** 63n)]],
  ["bigint", 1.5, undefined],
  ["bigint", 2 ** 53, undefined],
  ["bigint", "x", undefined],
  ["text", "ann", ["ann"]],
  ["text", "", [""]],
  ["text", 5, ["5"]],
  ["text", "a\0b", undefined],
  ["text", "\ud800", undefined],
  ["text", null, undefined],
  ["text", {}, undefined],
  ["date", DAY, [DAY]],
  ["boolean", false, [false]],
  ["boolean", null, undefined],
];

for (const [kind, key, values] of KEYS) {
  Deno.test(`toKeyValues() of ${kind} ${Deno.inspect(key)}: ${Deno.inspect(values)}`, () => {
    deepStrictEqual(toKeyValues([{ name: "id", kind, notNull: true }], key), values);
  });
}

const PAIR = [
  { name: "author", kind: "text", notNull: true },
  { name: "year", kind: "integer", notNull: true },
] as const;

Deno.test("toKeyValues() of two columns wants both, in their order", () => {
  deepStrictEqual(
    [["A", 1], ["A", "1"], [1, "A"], ["A"], "A", ["A", 1, 2], ["A", undefined]].map((key) =>
      toKeyValues(PAIR, key)
    ),
    [["A", 1], ["A", 1], undefined, undefined, undefined, undefined, undefined],
  );
});
