import { deepStrictEqual, rejects } from "node:assert";
import { pathToFileURL } from "node:url";
import { database } from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";

Deno.test("importFile() reads a CSV whose value is 20 MB, quoted", async () => {
  using db = database(":memory:");
  const plain = "x".repeat(20e6);
  const quotes = '"'.repeat(2e6);
  const file = new File([`id,text\n1,"${plain}"\n2,"a${quotes}b"\n`], "big.csv");
  const rows = await db.importFile("big", file);
  deepStrictEqual(rows().map(({ text }) => text), [plain, `a${quotes.slice(1e6)}b`]);
  await rejects(db.importFile("bad", new File(['id,t\n1,"a"b\n'], "bad.csv")), /stray quote/);
});

const csv = (text: string) => new File([text], "rows.csv");

Deno.test("importFile() makes a table whose columns are of the narrowest type that loses nothing", async () => {
  using db = database(":memory:");
  const rows = await db.importFile(
    "rows",
    csv(
      "n,big,price,on,day,at,code,word\n" +
        "1,9007199254740993,1.50,true,2026-11-20,2026-11-20T10:00:00Z,007,a\n" +
        "2,5,2,FALSE,2026-11-21,2026-11-21 11:00,1e5,\n",
    ),
  );
  deepStrictEqual(rows.columns.map(({ name, kind }) => `${name} ${kind}`), [
    "id integer",
    "n integer",
    "big bigint",
    "price float",
    "on boolean",
    "day date",
    "at datetime",
    "code text",
    "word text",
  ]);
  deepStrictEqual([rows[2]!.code, rows[2]!.word, rows[1]!.price, rows[1]!.big], [
    "1e5",
    "",
    1.5,
    9007199254740993n,
  ]);
});

Deno.test("importFile() adds to a table that is there, by its types", async () => {
  using db = database(":memory:");
  db.create("rows", { id: Number, n: Number, on: Boolean });
  const rows = await db.importFile("rows", csv("n,on\n1,1\n,\n"));
  deepStrictEqual(rows().map(({ n, on }) => [n, on]), [[1, true], [null, null]]);
  await rejects(db.importFile("rows", csv("n\nmany\n")), {
    name: "DataError",
    message: 'Cannot import rows.csv: n is "many", expected float',
  });
  await rejects(db.importFile("rows", csv("m\n1\n")), { name: "UnknownColumnError" });
  deepStrictEqual(rows.count(), 2);
});

Deno.test("importFile() reads JSON, from a path, a URL or an upload, with the key it is told", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/rows.json`;
  await Deno.writeTextFile(path, '[{"name":"a","tags":["x"],"n":1},{"name":"b","n":1.5}]');
  for (const file of [path, pathToFileURL(path), new Blob([await Deno.readFile(path)])]) {
    using db = database(":memory:");
    const rows = await db.importFile("rows", file, { pk: "name", format: "json" });
    deepStrictEqual([rows.pks, rows.get("a").tags, rows.get("b").tags, rows.get("b").n], [
      ["name"],
      ["x"],
      null,
      1.5,
    ]);
  }
});

Deno.test("importFile() names a format it can't read, and what is no list of objects", async () => {
  using db = database(":memory:");
  await rejects(db.importFile("t", new File(["x"], "rows.xlsx")), {
    message: 'Cannot import rows.xlsx: its format is "xlsx", expected csv or json',
  });
  const wrong = [
    ['{"a":1}', "a value of Object"],
    ["[{}, 1]", "1"],
    ["[[1]]", "a value of Array"],
    ['["a"]', '"a"'],
  ];
  for (const [text, found] of wrong) {
    await rejects(db.importFile("t", new File([text], "rows.json")), {
      message: `Cannot import rows.json: found ${found}, expected a list of objects`,
    });
  }
  await rejects(db.importFile("t", new File(["{"], "rows.json")), {
    name: "DataError",
    message: /^Cannot import rows\.json: Expected property name/,
  });
});

Deno.test("importFile() makes no table of more than 1,000 columns", async () => {
  using db = database(":memory:");
  const names = Array.from({ length: 1001 }, (_, i) => `c${i}`);
  const lines = (most: number) => {
    const some = names.slice(0, most);
    return csv(`${some}\n${some}\n`);
  };
  const json = new File([JSON.stringify(names.map((name) => ({ [name]: 1 })))], "rows.json");
  for (const file of [lines(1001), json]) {
    await rejects(db.importFile("t", file), {
      name: "DataError",
      message: `Cannot import ${file.name}: found 1001 columns, expected at most 1000`,
    });
  }
  deepStrictEqual(db.tables(), []);
  const table = await db.importFile("t", lines(1000));
  deepStrictEqual([table.columns.length, table[1]!.c999], [1001, "c999"]);
});

Deno.test("importFile() makes no table of much more values than the file has", async () => {
  using db = database(":memory:");
  const json = (columns: number, rows: number, per = 1) => {
    const names = Array.from({ length: columns }, (_, i) => `c${i}`);
    const first = Object.fromEntries(names.map((name) => [name, 1]));
    const next = Object.fromEntries(names.slice(0, per).map((name) => [name, 1]));
    return new File([JSON.stringify([first, ...Array(rows - 1).fill(next)])], "rows.json");
  };
  const wrong: [file: File, found: string][] = [
    [json(100, 1001, 0), "100 values for 1001 rows of 100 columns"],
    [json(1000, 200_000, 0), "1000 values for 200000 rows of 1000 columns"],
    [json(200, 1000, 19), "19181 values for 1000 rows of 200 columns"],
  ];
  for (const [file, found] of wrong) {
    await rejects(db.importFile("t", file), {
      name: "DataError",
      message: `Cannot import rows.json: found ${found}, expected one in 10`,
    });
  }
  deepStrictEqual(db.tables(), []);
  const few = await db.importFile("few", json(100, 1000, 0));
  const many = await db.importFile("many", json(200, 1000, 20));
  deepStrictEqual([few.count(), many.count()], [1000, 1000]);
});

Deno.test("importFile() takes only a row's own values for those of a column", async () => {
  using db = database(":memory:");
  const json = new File(['[{"constructor":1},{"toString":"x"}]'], "rows.json");
  const { columns } = await db.importFile("t", json);
  deepStrictEqual(columns.map(({ name, kind }) => `${name} ${kind}`), [
    "id integer",
    "constructor integer",
    "toString text",
  ]);
});
