import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { MongoClient, ObjectId } from "mongodb";
import { mongodb } from "../../../ext/mongodb.ts";
import { ConstraintError, database, DataError } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

class Task {
  id = "";
  title = "";
  completed = false;
}

Deno.test("mongodb() shows _id as the key, an ObjectId as its text", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using db = database(mongodb(url));
  const tasks = db.create(Task);
  const { id } = await tasks.insert({ title: "one" });
  match(id, /^[0-9a-f]{24}$/);
  const client = new MongoClient(url);
  const document = await client.db().collection("task").findOne();
  await client.close();
  strictEqual(document!._id.toHexString(), id);
  deepStrictEqual(Object.keys(document!), ["_id", "title", "completed"]);
  strictEqual((await tasks.update({ id, completed: true })).completed, true);
});

Deno.test("mongodb() never takes an operator for a value", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const tasks = db.create(Task);
  await tasks.insertAll([{ title: "a" }, { title: "$ne" }]);
  const hostile = { title: { $ne: "" } } as object;
  await rejects(async () => await tasks(hostile), DataError);
  await rejects(async () => await tasks.insert(hostile), DataError);
  await rejects(async () => await tasks.get({ $ne: "" } as never), DataError);
  strictEqual(await tasks.count({ title: "$ne" }), 1);
  const notes = db.create("notes", { id: Number, data: Object });
  await rejects(async () => await notes.insert({ data: { _bsontype: "ObjectId" } }), DataError);
  deepStrictEqual(
    await notes.count({ data: { $gt: "" } }),
    0,
  );
});

Deno.test("mongodb() gives back each kind of value as it was given", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const columns = {
    id: Number,
    flag: Boolean,
    at: Date,
    raw: Uint8Array,
    data: Object,
    big: BigInt,
  };
  const things = db.create("things", columns);
  const row = {
    id: 1,
    flag: false,
    at: new Date("2026-11-20T12:34:56.789Z"),
    raw: new Uint8Array([0, 255]),
    data: { a: [1, null, "x"], $b: { "c.d": 2 } },
    big: 2n ** 60n,
  };
  await things.insert(row);
  const { data, ...found } = await things.get(1);
  const { data: given, ...expected } = row;
  deepStrictEqual(found, expected);
  deepStrictEqual(JSON.parse(JSON.stringify(data)), given);
  strictEqual(Object.getPrototypeOf(data), null); // so that it can never be attributes
});

Deno.test("mongodb() keeps a key of several columns in _id", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using db = database(mongodb(url));
  const seats = db.create("seats", { row: Number, place: String, name: String }, {
    pk: ["row", "place"],
  });
  await seats.insert({ row: 1, place: "a", name: "Ada" });
  const client = new MongoClient(url);
  const document = await client.db().collection("seats").findOne();
  await client.close();
  deepStrictEqual(document, { _id: { row: 1, place: "a" }, name: "Ada" } as object);
  deepStrictEqual({ ...await seats.get([1, "a"]) }, { row: 1, place: "a", name: "Ada" });
});

Deno.test("mongodb() rejects names that MongoDB would take for a path or an operator", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  for (const name of ["a.b", "$set", "", "_id", "a\0b"]) {
    const table = db.create("hostile", { id: Number, [name]: String });
    await rejects(async () => await table.ready(), {
      name: "DataError",
      message: `Cannot keep table "hostile" in MongoDB: found a column ${JSON.stringify(name)}, ` +
        'expected a name that has no "." and does not begin with "$"',
    });
  }
  await rejects(async () => await db.create("_tables", { id: Number }).ready(), {
    message: 'Cannot keep table "_tables" in MongoDB: found the name of its own collection, ' +
      "expected another",
  });
  deepStrictEqual(await db.tables(), []);
});

Deno.test("mongodb() leaves out the fields of other programs that cannot be columns", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  const client = new MongoClient(url);
  const stored = client.db().collection<{ _id: number; [name: string]: unknown }>("cats");
  await stored.insertOne({ _id: 1, id: "x", "a.b": 1, $c: 2, name: "Tom" });
  await client.close();
  await using db = database(mongodb(url));
  const cats = await db.table("cats");
  deepStrictEqual(cats.columns.map(({ name }) => name), ["id", "name"]);
  deepStrictEqual({ ...await cats.update({ id: 1, name: "Kit" }) }, { id: 1, name: "Kit" });
});

