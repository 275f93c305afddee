import { setTimeout as delay } from "node:timers/promises";
import { section } from "./step.ts";

class Note {
  id = 0;
  text = "";
}

/** Transactions: all or nothing, and only their own work. */
export const TRANSACTIONS = section("transaction", (db) => db.create(Note), [
  [
    "returns what its function returns",
    (notes, db) => db.transaction(async () => (await notes.insert({ text: "a" })).text),
    "a",
  ],
  ["an error undoes it", async (notes, db) => {
    const failing = async () => {
      await notes.insert({ text: "b" });
      throw new Error("no");
    };
    return [
      await db.transaction(failing).catch((error: Error) => error.message),
      await notes.count(),
    ];
  }, ["no", 1]],
  [
    "one within is a savepoint",
    async (notes, db) => {
      await db.transaction(async () => {
        await notes.insert({ text: "outer" });
        const inner = async () => {
          await notes.insert({ text: "inner" });
          throw new Error("no");
        };
        await db.transaction(inner).catch(() => {});
        await notes.insert({ text: "after" });
      });
      return (await notes({ orderBy: "id" })).map(({ text }) => text);
    },
    ["a", "outer", "after"],
    "sql",
  ],
  ["another's write is not in it", async (notes, db) => {
    await notes.deleteWhere();
    const failing = db.transaction(async () => {
      await notes.update({ id: (await notes.insert({ text: "mine" })).id, text: "mine 2" });
      await delay(20);
      throw new Error("no");
    }).catch((error: Error) => error.message);
    await delay(5);
    await notes.insert({ text: "another's" });
    return [await failing, (await notes()).map(({ text }) => text)];
  }, ["no", ["another's"]]],
  ["its own writes survive another's", async (notes, db) => {
    await notes.deleteWhere();
    const done = db.transaction(async () => {
      await notes.insert({ text: "first" });
      await delay(20);
      await notes.insert({ text: "second" });
    });
    await delay(5);
    const seen = await notes.count();
    await done;
    // never half of it; a database with one connection answers when it is done
    return [seen % 2, await notes.count()];
  }, [0, 2]],
  ["many at once lose nothing", async (notes, db) => {
    await notes.deleteWhere();
    await Promise.all(Array.from({ length: 8 }, (_, i) =>
      db.transaction(async () => {
        await notes.insert({ text: `a${i}` });
        await delay(1);
        await notes.insert({ text: `b${i}` });
      })));
    return (await notes()).map(({ text }) => text).sort();
  }, ["a", "b"].flatMap((letter) => Array.from({ length: 8 }, (_, i) => `${letter}${i}`))],
]);
