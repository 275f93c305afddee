import { deepStrictEqual, rejects } from "node:assert";
import { mongodb } from "../../ext/mongodb.ts";
import { ConnectionError, database } from "../../lib/data/mod.ts";
import { MongoStandIn } from "./mongodb_stand_in.ts";

Deno.test("mongodb() opens the database that its URL names, each for itself", async () => {
  await using server = new MongoStandIn();
  await using one = database(mongodb(server.newUrl()));
  await using two = database(mongodb(server.newUrl()));
  await one.create("notes", { id: Number, text: String }).insert({ text: "one" });
  const notes = two.create("notes", { id: Number, text: String });
  deepStrictEqual(await notes(), []);
});

Deno.test("mongodb() connects when it is needed, and not before", async () => {
  const server = new MongoStandIn();
  server.down();
  await using db = database(mongodb(server.newUrl(), { timeout: 100 }));
  const notes = db.create("notes", { id: Number, text: String });
  await rejects(async () => await notes(), ConnectionError);
});
