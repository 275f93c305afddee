import { deepStrictEqual } from "node:assert";
import { LiteDriver } from "../../../ext/postgres/lite.ts";

Deno.test("LiteDriver opens its database at the first query, once, and closes none that it has not", async () => {
  let opened = 0, closed = 0;
  const lite = {
    query: () => Promise.resolve({ fields: [{ name: "n", dataTypeID: 23 }], rows: [[1]] }),
    transaction: () => Promise.reject(new Error("not asked for")),
    listen: () => Promise.reject(new Error("not asked for")),
    close: () => Promise.resolve(void closed++),
  };
  const open = () => new LiteDriver("here", () => Promise.resolve((opened++, lite)));
  await open().close();
  deepStrictEqual([opened, closed], [0, 0]);
  const driver = open();
  const answers = await Promise.all([driver.query("select 1", []), driver.query("select 1", [])]);
  deepStrictEqual(answers[0], { fields: [{ name: "n", dataTypeID: 23 }], rows: [[1]], count: 1 });
  await driver.close();
  deepStrictEqual([opened, closed], [1, 1]);
});
