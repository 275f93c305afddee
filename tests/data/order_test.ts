import { deepStrictEqual, throws } from "node:assert";
import { toOrder } from "../../lib/data/order.ts";
import { shapeOfSchema } from "../../lib/data/shape.ts";

const shape = shapeOfSchema(
  "notes",
  { id: Number, "a b": String, "-odd": String, Rank: Number },
  {},
);

const CASES: readonly [orderBy: string | string[] | undefined, read: string[]][] = [
  [undefined, []],
  ["id", ["id up"]],
  ["-id", ["id down"]],
  ["id desc", ["id down"]],
  ["id DESC", ["id down"]],
  ["id asc", ["id up"]],
  ["-id desc", ["id up"]],
  [" Rank  desc , a b ", ["Rank down", "a b up"]],
  [["-a b", "id ASC"], ["a b down", "id up"]],
];
for (const [orderBy, read] of CASES) {
  Deno.test(`toOrder() reads ${JSON.stringify(orderBy)}`, () => {
    const order = toOrder(shape, orderBy).map(({ column, descending }) =>
      `${column.name} ${descending ? "down" : "up"}`
    );
    deepStrictEqual(order, read);
  });
}

Deno.test("toOrder() takes names of columns alone, so that no SQL comes in", () => {
  for (const orderBy of ["random()", "id; drop table notes", "(select 1)", "rank", "id down"]) {
    throws(() => toOrder(shape, orderBy), { name: "UnknownColumnError" });
  }
  for (const orderBy of ["", "id,", "-", " desc"]) {
    throws(() => toOrder(shape, orderBy), /^DataError: Cannot sort by "|UnknownColumnError/);
  }
});
