import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { type Database, DataError, type RowClass } from "../../../lib/data/mod.ts";
import type { AnyRow, TableColumn } from "../../../lib/data/types.ts";
import { tempFolder } from "../../_temp.ts";
import { DRIVERS, testDrivers } from "../sqlite/_drivers.ts";
import { dump, dumpTable } from "../sqlite/_dump.ts";
import { CHINOOK } from "./_chinook.ts";
import { FIXTURES } from "./_fixtures.ts";
import { NORTHWIND } from "./_northwind.ts";
import { SAKILA } from "./_sakila.ts";
import { fill } from "./_seed.ts";

interface Sample {
  readonly statements: readonly string[];
  /** The columns that can't be dropped, and what stops it. */
  readonly held: Record<string, readonly string[]>;
}

const SAMPLES: Record<string, Sample> = {
  Chinook: { statements: CHINOOK, held: {} },
  Northwind: {
    statements: NORTHWIND,
    held: {
      Categories: ["CategoryName: view"],
      "Order Details": ["UnitPrice: view", "Quantity: CHECK", "Discount: CHECK"],
      Products: [
        "CategoryID: view",
        "UnitPrice: CHECK",
        "UnitsInStock: CHECK",
        "UnitsOnOrder: trigger",
        "Discontinued: view",
      ],
    },
  },
  Sakila: {
    statements: SAKILA,
    held: {
      actor: ["first_name: view", "last_name: view", "last_update: trigger"],
      category: ["last_update: trigger"],
      customer: ["last_update: trigger"],
      film: [
        ...["title: view", "rental_rate: view", "rating: CHECK", "special_features: CHECK"],
        "last_update: trigger",
      ],
      film_actor: ["last_update: trigger"],
      language: ["last_update: trigger"],
      payment: ["last_update: trigger"],
      staff: ["first_name: view", "store_id: view", "last_update: trigger"],
      store: ["last_update: trigger"],
    },
  },
  Fixtures: {
    statements: FIXTURES,
    held: {
      "123_starts_with_digits": ["content: no column"],
      binary_data: ["data: no column"],
      foreign_key_references: [
        "foreign_key_compound_pk1: FOREIGN KEY",
        "foreign_key_compound_pk2: FOREIGN KEY",
      ],
      generated_columns: ["body: GENERATED", "id: AS"],
      infinity: ["value: no column"],
      no_primary_key: ["content: view"],
      searchable: [
        ...["text1: virtual table", "text2: virtual table"],
        "name with . and spaces: virtual table",
      ],
      sortable: ["content: view"],
    },
  },
};

for (const [title, { statements, held }] of Object.entries(SAMPLES)) {
  testDrivers(`${title} opens by the classes of createMod(), and nothing changes`, async (db) => {
    fill(db, statements);
    const before = dump(db);
    for (const { Row, name, pk } of await importModels(db)) {
      const rows = db.create(Row, { name, pk, transform: true });
      deepStrictEqual([rows.pks, rows.count()], [[pk].flat(), 6]);
    }
    for (const view of db.views()) {
      const [{ count }] = db.q(`select count(*) as count from "${view}"`);
      strictEqual(db.v[view]().length, count);
    }
    deepStrictEqual(dump(db), before);
  });

  testDrivers(`${title} passes through every verb as it is`, async (db) => {
    fill(db, statements);
    for (const { Row, name, pk } of await importModels(db)) {
      const rows = db.create(Row, { name, pk });
      for (const row of rows()) {
        const before = dumpSorted(db);
        const keys = rows.pks.map((column) => row[column]);
        const key = keys.length === 1 ? keys[0] : keys;
        deepStrictEqual({ ...rows.get(key) }, { ...row });
        const fit = rows.columns.filter((column) => canFind(column, row[column.name]))
          .map((column) => [column.name, row[column.name]]);
        deepStrictEqual(rows(Object.fromEntries(fit)).length, 1);
        deepStrictEqual({ ...rows.update(row) }, { ...row });
        deepStrictEqual({ ...rows.upsert(row) }, { ...row });
        deepStrictEqual(dumpSorted(db), before);
        db.transaction(() => {
          // Other rows point to this one.
          db.q("pragma defer_foreign_keys = on");
          rows.delete(key);
          strictEqual(rows.has(key), false);
          rows.insert(row);
        });
        deepStrictEqual(toNumbers(dumpSorted(db)), toNumbers(before));
      }
    }
  });

  testDrivers(`${title} gets a column in each table, and keeps the others`, async (db) => {
    fill(db, statements);
    for (const { Row, name, pk } of await importModels(db)) {
      const { sqlite_schema: _, ...before } = dump(db);
      const names = columnsOf(db, name);
      const kept = dumpTable(db, name, names);
      const More = class extends Row {
        static override types = { ...typesOf(Row), added: String };
        added = "new";
      };
      db.create(More, { name, pk, transform: true });
      const { sqlite_schema: __, ...now } = dump(db);
      deepStrictEqual(now, { ...before, [name]: dumpTable(db, name) });
      deepStrictEqual(dumpTable(db, name, names), kept);
      deepStrictEqual(dumpTable(db, name, ["added"]), Array(6).fill(["text 6E6577 "]));
    }
  });

  for (const driver of DRIVERS) {
    Deno.test(`${title} loses any one column, and nothing else (${driver.name})`, async () => {
      using whole = driver.open();
      fill(whole, statements);
      const before = dump(whole);
      const found: Record<string, string[]> = {};
      for (const { Row, name, pk } of await importModels(whole)) {
        for (const gone of Object.keys(typesOf(Row))) {
          if ([pk].flat().includes(gone)) continue;
          using db = driver.open();
          fill(db, statements);
          try {
            db.create(without(Row, gone), { name, pk, transform: true });
          } catch (error) {
            ok(error instanceof DataError);
            deepStrictEqual(dump(db), before);
            const [why] = /no column|view|trigger|virtual table|CHECK|FOREIGN KEY|GENERATED|AS/
              .exec(error.message)!;
            (found[name] ??= []).push(`${gone}: ${why}`);
            continue;
          }
          deepStrictEqual(describe(db, name), describe(whole, name, gone));
        }
      }
      deepStrictEqual(found, held);
    });
  }
}

