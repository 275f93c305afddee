import { deepStrictEqual, strictEqual } from "node:assert";
import { type Server, startPglite } from "../postgres_servers.ts";

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
