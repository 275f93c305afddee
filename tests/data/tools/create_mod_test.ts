import { deepStrictEqual, match, strictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { database, DateOnly, type RowClass } from "../../../lib/data/mod.ts";
import type { AnyRow } from "../../../lib/data/types.ts";
import { tempFolder } from "../../_temp.ts";

Deno.test("createMod() writes a module whose classes open the tables", async () => {
  using db = database(":memory:");
  const before = db.create("odd_names", { "a b": String, on: Boolean, n: BigInt, pk: "a b" });
  before.insert({ "a b": "key", on: true, n: 5n });
  await using folder = await tempFolder();
  const text = await db.createMod(`${folder.path}/models.ts`);
  strictEqual(await Deno.readTextFile(`${folder.path}/models.ts`), text);
  const { OddNames } = await import(pathToFileURL(`${folder.path}/models.ts`).href);
  const after = db.create(OddNames as RowClass<AnyRow>, { name: "odd_names", pk: "a b" });
  deepStrictEqual(after.columns, before.columns);
  deepStrictEqual({ ...after.get("key") }, { "a b": "key", on: true, n: 5n });
});

Deno.test("createMod() writes no code of a table's name", async () => {
  using db = database(":memory:");
  db.create("x{}throw 1;class y", { id: Number });
  match(await db.createMod(), /^export class XThrow1ClassY \{$/m);
  using other = database(":memory:");
  other.create("good", { "*/ throw 1; /*": String, pk: "*/ throw 1; /*" });
  const { Good } = await import(
    `data:text/typescript,${
      encodeURIComponent((await other.createMod()).replace("@fasthtml/fasthtml/data", "node:fs"))
    }`
  );
  deepStrictEqual({ ...new Good() }, { "*/ throw 1; /*": "" });
});

Deno.test("createMod() writes null where a column may be null, and imports its markers", async () => {
  using db = database(":memory:");
  db.create("notes", { id: Number, day: DateOnly, data: Object, n: Number }, {
    notNull: ["n"],
  });
  strictEqual(
    await db.createMod(),
    `import { DateOnly, Float, Integer } from "@fasthtml/fasthtml/data";

/** A row of "notes": \`db.create(Notes, { name: "notes", pk: "id" })\`. */
export class Notes {
  static types = { id: Integer, day: DateOnly, data: Object, n: Float };
  id = 0;
  day: Date | null = null;
  data: unknown = null;
  n = 0;
}
`,
  );
});

Deno.test("createMod() of an empty database is empty", async () => {
  using db = database(":memory:");
  strictEqual(await db.createMod(), "");
});

Deno.test("createMod() writes classes that open any table, and change none", async () => {
  using db = database(":memory:");
  for (
    const sql of [
      "create table [Order Details] (OrderID int, ProductID int, price money, primary key (OrderID, ProductID))",
      "create table [Order-Details] (id integer primary key, [constructor] text, [prototype] int)",
      "create table [123 digits] (a int, b int as (a * 2), c, d time, e numeric)",
      'create table integer (id integer primary key, n integer, class text, [a"b] json)',
      "create table [日本] (id text primary key, at datetime)",
    ]
  ) db.q(sql);
  await using folder = await tempFolder();
  const text = await db.createMod(`${folder.path}/models.ts`);
  const models = await import(pathToFileURL(`${folder.path}/models.ts`).href);
  const names = ["Integer2", "OrderDetails", "OrderDetails2", "Table", "Table123Digits"];
  deepStrictEqual(Object.keys(models).sort(), names);
  const version = db.q("pragma schema_version");
  const calls = [...text.matchAll(/`db\.create\((\w+), (.*)\)`/g)];
  for (const [, name, options] of calls) {
    const { name: table, pk } = new Function(`return ${options}`)();
    const rows = db.create(models[name!], { name: table, pk, transform: true });
    const row = { ...new models[name!](), ...[pk].flat().includes("id") && { id: "" } };
    if (name === "OrderDetails") row.OrderID = row.ProductID = 1;
    if (name !== "Table") delete row.id;
    rows.insert(row);
    strictEqual(rows.count(), 1);
  }
  deepStrictEqual([calls.length, db.q("pragma schema_version")], [5, version]);
});
