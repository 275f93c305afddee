import { deepStrictEqual, strictEqual } from "node:assert";
import { pglite } from "../../../ext/postgres.ts";
import { type Database, database } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { DebianServer, type Server, startPglite } from "../postgres_servers.ts";

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

/** What the server says of an expression, and what the program gets. */
const VALUES: readonly [sql: string, value: unknown][] = [
  ["true", true],
  ["false", false],
  ["'\\x00ff'::bytea", new Uint8Array([0, 255])],
  ["''::bytea", new Uint8Array()],
  ["-5::smallint", -5],
  ["9007199254740991::bigint", 9007199254740991],
  ["9007199254740993::bigint", 9007199254740993n],
  ["1.5::real", 1.5],
  ["'NaN'::float8", NaN],
  ["'-Infinity'::float8", -Infinity],
  ["1.10::numeric", "1.10"],
  ["12345678901234567890::numeric", 12345678901234567890n],
  ["42::numeric", 42],
  ["'2026-11-20'::date", new Date("2026-11-20")],
  ["'2026-11-20 12:34:56.789'::timestamp", new Date("2026-11-20T12:34:56.789Z")],
  ["'2026-11-20 12:34:56.789+02'::timestamptz", new Date("2026-11-20T10:34:56.789Z")],
  ["'0099-01-01 00:00:00Z'::timestamptz", new Date("0099-01-01T00:00:00Z")],
  ["'2026-11-20 12:34:56.123456+00'::timestamptz", new Date("2026-11-20T12:34:56.123Z")],
  ["'infinity'::timestamptz", new Date(8.64e15)],
  ["'-infinity'::date", new Date(-8.64e15)],
  ["'0044-03-15 BC'::date", new Date("-000043-03-15")],
  ["'0001-12-31 23:59:59.5 BC'::timestamp", new Date("0000-12-31T23:59:59.500Z")],
  ["'10000-01-01'::date", new Date("+010000-01-01")],
  ["'294276-12-31 23:59:59'::timestamptz", new Date(8.64e15)],
  ["'4713-11-24 BC'::date", new Date("-004712-11-24")],
  [`'[1, null, "x"]'::jsonb`, [1, null, "x"]],
  ["'null'::json", null],
  ["null::int", null],
  ["'it''s'", "it's"],
];

Deno.test("postgres() reads each type of the server as its value", async () => {
  await using db = await server.open();
  for (const [sql, value] of VALUES) {
    deepStrictEqual(await db.q(`select ${sql} as value`), [{ value }], sql);
  }
});

Deno.test("postgres() reads JSON as objects without a prototype", async () => {
  await using db = await server.open();
  const [{ value }] = await db.q<{ value: { a: object } }>(
    `select '{"a": {"__proto__": {"b": 1}}}'::json as value`,
  );
  deepStrictEqual([value, value.a].map(Object.getPrototypeOf), [null, null]);
  strictEqual(JSON.stringify(value), '{"a":{"__proto__":{"b":1}}}');
});

