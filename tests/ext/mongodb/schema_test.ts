import { deepStrictEqual } from "node:assert";
import { MongoClient } from "mongodb";
import { mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

Deno.test("mongodb() opens a collection that another program has filled", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  const client = new MongoClient(url);
  await client.db().collection("cats").insertMany([
    { name: "Tom", lives: 9, weight: 4.5, born: new Date(0) },
    { name: "Kit", tags: ["x"] },
  ]);
  await client.close();
  await using db = database(mongodb(url));
  const cats = await db.table("cats");
  deepStrictEqual(cats.columns.map(({ name, kind }) => `${name} ${kind}`), [
    "id text",
    "name text",
    "lives integer",
    "weight float",
    "born datetime",
    "tags json",
  ]);
  const [kit, tom] = await cats({ orderBy: "name" as never });
  deepStrictEqual([kit.lives, kit.tags, tom.born], [null, ["x"], new Date(0)]);
});

Deno.test("mongodb() remembers a table's shape, also while it has no rows, until it is replaced", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  const columnsOf = async () => {
    await using db = database(mongodb(url));
    return (await db.table("notes")).columns.map(({ name, kind }) => `${name} ${kind}`);
  };
  {
    await using db = database(mongodb(url));
    await db.create("notes", { id: Number, at: Date, stars: Number }).ready();
  }
  deepStrictEqual(await columnsOf(), ["id integer", "at datetime", "stars float"]);
  {
    await using db = database(mongodb(url));
    await db.create("notes", { id: Number, text: String }, { replace: true }).ready();
  }
  deepStrictEqual(await columnsOf(), ["id integer", "text text"]);
});
