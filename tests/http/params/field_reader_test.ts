import { only } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import type { AnyClass, Declaration } from "../../../lib/http/types.ts";
import { detail, errorsOf, logged, newApp } from "../_app.ts";
import { bindEach, type Table } from "../_bind.ts";
import { END, part, post } from "../_upload.ts";

Deno.test("toFieldReader() reads a list, from a name that is sent once, twice or with []", async () => {
  const table: Table = [
    ["a=1", [1]],
    ["a=1&a=2", [1, 2]],
    ["a%5B%5D=1&a%5B%5D=2", [1, 2]],
    ["", []],
    ["a=1&a=x", [400, 'Cannot read "a": received ["1","x"], expected a list, each a number']],
  ];
  deepStrictEqual(await bindEach([Number], table), table);
});

Deno.test("toFieldReader() reads the last of a repeated scalar", async () => {
  const table: Table = [["a=1&a=2", 2]];
  deepStrictEqual(await bindEach(Number, table), table);
});

Deno.test("toFieldReader() reads a literal as type and default", async () => {
  const day = new Date("2026-11-20T00:00:00Z"), home = new URL("https://a.example/");
  const tables: [literal: Declaration, table: Table][] = [
    [7, [["", 7], ["a=", 7], ["a=1", 1]]],
    [7n, [["", 7n], ["a=", 7n], ["a=1", 1n]]],
    ["x", [["", "x"], ["a=", ""], ["a=y", "y"]]],
    [true, [["", true], ["a=off", false], ["a=", false]]],
    [null, [["", null], ["a=x", "x"]]],
    [day as unknown as Declaration, [["", day], ["a=", day], [
      "a=2026-11-21",
      new Date(86400000 + +day),
    ]]],
    [home as unknown as Declaration, [["", home], [
      "a=https://b.example",
      new URL("https://b.example"),
    ]]],
    [["x", "y"], [["", ["x", "y"]], ["a=z", ["z"]]]],
    [[1], [["", [1]], ["a=2&a=3", [2, 3]]]],
    [[], [["", []], ["a=z", ["z"]]]],
  ];
  for (const [literal, table] of tables) deepStrictEqual(await bindEach(literal, table), table);
});

Deno.test("toFieldReader() never shares a default list between two requests", async () => {
  const { rt, client } = newApp();
  rt("/", { a: ["x"] }, ({ a }) => a.push("y") && a.join());
  for (let i = 0; i < 2; i++) strictEqual(await (await client.get("/")).text(), "x,y");
});

Deno.test("toFieldReader() takes a function as what makes the default", async () => {
  const no = (value: string) => [
    400,
    `Cannot read "a": received "${value}", expected a value like the default`,
  ];
  const made: Table = [["", 42], ["a=1", 1], ["a=", 42], ["a=x", no("x")]];
  deepStrictEqual(await bindEach(() => 41 + 1, made), made);
  const odd: Table = [["", [1]], ["a=1", no("1")]];
  deepStrictEqual(await bindEach(() => [1], odd), odd);
});

function readEven(text: string): unknown {
  if (text === "range") throw new RangeError();
  if (text === "syntax") return JSON.parse("{");
  if (text === "type") throw new TypeError();
  if (text === "date") return new Date("never");
  return Number(text) % 2 === 0 ? Number(text) : undefined;
}

Deno.test("toFieldReader() takes a function as what reads the text, and says no", async () => {
  const no = (value: string) => [
    400,
    `Cannot read "a": received "${value}", expected text that readEven reads`,
  ];
  const words = ["1", "x", "range", "syntax", "type", "date"];
  const table: Table = [["a=2", 2], ...words.map((word) => [`a=${word}`, no(word)] as const)];
  deepStrictEqual(await bindEach(readEven, table), table);
  const nameless: Table = [["a=x", [
    400,
    'Cannot read "a": received "x", expected text that the function reads',
  ]]];
  deepStrictEqual(await bindEach(((text: string) => Number(text)) as Declaration, nameless), [
    ...nameless,
  ]);
});

Deno.test("toFieldReader() lets an error of the program through", async () => {
  const { app, rt } = newApp();
  const read = (_: string) => {
    throw new Error("no database");
  };
  rt("/", { a: read }, () => "");
  const lines = await logged(async () => strictEqual((await app.request("/?a=x")).status, 500));
  deepStrictEqual(errorsOf(lines), ["Error: no database"]);
});