/** Values of other programs, by type: some do not fit what a program has of them. */
const FOREIGN: Record<string, readonly string[]> = {
  timestamptz: [
    "2026-11-20 12:34:56.123456+00",
    "2026-11-20 12:34:56.123455+00",
    "2026-11-20 12:34:56.123456+00",
    "2026-11-20 12:34:56.1+00",
    "infinity",
    "-infinity",
    "0044-03-15 00:00:00 BC",
    "294276-12-31 23:59:59.999999+00",
    "10000-01-01 00:00:00+00",
    "0001-01-01 00:00:00.000001+00",
  ],
  timestamp: ["2026-11-20 12:34:56.000001", "infinity", "0001-12-31 23:59:59.5 BC"],
  date: ["infinity", "-infinity", "0044-03-15 BC", "10000-01-01", "5874897-12-31", "2026-11-20"],
  bigint: ["9007199254740993", "-9223372036854775808", "7"],
  "double precision": ["Infinity", "-Infinity", "NaN", "1e308", "0.1"],
  real: ["Infinity", "0.1", "16777217"],
  "numeric(10,2)": ["9.90", "10.00", "0.10", "12345678.91"],
  numeric: [
    "9.90",
    "12345678901234567.89",
    "123456789012345678901234567890",
    "0.1000000000000000055511151231257827",
    "NaN",
    "5",
  ],
  "text[]": [
    '{a,"b c",NULL}',
    "{}",
    "{{1,2},{3,4}}",
    '{"","NULL","a\\"b","c\\\\d","{x,y}","\n",null}',
    "{{{a}},{{NULL}}}",
  ],
  "integer[]": ["{1,-2,NULL}", "{}"],
  "bigint[]": ["{9007199254740993,1}"],
  "numeric(10,2)[]": ["{9.90,1.00,NaN}", "{12345678.91}"],
  "double precision[]": ["{Infinity,0.1,1e+308}"],
  "boolean[]": ["{t,f,NULL}"],
  "timestamptz[]": ['{"2026-11-20 12:34:56.123456+00",infinity}'],
  "date[]": ["{2026-11-20,infinity}"],
  "uuid[]": ["{0b3c7f5e-8d2a-4c11-9a55-1f2e3d4c5b6a}"],
  "jsonb[]": ['{"{\\"a\\": null}",NULL,"null"}'],
  "bytea[]": ['{"\\\\x00ff"}'],
  interval: ["1 day 02:03:04"],
  uuid: ["0b3c7f5e-8d2a-4c11-9a55-1f2e3d4c5b6a"],
  inet: ["10.0.0.1/8"],
  jsonb: [
    "null",
    "1.10",
    "12345678901234567890",
    '"5"',
    '{"a": 1.10, "b": null}',
    "[12345678901234567890, 1]",
    "0.1234567890123456789",
  ],
  json: ["null", '{ "a":1 , "a":2 }', '"\\u0041"', "1.0", "[]", '{"n": 1e2}'],
};

const DRIVERS: readonly [name: string, open: () => Promise<Database<true>>][] = [
  ["postgres()", () => server.open()],
  ["pglite()", () => Promise.resolve(database(pglite()))],
];

for (const [name, open] of DRIVERS) {
  Deno.test(`${name} finds values of other programs by themselves, and never rewrites them`, async () => {
    await using db = await open();
    for (const [type, texts] of Object.entries(FOREIGN)) {
      await db.q(`create table "${type}" (id int primary key, v ${type}, n int)`);
      const table = await db.table<{ id: number; v: unknown; n: number }, number>(type);
      const texts_ = async () =>
        (await db.q<{ v: string }>(`select v::text from "${type}" order by id`)).map(({ v }) => v);
      for (const [i, text] of texts.entries()) {
        await db.q(`insert into "${type}" values (?, ?::text::${type}, 0)`, [i + 1, text]);
      }
      const before = await texts_();
      for (const [i] of texts.entries()) {
        const row = await table.get(i + 1);
        row.n = 1;
        deepStrictEqual(await table.update(row), row, `${type} ${texts[i]}`);
        deepStrictEqual({ ...await table.upsert(row) }, { ...row });
        if (!/^(?:numeric|double|real|json)/.test(type)) {
          const same = texts.filter((text) => text === texts[i]).length;
          strictEqual(await table.count({ v: row.v }), same, `${type} ${texts[i]}`);
        }
      }
      deepStrictEqual(await texts_(), before);
    }
  });
}

const PAGES = "has each value of another program once, in pages and in loops";
for (const [name, open] of DRIVERS) Deno.test(`${name} ${PAGES}`, () => testPages(open));

Deno.test({
  ...needing(["postgresql"], `postgres() ${PAGES} (Debian's server)`),
  fn: async () => {
    await using server = await DebianServer.start();
    await testPages(() => server.open());
  },
});

