import { deepStrictEqual, rejects } from "node:assert";
import { mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

// What a unique index does with null on every backend is in the conformance suite.

Deno.test("a unique index of an older version takes many nulls after a change of the table", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const make = (transform: boolean) =>
    db.create("people", { id: String, email: String, ...(transform && { age: Number }) }, {
      indexes: [{ columns: ["email"], unique: true }],
      transform,
    });
  await db.create("people", { id: String, email: String }).ready();
  await mongo.collection("people").createIndex({ email: 1 }, { unique: true });
  const none = { email: null as unknown as string };
  await make(false).insert(none);
  await rejects(async () => await db.t.people.insert(none), { name: "ConstraintError" });
  const people = make(true);
  await people.insert(none);
  await people.insert({ email: "a" });
  await rejects(async () => await people.insert({ email: "a" }), { name: "ConstraintError" });
});

Deno.test("a unique index has all values of its columns, and a search can tell", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  db.create("users", { id: String });
  const rows = db.create("rows", {
    id: String,
    n: Number,
    user: String,
    tags: Object,
    must: String,
  }, {
    foreignKeys: { user: "users" },
    indexes: ["n", "user", "tags", "must"].map((name) => ({
      columns: [name as "n"],
      unique: true,
    })),
    notNull: ["must"],
  });
  await rows.ready();
  const indexes = await mongo.collection("rows").listIndexes().toArray();
  deepStrictEqual(indexes.slice(1).map((one) => one.partialFilterExpression), [
    { n: { $gte: -Infinity } },
    { user: { $type: ["string", "objectId"] } },
    { tags: { $type: ["object", "array"] } },
    undefined,
  ]);
});
