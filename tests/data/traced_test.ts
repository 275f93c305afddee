import { deepStrictEqual, strictEqual } from "node:assert";
import { type SentSpan, spansOf } from "../_collector.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { startPglite } from "../ext/postgres_servers.ts";
import { toMain } from "../app/_main.ts";

/** What is told of each database call, in the order of their start. */
function callsOf(spans: readonly SentSpan[]): unknown[] {
  return spans.filter(({ kind }) => kind === 3).map(({ name, status, attributes, events }) => [
    name,
    ...status === 0 ? [] : [`status ${status}`],
    attributes,
    ...events,
  ]);
}

/** A program whose database is opened by some lines. */
const toProgram = (open: string) =>
  toMain(`import { database } from "@fasthtml/fasthtml";
${open}
class User { id = 0; name = ""; age = 0; }
const users = await db.create(User, { replace: true, indexes: [{ columns: ["name"], unique: true }] });
const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
rt("/", async () => {
  const { id } = await users.insert({ name: "SECRET", age: 7 });
  await users({ name: "SECRET" });
  await users.update({ id, age: 8 });
  await users.count();
  await db.transaction(async () => await users.delete(id));
  return P("done");
});
rt("/again", async () => {
  await users.insert({ name: "SECRET" });
  try { await users.insert({ name: "SECRET" }); } catch { /* there is one already */ }
  return P("done");
});
${SQL}`);

/** SQL of a program, for databases that know SQL. */
const SQL = `rt("/sql", async () => {
  await db.q("SELECT name FROM \\"user\\" WHERE name = 'SEC''RET' AND age = ? AND age <> 12345", [7]);
  return P("done");
});`;

/** What each verb is told as, for a system, by the words of SQL or the verbs' own names. */
async function checkSpans(
  system: string,
  open: string,
  operations: readonly [
    insert: string,
    find: string,
    update: string,
    count: string,
    remove: string,
  ],
  ownSql = true,
): Promise<void> {
  const [insert, find, update, count, remove] = operations;
  const paths = ["/", "/again", ...ownSql ? ["/sql"] : []];
  const spans = await spansOf(toProgram(open), async (origin) => {
    for (const path of paths) {
      deepStrictEqual([path, (await (await fetch(origin + path)).text()).includes("done")], [
        path,
        true,
      ]);
    }
  });
  const call = (operation: string, text?: string, error?: string) => ({
    "db.system.name": system,
    "db.operation.name": operation,
    "db.collection.name": "user",
    ...text && { "db.query.text": text },
    ...error && { "error.type": error },
  });
  const sql = `SELECT name FROM "user" WHERE name = ? AND age = ? AND age <> ?`;
  const requests = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  const calls = spans.filter(({ parentSpanId }) => requests.has(parentSpanId));
  deepStrictEqual(callsOf(calls), [
    ...[insert, find, update, count, remove, insert].map((verb) => [`${verb} user`, call(verb)]),
    [`${insert} user`, "status 2", call(insert, undefined, "ConstraintError")],
    ...ownSql ? [["SELECT user", call("SELECT", sql)]] : [],
  ]);
  deepStrictEqual(
    calls.map(({ parentSpanId }) => requests.get(parentSpanId)),
    [...Array(5).fill("GET /"), "GET /again", "GET /again", ...ownSql ? ["GET /sql"] : []],
  );
  strictEqual(
    JSON.stringify(spans.map(({ attributes, events }) => [attributes, events])).includes("SECRET"),
    false,
  );
}

const VERBS = ["INSERT", "SELECT", "UPDATE", "SELECT", "DELETE"] as const;

Deno.test("traced() makes a span of each verb of SQLite, a part of its request, and tells no value", () =>
  checkSpans("sqlite", `const db = database(":memory:");`, VERBS));

Deno.test("traced() makes a span of each verb of Postgres", async () => {
  await using server = await startPglite();
  await checkSpans(
    "postgresql",
    `import { postgres } from "@fasthtml/fasthtml/ext/postgres";
const db = database(postgres("${server.address}/postgres", { max: 1 }));`,
    VERBS,
  );
});

Deno.test("traced() makes a span of each verb of MongoDB, by its own names", async () => {
  await using server = new MongoStandIn();
  await checkSpans(
    "mongodb",
    `import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
const db = database(mongodb("${server.newUrl()}"));`,
    ["insert", "find", "update", "count", "delete"],
    false,
  );
});