/** The class of a table and how it is opened, as the module of `createMod()` says. */
interface Model {
  Row: RowClass<AnyRow>;
  name: string;
  pk: string | string[];
}

async function importModels(db: Database): Promise<Model[]> {
  await using folder = await tempFolder();
  const text = await db.createMod(`${folder.path}/models.ts`);
  const classes = await import(pathToFileURL(`${folder.path}/models.ts`).href);
  return [...text.matchAll(/`db\.create\((\w+), (.*)\)`/g)].map(([, name, options]) => ({
    Row: classes[name],
    ...new Function(`return ${options}`)(),
  }));
}

function typesOf(Row: RowClass<AnyRow>): Record<string, unknown> {
  return (Row as unknown as { types: Record<string, unknown> }).types;
}

/** The class without a column. */
function without(Row: RowClass<AnyRow>, gone: string): RowClass<AnyRow> {
  const { [gone]: _, ...types } = typesOf(Row);
  return class {
    [name: string]: unknown;
    static types = types;
    constructor() {
      const { [gone]: _, ...fields } = new Row();
      Object.assign(this, fields);
    }
  };
}

/** A value that does not fit its column can't be searched for. */
function canFind({ kind }: TableColumn, value: unknown): boolean {
  return kind === "any" || value !== Infinity && !(kind === "text" && value instanceof Uint8Array);
}

/** A table, what refers to it and all others, without a column of it. */
function describe(db: Database, table: string, gone?: string): unknown {
  const names = columnsOf(db, table).filter((name) => name !== gone);
  const { sqlite_schema, ...others } = dump(db);
  const indexes = db.q<{ name: string }>(
    `select l.name from pragma_index_list(?) as l, pragma_index_info(l.name) as i
    where i.name = ?`,
    [table, gone ?? null],
  ).map(({ name }) => name);
  return {
    rows: toSorted({ ...others, [table]: dumpTable(db, table, names) }),
    columns: db.q("select * from pragma_table_xinfo(?)", [table])
      .filter(({ name }) => name !== gone)
      .map(({ cid: _, ...column }) => column),
    references: db.q('select * from pragma_foreign_key_list(?) order by "from"', [table])
      .filter(({ from }) => from !== gone)
      .map(({ id: _, ...reference }) => reference),
    schema: (sqlite_schema as { type: string; name: string; sql: string }[])
      .filter(({ name }) => !indexes.includes(name))
      .map((one) => one.type === "table" && one.name === table ? { ...one, sql: "" } : one),
  };
}

function columnsOf(db: Database, table: string): string[] {
  return db.q<{ name: string }>("select name from pragma_table_xinfo(?) where hidden <> 1", [
    table,
  ]).map(({ name }) => name);
}

/** What is stored, in an order that does not change where a row is deleted and inserted again. */
function dumpSorted(db: Database): Record<string, string[]> {
  return toSorted(dump(db));
}

function toSorted(tables: Record<string, unknown>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      (rows as unknown[]).map((row) => JSON.stringify(row)).sort(),
    ]),
  );
}

/** A copy of 5.0 is 5 where a column has no type, as both are one number in JavaScript. */
function toNumbers(tables: Record<string, string[]>): string[][] {
  return Object.values(tables).map((rows) =>
    rows.map((row) => row.replaceAll("real 352E30 5.0", "integer 35 ")).sort()
  );
}