async function testPages(open: () => Promise<Database<true>>): Promise<void> {
  await using db = await open();
  for (const [type, texts] of Object.entries(FOREIGN)) {
    // No order for a page.
    if (/^json|\[\]/.test(type)) continue;
    await db.q(`create table "${type}" (id int primary key, v ${type})`);
    const table = await db.table<{ id: number; v: unknown }, number>(type);
    for (const [i, text] of [...texts, null].entries()) {
      await db.q(`insert into "${type}" values (?, ?::text::${type})`, [i, text]);
    }
    for (const orderBy of ["v", "-v"] as const) {
      const wanted = (await table({ orderBy: `${orderBy}, id` })).map(({ id }) => id);
      const seen: number[] = [];
      let next: string | undefined;
      do {
        const page = await table.page({ orderBy, size: 1, after: next });
        seen.push(...page.rows.map(({ id }) => id));
        next = page.next;
      } while (next && seen.length <= texts.length);
      deepStrictEqual(seen, wanted, `${type} ${orderBy}`);
    }
  }
  await db.q("create table log (id int generated always as identity, at timestamptz)");
  await db.q("alter table log add primary key (id)");
  await db.q(
    "insert into log (at) select timestamptz '2026-11-20' + interval '1 microsecond' * (n % 700) " +
      "from generate_series(1, 1400) n",
  );
  const log = await db.table<{ id: number; at: Date }, number>("log");
  const ids = await Array.fromAsync(log.each({ orderBy: "-at" }), ({ id }) => id);
  const sorted = (await log({ orderBy: "-at, id" })).map(({ id }) => id);
  deepStrictEqual(ids, sorted);
}

Deno.test("postgres() tells a null of JSON from none, and writes JSON that has changed", async () => {
  await using db = await server.open();
  await db.q("create table docs (id int primary key, v jsonb, w json, n int)");
  await db.q(`insert into docs values (1, 'null', '{"a": 1.0, "b": 1}', 0), (2, null, 'null', 0)`);
  const docs = await db.table<{ id: number; v: unknown; w: unknown; n: number }, number>("docs");
  const [one, two] = await docs({ orderBy: "id" });
  await docs.update(Object.assign(one!, { n: 1 }));
  const w = one!.w as { b: number };
  w.b = 2;
  await docs.upsertAll([one!, Object.assign(two!, { v: [null], n: 1 })]);
  deepStrictEqual(await db.q("select id, v::text, w::text from docs order by id"), [
    { id: 1, v: "null", w: '{"a":1,"b":2}' },
    { id: 2, v: "[null]", w: "null" },
  ]);
  deepStrictEqual(await db.q("select v, w from docs where id = 1"), [
    { v: null, w: Object.assign(Object.create(null), { a: 1, b: 2 }) },
  ]);
  strictEqual(await docs.count({ v: null }), 0);
});

Deno.test("postgres() writes a date that a program has changed, and any that it has made", async () => {
  await using db = await server.open();
  await db.q("create table t (id int primary key, v timestamptz)");
  const table = await db.table<{ id: number; v: Date }, number>("t");
  await db.q("insert into t values (1, '2026-11-20 12:34:56.123456+00')");
  const row = await table.get(1);
  row.v.setUTCFullYear(2027);
  deepStrictEqual(await table.update(row), row);
  const dates = [
    "2027-11-20T12:34:56.123Z",
    "-000043-03-15T00:00:00.000Z",
    "+010000-01-01T00:00:00.000Z",
  ];
  for (const [i, date] of dates.entries()) {
    await table.upsert({ id: i + 1, v: new Date(date) });
    strictEqual((await table.get(i + 1)).v.toISOString(), date);
    strictEqual(
      (await db.q<{ v: Date }>("select v from t where v = ?", [new Date(date)])).length,
      1,
    );
  }
});
