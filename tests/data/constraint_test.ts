import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { ConstraintError, DataError } from "../../lib/data/errors.ts";
import { database } from "../../lib/data/mod.ts";
import { writing } from "../../lib/data/constraint.ts";

Deno.test("a constraint's error says which verb failed on which table, with SQLite's as its cause", () => {
  using db = database(":memory:");
  const users = db.create("users", { id: Number, mail: String }, {
    indexes: [{ columns: ["mail"], unique: true }],
  });
  users.insertAll([{ mail: "a" }, { mail: "b" }]);
  const why = "UNIQUE constraint failed: users.mail";
  const failed = (doing: string) => (error: Error) => {
    const { name, message, cause } = error;
    deepStrictEqual(
      [name, message, (cause as Error).message],
      ["ConstraintError", `Cannot ${doing} "users": ${why}`, why],
    );
    return true;
  };
  throws(() => users.insert({ mail: "a" }), failed("insert into"));
  throws(() => users.update({ id: 2, mail: "a" }), failed("update"));
  throws(() => users.upsert({ id: 2, mail: "a" }), failed("upsert into"));
});

Deno.test("writing() passes on values and every other error", async () => {
  strictEqual(writing("insert", () => 5), 5);
  const disk = new DataError("disk");
  throws(() =>
    writing("insert", () => {
      throw disk;
    }), disk);
  const bare = new ConstraintError("no cause");
  await rejects(async () => await writing("insert", () => Promise.reject(bare)), bare);
});
