import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

// What search() finds on every backend is in the conformance suite.

Deno.test("enableSearch() leaves the field language to the program", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const books = db.create("books", { id: Number, title: String, language: String });
  await books.enableSearch("title");
  const [, { name, default_language, language_override }] = await mongo.collection("books")
    .listIndexes().toArray();
  deepStrictEqual({ name, default_language, language_override }, {
    name: "_search",
    default_language: "none",
    language_override: "_search_language",
  });
});

Deno.test("enableSearch() keeps its hands off the text index of another program", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const books = db.create("books", { id: Number, title: String });
  await books.insert({ title: "Emma" });
  await mongo.collection("books").createIndex({ title: "text" }, {
    name: "theirs",
    default_language: "none",
  });
  await rejects(async () => await books.enableSearch("title"), { name: "DataError" });
  await books.disableSearch();
  strictEqual((await mongo.collection("books").listIndexes().toArray()).length, 2);
  strictEqual((await books.search("emma")).length, 1);
});

Deno.test("enableSearch() a second time makes no index", async () => {
  await using server = new MongoStandIn();
  const mongo = mongodb(server.newUrl());
  await using db = database(mongo);
  const names = db.create("names", { id: String, last: String, first: String });
  await names.enableSearch(["last", "id"]);
  const [, before] = await mongo.collection("names").listIndexes().toArray();
  await names.enableSearch(["id", "last"]);
  const [, after] = await mongo.collection("names").listIndexes().toArray();
  deepStrictEqual(after, before);
  deepStrictEqual(before.weights, { last: 1, _id: 1 });
});
