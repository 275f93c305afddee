import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { fromText, isSameText, toControlText, toText } from "../../../ext/admin/values.ts";
import type { ColumnKind } from "../../../types.ts";

const read = (kind: ColumnKind, text: string, more = {}) => fromText({ kind, ...more }, text);

Deno.test("fromText() reads back what toText() and toControlText() write", () => {
  const values: [ColumnKind, unknown][] = [
    ["text", "  two\nlines "],
    ["text", "=1"],
    ["integer", -7],
    ["float", 1.5e-7],
    ["bigint", -(2n ** 63n)],
    ["boolean", false],
    ["date", new Date("2024-02-29T00:00Z")],
    ["datetime", new Date("2026-11-22T10:30:05.125Z")],
    ["datetime", new Date("2026-11-22T10:30Z")],
    ["any", 1.5],
    ["any", "007"],
    ["any", "1e3"],
  ];
  for (const [kind, value] of values) {
    deepStrictEqual(read(kind, toText({ kind }, value)), { value });
    deepStrictEqual(read(kind, toControlText({ kind }, value)), { value });
  }
  const json = { a: [1, null, "x"] };
  const back = read("json", toControlText({ kind: "json" }, json));
  deepStrictEqual(JSON.stringify(back), JSON.stringify({ value: json }));
});

Deno.test("fromText() rejects what is none of its kind, and takes an empty text for null", () => {
  const wrong: [ColumnKind, string][] = [
    ...["x", "1.5", "1e3", "0x10", "9007199254740993", "١"].map((t) =>
      ["integer", t] as [ColumnKind, string]
    ),
    ...["x", "Infinity", "NaN", "1e999", "1,5", "0x1"].map((t) =>
      ["float", t] as [ColumnKind, string]
    ),
    ...["9223372036854775808", "1.0", "n"].map((t) => ["bigint", t] as [ColumnKind, string]),
    ...["maybe", "2"].map((t) => ["boolean", t] as [ColumnKind, string]),
    ...["2026-02-30", "22.11.2026", "2026-11-22T10:00", "2026-13-01"].map((t) =>
      ["date", t] as [ColumnKind, string]
    ),
    ...["2026-02-30T10:00", "2026-11-22T25:00", "soon", "1"].map((t) =>
      ["datetime", t] as [ColumnKind, string]
    ),
    ["json", "{"],
    ["json", "[".repeat(200_000)],
    ["json", "[".repeat(200_000) + "]".repeat(200_000)],
    ["text", "a\0b"],
    ["text", "\ud800"],
    ["bytes", "x"],
  ];
  for (const [kind, text] of wrong) {
    ok("error" in read(kind, text), `${kind} ${text.slice(0, 20)}`);
  }
  for (
    const kind of ["integer", "float", "bigint", "boolean", "date", "datetime", "json"] as const
  ) {
    deepStrictEqual(read(kind, " "), { value: null });
  }
  deepStrictEqual(read("text", ""), { value: "" });
});

Deno.test("fromText() takes one of the choices alone, and a list for a list", () => {
  const choices = { choices: ["new", "done"] };
  deepStrictEqual(read("text", "done", choices), { value: "done" });
  deepStrictEqual(read("text", "", choices), { value: null });
  deepStrictEqual(read("text", "toString", choices), { error: "Choose one of new, done" });
  deepStrictEqual(read("json", "[1]", { items: "integer" }), { value: [1] });
  ok("error" in read("json", "1", { items: "integer" }));
});

Deno.test("fromText() gives objects of JSON no prototype", () => {
  const read = fromText({ kind: "json" }, '{"__proto__": {"admin": true}}') as { value: object };
  strictEqual((read.value as { admin?: boolean }).admin, undefined);
  deepStrictEqual(Object.keys(read.value), ["__proto__"]);
});

Deno.test("toText() writes what does not fit its column, too", () => {
  strictEqual(toText({ kind: "integer" }, "seven"), "seven");
  strictEqual(toText({ kind: "integer" }, 2n ** 60n), "1152921504606846976");
  strictEqual(toText({ kind: "datetime" }, new Date(NaN)), "");
  strictEqual(toText({ kind: "json" }, { big: 1n }), '{"big":"1"}');
});

Deno.test("isSameText() knows the line ends of browsers", () => {
  strictEqual(isSameText("a\nb", "a\r\nb"), true);
  strictEqual(isSameText("a\nb", "a b"), false);
});
