import { deepStrictEqual, rejects } from "node:assert";
import { mongodb } from "../../../ext/mongodb.ts";
import { database } from "../../../lib/data/mod.ts";
import { MongoStandIn } from "../mongodb_stand_in.ts";

Deno.test("mongodb() brings documents to a new shape: renamed, converted, filled and dropped", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    const notes = db.create("notes", { id: Number, text: String, stars: String, old: String });
    await notes.insertAll([{ text: "a", stars: "5", old: "x" }, {
      text: "b",
      stars: "7",
      old: "y",
    }]);
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, body: String, stars: Number, done: Boolean }, {
    transform: true,
    rename: { text: "body" },
    defaults: { done: false },
  });
  deepStrictEqual((await notes({ orderBy: "id" })).map((row) => ({ ...row })), [
    { id: 1, body: "a", stars: 5, done: false },
    { id: 2, body: "b", stars: 7, done: false },
  ]);
});

Deno.test("mongodb() changes no document where one cannot be converted", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    const notes = db.create("notes", { id: Number, stars: String });
    await notes.insertAll([{ stars: "5" }, { stars: "many" }]);
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, stars: Number }, { transform: true });
  await rejects(async () => await notes(), {
    name: "DataError",
    message: 'Cannot transform table "notes": stars is "many", expected float',
  });
  await using other = database(mongodb(url));
  const before = await other.table("notes");
  const rows = await before({ orderBy: "id" as never });
  deepStrictEqual(rows.map(({ stars }) => stars), ["5", "many"]);
});

Deno.test("mongodb() keeps a table's key: MongoDB's _id cannot change", async () => {
  await using server = new MongoStandIn();
  const url = server.newUrl();
  {
    await using db = database(mongodb(url));
    await db.create("notes", { id: Number, code: String }).insert({ code: "a" });
  }
  await using db = database(mongodb(url));
  const notes = db.create("notes", { id: Number, code: String }, { pk: "code", transform: true });
  await rejects(async () => await notes(), {
    message: 'Cannot transform table "notes": its key would become code, expected id, ' +
      "as an _id can't change",
  });
});

Deno.test("mongodb() changes no table within a transaction, as it could not take that back", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const notes = db.create("notes", { id: Number, text: String });
  const steps = {
    'transform table "notes"': () => notes.addColumn("more", String),
    'make "notes" searchable': () => notes.enableSearch("text"),
    'drop table "notes"': () => notes.drop(),
  };
  for (const [action, step] of Object.entries(steps)) {
    await rejects(db.transaction(async () => void await step()), {
      name: "DataError",
      message:
        `Cannot ${action}: a transaction is open, which MongoDB has for rows alone, expected none`,
    });
  }
  await notes.insert({ text: "kept" });
  deepStrictEqual({ ...await notes.get(1) }, { id: 1, text: "kept" });
});

Deno.test("mongodb() renames a key of one column, and none of several, which are in the _id", async () => {
  await using server = new MongoStandIn();
  await using db = database(mongodb(server.newUrl()));
  const one = db.create("one", { code: String, text: String, pk: "code" });
  await one.insert({ code: "a", text: "x" });
  const renamed = await one.transform({ rename: { code: "name" } });
  deepStrictEqual({ ...await renamed.get("a") }, { name: "a", text: "x" });
  const cells = db.create("cells", { row: Number, col: Number, text: String }, {
    pk: ["row", "col"],
  });
  await cells.insert({ row: 1, col: 2, text: "x" });
  await rejects(async () => await cells.transform({ rename: { col: "column", text: "note" } }), {
    name: "DataError",
    message:
      'Cannot transform table "cells": its key would become row,column, expected row,col, as ' +
      "an _id can't change",
  });
  const changed = await cells.transform({ rename: { text: "note" } });
  deepStrictEqual({ ...await changed.get([1, 2]) }, { row: 1, col: 2, note: "x" });
});