Deno.test("mongodb() finds JSON by the whole value, whatever its fields are named", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const notes = db.create("notes", { id: Number, data: Object });
  const values = [{ $gt: 1 }, { $ne: null }, ["a", "b"], ["a"], null];
  await notes.insertAll(values.map((data) => ({ data })));
  const find = async (data: unknown) =>
    (await notes({ where: { data: data as object }, orderBy: "id" })).map(({ id }) => id);
  deepStrictEqual(await find({ $gt: 1 }), [1]);
  deepStrictEqual(await find({ $gt: 0 }), []);
  deepStrictEqual(await find({ $ne: null }), [2]);
  deepStrictEqual(await find(null), [5]);
  deepStrictEqual((await notes.update({ id: 1, data: { "$set": { "c.d": 1 } } })).id, 1);
  deepStrictEqual(await find({ "$set": { "c.d": 1 } }), [1]);
});

class Seat {
  place = "";
  row = 0;
  name = "";
}

/** The same class after its fields were put into another order. */
class Reordered {
  name = "";
  row = 0;
  place = "";
}

const SEATS = { name: "seats", pk: ["row", "place"] as ["row", "place"] };

Deno.test("mongodb() knows a key of several columns whatever the order of the class's fields", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    await db.create(Seat, SEATS).insert({ row: 1, place: "a", name: "Ada" });
  }
  await using db = database(mongodb(url));
  for (const transform of [false, true]) {
    const seats = db.create(Reordered, { ...SEATS, transform });
    await seats.upsert({ row: 1, place: "a", name: "Bob" });
    await rejects(async () => await seats.insert({ row: 1, place: "a" }), ConstraintError);
    await seats.insert({ place: "b", row: 1 });
    deepStrictEqual([await seats.count(), await seats.delete([1, "b"]).then(() => 1)], [2, 1]);
    deepStrictEqual({ ...await seats.get([1, "a"]) }, { name: "Bob", row: 1, place: "a" });
  }
  await using client = new MongoClient(url);
  deepStrictEqual(await client.db().collection("seats").findOne(), {
    _id: { place: "a", row: 1 },
    name: "Bob",
  } as object);
});

Deno.test("mongodb() reads and writes keys that older versions wrote in another order", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using client = new MongoClient(url);
  const documents = client.db().collection<{ _id: object; name: string }>("seats");
  const _id = { row: 1, place: "a" };
  await using db = database(mongodb(url));
  const seats = db.create(Seat, SEATS);
  await seats.ready();
  await documents.insertOne({ _id, name: "Ada" });
  deepStrictEqual((await seats.get([1, "a"])).name, "Ada");
  deepStrictEqual((await seats.upsert({ row: 1, place: "a", name: "Bob" })).name, "Bob");
  seats.xtra({ name: "Eve" });
  await rejects(async () => await seats.upsert({ row: 1, place: "a" }));
  deepStrictEqual(await documents.find().toArray(), [{ _id, name: "Bob" }]);
  const moved = await db.create(Seat, SEATS).update({ row: 2 }, [1, "a"], { rekey: true });
  deepStrictEqual({ ...moved }, { place: "a", row: 2, name: "Bob" });
  deepStrictEqual(await documents.find().toArray(), [{ _id: { row: 2, place: "a" }, name: "Bob" }]);
});

Deno.test("mongodb() stores a reference to an ObjectId as one, and finds those stored as texts", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  await using client = new MongoClient(url);
  const documents = client.db().collection<{ _id: number; task: unknown }>("notes");
  const { id } = await (async () => {
    await using db = database(mongodb(url));
    return await db.create(Task).insert({ title: "one" });
  })();
  const columns = { id: Number, task: String };
  const options = { foreignKeys: { task: "task" } };
  {
    await using db = database(mongodb(url));
    const notes = db.create("notes", columns, options);
    await notes.insertAll([{ task: id }, { task: "no ObjectId" }, { task: null as never }]);
    await documents.insertOne({ _id: 4, task: id });
    deepStrictEqual(
      (await notes({ where: { task: id }, orderBy: "id" })).map((one) => ({ ...one })),
      [
        { id: 1, task: id },
        { id: 4, task: id },
      ],
    );
    deepStrictEqual(await notes.count({ task: ["no ObjectId", id] }), 3);
  }
  const ref = new ObjectId(id);
  const stored = async () =>
    (await documents.find().sort({ _id: 1 }).toArray()).map((one) => one.task);
  deepStrictEqual(await stored(), [ref, "no ObjectId", null, id]);
  await using db = database(mongodb(url));
  await db.create("notes", columns, { ...options, transform: true }).ready();
  deepStrictEqual(await stored(), [ref, "no ObjectId", null, ref]);
});
