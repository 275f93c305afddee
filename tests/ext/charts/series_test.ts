import { deepStrictEqual, throws } from "node:assert";
import { type AnyRow, inOrder, readRows, toTitle } from "../../../ext/charts/series.ts";
import type { ChartOptions } from "../../../ext/charts/types.ts";

const read = (rows: Iterable<object>, options: object) =>
  readRows(rows, { title: "Visits", x: "day", y: "all", ...options } as ChartOptions<AnyRow>);

Deno.test("rows are read as columns: null and undefined are gaps, bigints are numbers", () => {
  const rows = new Set([{ day: "Mon", all: 3n, new_ones: null }, { day: "Tue", all: 1.5 }]);
  deepStrictEqual(read(rows, { y: ["all", "new_ones"], colors: ["red"] }), {
    rows: [...rows],
    xs: ["Mon", "Tue"],
    series: [
      { key: "all", label: "All", color: "red", values: [3, 1.5] },
      {
        key: "new_ones",
        label: "New ones",
        color: "var(--chart-2, currentColor)",
        values: [null, null],
      },
    ],
  });
  deepStrictEqual(read(rows, { y: { all: "Everybody" } }).series[0]!.label, "Everybody");
  deepStrictEqual(read([], {}).series[0]!.values, []);
});

const WRONG: [rows: object[], options: object, message: string][] = [
  [
    [{ day: "Mon", all: 1 }, { day: "Tue", all: NaN }],
    {},
    "all of row 2 is NaN, expected a number below 1e300 or null",
  ],
  [
    [{ day: "Mon", all: -Infinity }],
    {},
    "all of row 1 is -Infinity, expected a number below 1e300 or null",
  ],
  [
    [{ day: "Mon", all: 1e301 }],
    {},
    "all of row 1 is 1e+301, expected a number below 1e300 or null",
  ],
  [[{ day: "Mon", all: "7" }], {}, 'all of row 1 is "7", expected a number below 1e300 or null'],
  [[{ day: "Mon", all: true }], {}, "all of row 1 is true, expected a number below 1e300 or null"],
  [[{ day: null, all: 1 }], {}, "day of row 1 is null, expected a text, a number or a date"],
  [
    [{ day: new Date(NaN), all: 1 }],
    {},
    "day of row 1 is Invalid Date, expected a text, a number or a date",
  ],
  [[{ day: 1, all: 1 }, { day: "2", all: 1 }], {}, "day of row 2 is a text, expected a number"],
  [[{ day: "Mon", all: 1 }], { y: "al" }, 'no row has "al", expected all'],
  [[{ day: "Mon", all: 1 }], { x: "days" }, 'no row has "days", expected day'],
  [[{ day: "Mon", all: 1 }], { x: "zzzzzz" }, 'no row has "zzzzzz", expected one of day, all'],
  [[], { y: [] }, "y has 0 columns, expected 1 to 8"],
  [[], { y: [..."abcdefghi"] }, "y has 9 columns, expected 1 to 8"],
];

Deno.test("what can't be drawn is an error that names the row", () => {
  for (const [rows, options, message] of WRONG) {
    throws(() => read(rows, options), {
      name: "TypeError",
      message: `Cannot draw "Visits": ${message}`,
    });
  }
  for (const title of [undefined, "", " "]) {
    throws(() => read([], { title }), {
      message: "Cannot draw a chart: no title, expected what it shows in a few words",
    });
  }
});

Deno.test("numbers and dates along the x axis come in their order, texts as they are", () => {
  const sorted = (xs: unknown[]) => {
    const { xs: order, series, rows } = inOrder(read(xs.map((day, all) => ({ day, all })), {}));
    deepStrictEqual(rows.map(({ day }) => day), order);
    return [order, series[0]!.values];
  };
  deepStrictEqual(sorted([3, 1, 2]), [[1, 2, 3], [1, 2, 0]]);
  deepStrictEqual(sorted(["c", "a", "b"]), [["c", "a", "b"], [0, 1, 2]]);
  const [june, may] = [new Date("2026-06-01"), new Date("2026-05-01")];
  deepStrictEqual(sorted([june, may]), [[may, june], [1, 0]]);
});

Deno.test("a column's name is a title", () => {
  deepStrictEqual(["signedUp", "signed_up", "visits", "q1Total", ""].map(toTitle), [
    "Signed up",
    "Signed up",
    "Visits",
    "Q1 total",
    "",
  ]);
});
