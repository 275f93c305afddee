import { deepStrictEqual } from "node:assert";
import { parsedDate } from "@fasthtml/fasthtml/compat";
import { answer, detail, newApp } from "../_app.ts";
import { bindEach, type Table } from "../_bind.ts";

/** What a value that does not fit is answered with. */
function rejected(value: string, expected: string): [status: number, message: string] {
  const found = value ? `received ${JSON.stringify(value)}` : "nothing was sent";
  return [400, `Cannot read "a": ${found}, expected ${expected}`];
}

/** Makes rows of a table for values that do not fit. */
function rejecting(expected: string) {
  return (value: string) => [`a=${encodeURIComponent(value)}`, rejected(value, expected)] as const;
}

Deno.test("String takes all text but NUL and half a surrogate pair", async () => {
  const table: Table = [
    ["a=x", "x"],
    ["a=", ""],
    ["a=%F0%9F%98%80", "😀"],
    ["a=%00", rejected("\0", "text")],
    ["a=a%00b", rejected("a\0b", "text")],
    ["", rejected("", "text")],
  ];
  deepStrictEqual(await bindEach(String, table), table);
});

Deno.test("String in JSON takes no half of a surrogate pair", async () => {
  const { rt, client } = newApp();
  rt.post("/", { a: String }, ({ a }) => a);
  const post = (a: string) => client.post("/", { json: { a } });
  deepStrictEqual(await answer(post("\ud83d\ude00")), [200, "😀"]);
  deepStrictEqual(await detail(post("\ud83d")), rejected("\ud83d", "text"));
});

Deno.test("Number takes decimal numbers that are kept exactly", async () => {
  const no = rejecting("a number");
  const table: Table = [
    ["a=1.5e3", 1500],
    ["a=-0.5", -0.5],
    ["a=%2B7", 7],
    ["a=5.", 5],
    ["a=.5", 0.5],
    ["a=007", 7],
    ["a=1E-2", 0.01],
    ["a=9007199254740991", 9007199254740991],
    ["a=-9007199254740991", -9007199254740991],
    no("9007199254740992"),
    no("9007199254740993"),
    no("1e999"),
    no("Infinity"),
    no("NaN"),
    no("0x1f"),
    no("x"),
    no("1x"),
    no("x1"),
    no("."),
    no("1e"),
    no("1,5"),
    no("1.2.3"),
    no("1+1"),
    no("+"),
    no("e5"),
    no(""),
    no(" 1"),
    no("1\n"),
  ];
  deepStrictEqual(await bindEach(Number, table), table);
  const list: Table = [["a=1&a=", [
    400,
    'Cannot read "a": received ["1",""], expected a list, each a number',
  ]]];
  deepStrictEqual(await bindEach([Number], list), list);
});

Deno.test("Boolean takes the words of forms in any case, and the empty text as false", async () => {
  const yes = ["true", "1", "on", "yes", "y", "t", "TRUE", "On"];
  const no = ["false", "0", "off", "no", "n", "f", "", "FALSE", "Off"];
  const table: Table = [
    ...yes.map((word) => [`a=${word}`, true] as const),
    ...no.map((word) => [`a=${word}`, false] as const),
    ["a=maybe", rejected("maybe", "true or false")],
    ["a=2", rejected("2", "true or false")],
    ["", rejected("", "true or false")],
  ];
  deepStrictEqual(await bindEach(Boolean, table), table);
});

Deno.test("BigInt takes whole numbers of a thousand digits at most", async () => {
  const digits = "9".repeat(1000);
  const no = rejecting("a whole number");
  const table: Table = [
    ["a=9007199254740993", 9007199254740993n],
    ["a=-1", -1n],
    ["a=%2B1", 1n],
    [`a=${digits}`, BigInt(digits)],
    [`a=${digits}9`, [
      400,
      `Cannot read "a": received "${"9".repeat(79)}…, expected a whole number`,
    ]],
    no("1.5"),
    no("1n"),
    no("x1"),
    no("0x1"),
    no(""),
  ];
  deepStrictEqual(await bindEach(BigInt, table), table);
});

Deno.test("Date takes a day, a local time or a time with its zone", async () => {
  const expected = "a date such as 2026-11-20 or 2026-11-20T09:30";
  const no = rejecting(expected);
  const yes = (value: string, date: Date) => [`a=${encodeURIComponent(value)}`, date] as const;
  const table: Table = [
    yes("2026-11-20", new Date("2026-11-20T00:00:00Z")),
    yes("2026-11-20T09:30", new Date(2026, 10, 20, 9, 30)),
    yes("2026-11-20 09:30:15", new Date(2026, 10, 20, 9, 30, 15)),
    yes("2026-11-20T09:30:15.25Z", new Date("2026-11-20T09:30:15.250Z")),
    yes("2026-11-20T09:30:15.123456789Z", new Date("2026-11-20T09:30:15.123Z")),
    yes("2026-11-20T09:30+02:00", new Date("2026-11-20T07:30:00Z")),
    yes("2026-11-20T09:30-0130", new Date("2026-11-20T11:00:00Z")),
    yes("2024-02-29", new Date("2024-02-29T00:00:00Z")),
    no("2026-02-29"),
    no("2026-02-31"),
    no("2026-13-01"),
    no("2026-00-10"),
    no("2026-11-20T25:00"),
    no("2026-11-20T09"),
    no("2026-11-20T09:30:15.1234567890Z"),
    no("2026-11-20x"),
    no("x2026-11-20"),
    no("Fri 2026-11-20"),
    no("20.11.2026"),
    no("0"),
    no(""),
  ];
  deepStrictEqual(await bindEach(Date, table), table);
});

Deno.test("URL takes an absolute URL", async () => {
  const table: Table = [
    ["a=https%3A%2F%2Fa.example", new URL("https://a.example/")],
    ["a=mailto%3Aa%40b.example", new URL("mailto:a@b.example")],
    ["a=here", rejected("here", "an absolute URL")],
    ["a=%2Fhere", rejected("/here", "an absolute URL")],
    ["a=", rejected("", "an absolute URL")],
  ];
  deepStrictEqual(await bindEach(URL, table), table);
});

Deno.test("parsedDate() also takes days without hyphens and months in words", async () => {
  const no = rejecting("text that parsedDate reads");
  const day = new Date("2026-11-20T00:00:00Z");
  const days = [
    "2026-11-20",
    "20261120",
    "Nov 20 2026",
    "20 Nov 2026",
    "November 20th, 2026",
    "Friday, 20. november 2026",
  ];
  const table: Table = [
    ...days.map((text) => [`a=${encodeURIComponent(text)}`, day] as const),
    ["a=1 Sept. 2026 09:30Z", new Date("2026-09-01T09:30:00Z")],
    no("31 Feb 2026"),
    no("20 Mov 2026"),
    no("20/11/2026"),
    no("tomorrow"),
    no("20261320"),
    no("Nov 20 2026 9"),
  ];
  deepStrictEqual(await bindEach(parsedDate, table), table);
});
