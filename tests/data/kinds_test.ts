import { deepStrictEqual, strictEqual } from "node:assert";
import { fastApp } from "../../mod.ts";
import {
  type ColumnKind,
  DateOnly,
  expectedOf,
  fits,
  Float,
  Integer,
  kindOfType,
  kindOfValue,
  typeOfKind,
} from "../../lib/data/kinds.ts";

Deno.test("kindOfType() knows each column type, and typeOfKind() gives it back", () => {
  const kinds: [unknown, ColumnKind][] = [
    [String, "text"],
    [Integer, "integer"],
    [Float, "float"],
    [Boolean, "boolean"],
    [DateOnly, "date"],
    [Date, "datetime"],
    [Uint8Array, "bytes"],
    [Object, "json"],
    [BigInt, "bigint"],
  ];
  for (const [type, kind] of kinds) {
    deepStrictEqual([kindOfType(type), typeOfKind(kind)], [kind, type]);
  }
  deepStrictEqual(
    [Number, Array, [String], Map, "text", null].map(kindOfType),
    ["float", "json", "json", undefined, undefined, undefined],
  );
});

class Own {}
const VALUES: readonly [value: unknown, kind: ColumnKind | undefined][] = [
  ["", "text"],
  [0, "integer"],
  [1.5, "float"],
  [false, "boolean"],
  [0n, "bigint"],
  [new Date(), "datetime"],
  [new Uint8Array(), "bytes"],
  [[], "json"],
  [{}, "json"],
  [Object.create(null), "json"],
  [new Own(), "json"],
  [null, undefined],
  [undefined, undefined],
  [() => 1, undefined],
  [new Map(), undefined],
  [new Set(), undefined],
  [/x/, undefined],
];
for (const [value, kind] of VALUES) {
  Deno.test(`kindOfValue() of ${Deno.inspect(value)} is ${kind}`, () => {
    strictEqual(kindOfValue(value), kind);
  });
}

Deno.test("Integer(), Float() and DateOnly() read texts, and nothing else", () => {
  deepStrictEqual(["42", "1.5", "x", 2 ** 53].map(Integer), [42, NaN, NaN, NaN]);
  deepStrictEqual(["1.5", "x"].map(Float), [1.5, NaN]);
  const days = ["2026-11-20", "2026-11-20T10:00", "soon", new Date(86_400_000), new Date(1)];
  deepStrictEqual(
    days.map((day) => DateOnly(day).getTime()),
    [Date.UTC(2026, 10, 20), NaN, NaN, 86_400_000, NaN],
  );
});

const FITS: readonly [kind: ColumnKind, fitting: unknown[], others: unknown[], expected: string][] =
  [
    ["text", ["é", ""], ["a\0b", "\udc00", 5], "a text, without NUL"],
    ["integer", [Number.MAX_SAFE_INTEGER], [2 ** 53, "5", 1.5, 5n], "an integer up to 2^53"],
    ["float", [1.5, 1], [Infinity, NaN, "1"], "a finite number"],
    ["boolean", [true, false], [1, "true"], "true or false"],
    ["date", [new Date(0)], ["2026-11-20", new Date(1)], "a Date at midnight UTC"],
    ["datetime", [new Date(1)], [new Date(NaN), 1], "a valid Date"],
    ["bytes", [new Uint8Array(1)], [[1], "a"], "a Uint8Array"],
    [
      "json",
      [{ a: [null] }, "a", 5],
      ["a\0b", undefined, 5n, { n: 5n }, cycle()],
      "a value that JSON can hold",
    ],
    ["bigint", [2n ** 63n - 1n], [2n ** 63n, 5], "a bigint of 64 bits"],
  ];
for (const [kind, fitting, others, expected] of FITS) {
  Deno.test(`fits() says which values ${kind} takes`, () => {
    deepStrictEqual(fitting.map((value) => fits(kind, value)), fitting.map(() => true));
    deepStrictEqual(others.map((value) => fits(kind, value)), others.map(() => false));
    strictEqual(expectedOf(kind), expected);
  });
}

function cycle(): unknown {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle;
}

Deno.test("Integer and DateOnly read whole numbers and days, and nothing that only looks like one", async () => {
  const { app, rt } = fastApp();
  rt("/n", { n: Integer }, ({ n }) => ({ n }));
  rt("/d", { d: DateOnly }, ({ d }) => ({ d }));
  const ask = async (url: string) => {
    const answer = await app.request(url);
    if (answer.status === 200) return await answer.json();
    await answer.body?.cancel();
    return answer.status;
  };
  const cases: [url: string, answer: unknown][] = [
    ["/n?n=5", { n: 5 }],
    ["/n?n=-5", { n: -5 }],
    ["/n?n=%2B5", { n: 5 }],
    ["/n?n=9007199254740993", 400],
    ["/n?n=", 400],
    ["/n?n=%205%20", 400],
    ["/n?n=5.0", 400],
    ["/n?n=1e3", 400],
    ["/n?n=0x1f", 400],
    ["/d?d=2024-02-29", { d: "2024-02-29T00:00:00.000Z" }],
    ["/d?d=2024-02-30", 400],
    ["/d?d=2023-02-29", 400],
    ["/d?d=2024", 400],
    ["/d?d=2024-02-29T00:00:00Z", 400],
    ["/d?d=", 400],
  ];
  deepStrictEqual(
    await Promise.all(cases.map(async ([url]) => [url, await ask(url)])),
    cases,
  );
});

Deno.test("Integer and DateOnly read numbers, big integers and midnights as they are", () => {
  const midnight = new Date("2024-02-29T00:00:00Z"), noon = new Date("2024-02-29T12:00:00Z");
  deepStrictEqual([5, 5n, 1.5, true, null, []].map(Integer), [5, 5, NaN, NaN, NaN, NaN]);
  deepStrictEqual([midnight, noon].map(DateOnly).map(Number), [Number(midnight), NaN]);
});

Deno.test("an empty field of a column's type is nothing sent, and null where the row may hold null", async () => {
  class Row {
    static types = { count: Integer, left: Integer, day: DateOnly };
    count = 7;
    left: number | null = null;
    day: Date | null = null;
  }
  const { app, rt } = fastApp();
  rt.post("/row", { row: Row }, ({ row: { count, left, day } }) => ({ count, left, day }));
  rt.post("/list", { days: [DateOnly] }, ({ days }) => days);
  const post = async (url: string, body: Record<string, string>) => {
    const answer = await app.request(url, { method: "POST", body: new URLSearchParams(body) });
    return [answer.status, await answer.text()];
  };
  deepStrictEqual(
    await post("/row", { count: "", left: "", day: "" }),
    [200, '{"count":7,"left":null,"day":null}'],
  );
  deepStrictEqual((await post("/row", { count: "x" }))[0], 400);
  deepStrictEqual((await post("/list", { days: "" }))[0], 400);
});
