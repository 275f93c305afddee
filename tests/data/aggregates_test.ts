import { deepStrictEqual, throws } from "node:assert";
import { database } from "../../lib/data/mod.ts";

class Sale {
  static types = { price: Number };
  id = 0;
  shop = "";
  price: number | null = null;
  cents = 0n;
  at = new Date(0);
  paid = false;
}

/** Holds at compile time: `deno check` fails where an expected error is none. */
function is<T>(value: T): T {
  return value;
}

Deno.test("the types of sums and groups are those of their columns", () => {
  using db = database(":memory:");
  const sales = db.create(Sale);
  sales.insertAll([{ shop: "a", price: 2, cents: 5n }, { shop: "a" }]);
  is<number>(sales.sum("price", { shop: "a" }));
  is<bigint>(sales.sum("cents"));
  is<number | null>(sales.avg("cents", "shop = ?", ["a"]));
  is<Date | null>(sales.max("at"));
  is<{ shop: string; count: number; sum: number; max: Date | null }[]>(
    sales.groupBy("shop", { where: { paid: false }, sum: "price", max: "at" }),
  );
  const [group] = sales.groupBy(["shop", "paid"], { avg: "price" });
  deepStrictEqual(group, { shop: "a", paid: false, count: 2, avg: 2 });
  // @ts-expect-error it was not asked for
  deepStrictEqual(group.sum, undefined);
  // @ts-expect-error a text has no sum
  throws(() => sales.sum("shop"));
  // @ts-expect-error a boolean has no greatest
  throws(() => sales.groupBy("shop", { max: "paid" }));
  // @ts-expect-error no such column
  throws(() => sales.groupBy("shp"));
});

Deno.test("a sum that SQLite can't hold is an error, not a wrong number", () => {
  using db = database(":memory:");
  const sales = db.create(Sale);
  sales.insertAll([{ cents: 2n ** 62n }, { cents: 2n ** 62n }]);
  throws(() => sales.sum("cents"), { message: /integer overflow/ });
});