Deno.test("toFieldReader() reads Object as JSON, in a text or in the body", async () => {
  const table: Table = [
    ["a=[1]", [1]],
    ["a=5", 5],
    ["a={", [400, 'Cannot read "a": received "{", expected JSON']],
    [
      `a=${"[".repeat(65)}`,
      [400, `Cannot read "a": received "${"[".repeat(65)}", expected JSON`],
    ],
    ["", [400, 'Cannot read "a": nothing was sent, expected JSON']],
  ];
  deepStrictEqual(await bindEach(Object, table), table);
  const { rt, client } = newApp();
  rt.post("/", { a: Object }, ({ a }) => ({ a, bare: Object.getPrototypeOf(a) === null }));
  const text = '{"a":{"b":{"c":1}},"bare":true}';
  const [json, form] = [{ a: { b: { c: 1 } } }, { a: '{"b":{"c":1}}' }];
  strictEqual(await (await client.post("/", { json })).text(), text);
  strictEqual(await (await client.post("/", { data: form })).text(), text);
});

class Part {
  n = 0;
}

class Whole {
  static types = { due: Date, extra: [Number] };
  list = [1];
  part = new Part();
  meta = { a: 1 };
  day = new Date(0);
  id = 0n;
}

Deno.test("toFormClass() reads a class's fields from its initial values and its static types", async () => {
  const { rt, client } = newApp();
  let bound: object = {};
  rt.post("/", { whole: Whole }, ({ whole }) => {
    bound = { ...whole };
    return "";
  });
  const data = {
    list: ["1", "2"],
    "part.n": "3",
    meta: '{"b":2}',
    day: "1970-01-02",
    id: "9007199254740993",
    due: "1970-01-03",
    extra: "4",
  };
  strictEqual((await client.post("/", { data })).status, 200);
  const part = Object.assign(Object.create(new Part()), { n: 3 });
  deepStrictEqual(bound, {
    list: [1, 2],
    part,
    meta: Object.assign(Object.create(null), { b: 2 }),
    day: new Date(86_400_000),
    id: 9007199254740993n,
    due: new Date(2 * 86_400_000),
    extra: [4],
  });
  const wrong: [data: Record<string, string>, expected: string][] = [
    [{ list: "x" }, "a list, each a number"],
    [{ "part.n": "1.5" }, "a whole number"],
    [{ meta: "{" }, "JSON"],
    [{ id: "1.5" }, "a whole number"],
    [{ extra: "x" }, "a list, each a number"],
  ];
  for (const [data, expected] of wrong) {
    const [status, message] = await detail(client.post("/", { data }));
    deepStrictEqual([status, message.split(", expected ")[1]], [400, expected]);
  }
});

Deno.test("toFieldReader() reads one file, and a list of files", async () => {
  const { app, rt } = newApp();
  rt.post("/one", { f: File, title: "" }, ({ f, title }) => `${title} ${f.name}`);
  rt.post("/all", { fs: [File] }, ({ fs }) => fs.map(({ name }) => name).join());
  const body = part("f", "1", '; filename="a"') + part("title", "T") + END;
  strictEqual(await (await app.request("/one", post(body))).text(), "T a");
  const twice = part("f", "1", '; filename="a"') + part("f", "2", '; filename="b"') + END;
  strictEqual(await (await app.request("/one", post(twice))).text(), " b");
  const list = part("fs", "1", '; filename="a"') + part("fs", "2", '; filename="b"') + END;
  strictEqual(await (await app.request("/all", post(list))).text(), "a,b");
  strictEqual(await (await app.request("/all", post(END))).text(), "");
  deepStrictEqual(await detail(app.request("/one", post(part("f", "text") + END))), [
    400,
    'Cannot read "f": received "text", expected a file',
  ]);
});

Deno.test("toFormClass() throws where a field of the class, or of one in it, has no type", () => {
  class None {
    when: Date | null = null;
  }
  class Bare {
    price?: number;
  }
  class Seen {
    seen = new Map();
  }
  class Outer {
    title = "";
    inner = new None();
  }
  class Typed {
    static types = { when: Date };
    when: Date | null = null;
  }
  class Strict {
    static notNull = ["titel"];
    title = "";
  }
  const { rt } = newApp();
  const declare = (it: AnyClass) => () => rt.post("/x", { it }, () => "");
  const starts = (field: string, found: string) =>
    `Cannot declare "it" for POST /x: ${field} starts as ${found}, expected a text, number, boolean, ` +
    `date, list or object, or "static types = { ${
      field.split(".")[1]
    }: Date }" (or String, Integer, …)`;
  const wrong: [of: AnyClass, message: string][] = [
    [None, starts("None.when", "null")],
    [Bare, starts("Bare.price", "undefined")],
    [Seen, starts("Seen.seen", "Map")],
    [Outer, starts("None.when", "null")],
    [
      Strict,
      'Cannot declare "it" for POST /x: no field "titel" in Strict, expected one of title',
    ],
  ];
  for (const [of, message] of wrong) throws(declare(of), { name: "TypeError", message });
  strictEqual(declare(Typed)().verbs.join(), "POST");
  strictEqual(rt.post("/y", { it: only(Outer, "title") }, () => "").verbs.join(), "POST");
});
