import { deepStrictEqual, throws } from "node:assert";
import * as v from "valibot";
import { Params } from "../../../ext/jobs/params.ts";
import type { Declarations } from "../../../types.ts";
import { DateOnly, Float, Integer, oneOf, optional } from "../../../mod.ts";

class Point {
  x = 0;
  y = 0.5;
  tags = ["a"];
  at = new Date(0);
  link: URL | null = null;
  static types = { link: URL };

  get sum() {
    return this.x + this.y;
  }
}

function toParams(declarations: Declarations): Params {
  return new Params(declarations, "test", []);
}

Deno.test("Params.read() gives what write() took, of the same types", () => {
  const point = Object.assign(new Point(), { x: 3, at: new Date(9), link: new URL("x:y") });
  const cases: [Declarations[string], unknown][] = [
    [String, ""],
    [Number, -1.5e300],
    [Float, 0.1],
    [Integer, -5],
    [Boolean, false],
    [BigInt, -(2n ** 70n)],
    [Date, new Date(8.64e15)],
    [DateOnly, new Date("2026-11-20")],
    [URL, new URL("https://example.com/ä")],
    [Object, { a: [{ b: null }] }],
    [Object, null],
    [[Date], [new Date(1), new Date(2)]],
    [[[Number]], [[1], []]],
    [oneOf("a", 2), 2],
    [oneOf("a", 2).or(2), "a"],
    [optional(BigInt), 1n],
    ["default", "other"],
    [false, true],
    [null, null],
    [null, "text"],
    [() => new Date(5), new Date(6)],
    [Point, point],
    [[Point], [new Point(), point]],
    [v.object({ n: v.number() }), { n: 1 }],
  ];
  for (const [declaration, value] of cases) {
    const params = toParams({ value: declaration });
    deepStrictEqual(params.read(params.write({ value })), { value });
  }
});

Deno.test("Params.read() fills in defaults that were not given", () => {
  const f = oneOf("x", "y").or("y");
  const params = toParams({ a: 3, b: optional(String), c: null, d: () => "made", e: 5n, f });
  deepStrictEqual(params.write({}), "{}");
  deepStrictEqual(params.read("{}"), { a: 3, b: undefined, c: null, d: "made", e: 5n, f: "y" });
});

Deno.test("Params.write() rejects what would not come back the same", () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  const cases: [Declarations[string], unknown, string][] = [
    [String, 5, "5, expected text"],
    [Number, NaN, "NaN, expected a finite number"],
    [Number, "5", '"5", expected a finite number'],
    [Float, Infinity, "Infinity, expected a finite number"],
    [Integer, 0.5, "0.5, expected a whole number"],
    [Boolean, 1, "1, expected true or false"],
    [BigInt, 5, "5, expected a bigint"],
    [DateOnly, new Date(1), `the date ${new Date(1)}, expected a Date at midnight UTC`],
    [URL, "https://x", '"https://x", expected a URL'],
    [Object, new Map(), "a value of Map, expected what JSON can hold"],
    [Object, { a: undefined }, "a value of Object, expected what JSON can hold"],
    [Object, { a: new Date(0) }, "a value of Object, expected what JSON can hold"],
    [[Number], [1, "2"], "a value of Array, expected a list, each a finite number"],
    [[Number], 1, "1, expected a list, each a finite number"],
    [oneOf("a", "b"), "c", '"c", expected one of "a", "b"'],
    [oneOf("a", "b").or("b"), "c", '"c", expected one of "a", "b"'],
    [3, "3", '"3", expected a finite number'],
    [Point, { x: "1" }, "a value of Object, expected a Point whose fields fit"],
    [Point, "x", '"x", expected a Point whose fields fit'],
    [
      v.object({ n: v.number() }),
      { n: "1" },
      "a value of Object, expected what its schema takes, as JSON can hold it",
    ],
    [
      v.date(),
      new Date(0),
      `the date ${new Date(0)}, expected what its schema takes, as JSON ` +
      "can hold it",
    ],
  ];
  for (const [declaration, value, why] of cases) {
    throws(() => toParams({ value: declaration }).write({ value }), {
      name: "TypeError",
      message: `Cannot queue job "test": value is ${why}`,
    });
  }
  throws(() => toParams({ value: Object }).write({ value: loop }), /circular/);
  throws(
    () =>
      toParams({ value: v.pipeAsync(v.string(), v.checkAsync(() => true)) }).write({ value: "" }),
    { message: "Cannot queue a job: its schema is async, expected one without promises" },
  );
});

Deno.test("Params.read() rejects what was queued under other declarations", () => {
  const written = toParams({ a: String, b: Boolean }).write({ a: "x", b: true });
  const cases: [Declarations, string][] = [
    [{ a: Date }, 'a is "x", expected a valid Date'],
    [{ b: URL }, "b is true, expected a URL"],
    [{ c: BigInt }, "c is undefined, expected a bigint"],
    [{ a: Point }, 'a is "x", expected a Point whose fields fit'],
    [{ a: [String] }, 'a is "x", expected a list, each text'],
  ];
  for (const [declarations, why] of cases) {
    throws(() => toParams(declarations).read(written), {
      name: "TypeError",
      message: `Cannot run job "test": ${why}`,
    });
  }
});

Deno.test("Params rejects declarations of what JSON can't hold", () => {
  for (const  of of[File, Map, (text: string) => text, Symbol("x") as never, {} as never]) {
    throws(() => toParams({ of }), {
      message: `Cannot declare "of" for job "test": found what JSON can't hold, expected a type, ` +
        "a default or a schema",
    });
  }
});

Deno.test("Params.write() takes a mebibyte of JSON, and no more", () => {
  const params = toParams({ text: String }), most = "x".repeat(2 ** 20 - '{"text":""}'.length);
  deepStrictEqual(params.read(params.write({ text: most })), { text: most });
  throws(() => params.write({ text: `${most}x` }), {
    name: "TypeError",
    message:
      'Cannot queue job "test": its data is 1048577 characters as JSON, expected at most 1048576',
  });
});
