import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { database } from "../../lib/data/mod.ts";

class Sale {
  static types = { first: Date };
  shop = "";
  total = 0.5;
  open = false;
  first: Date | null = null;
  tags: string[] = [];
  get label() {
    return `${this.shop}: ${this.total}`;
  }
}

Deno.test("db.sql() of a class reads rows as its instances, each field by its type", () => {
  using db = database(":memory:");
  db.q("create table orders (shop, price, at, open, tags)");
  db.q(`insert into orders values ('a', 2, '2026-11-20 12:00:00', 1, '["x"]')`);
  db.q("insert into orders values ('a', 2.5, '2026-11-21', 0, null), ('b', '4', null, 0, 'x')");
  const rows: Sale[] = db.sql(Sale)`
    select shop, sum(price) as total, min(at) as first, max(open) as open, min(tags) as tags, 1 as n
    from orders where shop in (${"a"}, ${"b' or '1"}) group by shop`;
  deepStrictEqual(rows, [
    Object.assign(new Sale(), {
      shop: "a",
      total: 4.5,
      open: true,
      first: new Date("2026-11-20T12:00:00Z"),
      tags: ["x"],
    }),
  ]);
  strictEqual(rows[0]!.label, "a: 4.5");
  const [odd] = db.sql(Sale)`select *, price as total, null as first from orders where shop = 'b'`;
  deepStrictEqual({ ...odd }, { shop: "b", total: 4, open: false, first: null, tags: "x" });
  deepStrictEqual(db.sql(Sale)`select 1 as n where false`, []);
});

Deno.test("db.sql() of a class rejects rows without one of its fields", () => {
  using db = database(":memory:");
  throws(() => db.sql(Sale)`select 'a' as shop, 1 as totl`, {
    name: "DataError",
    message: "Cannot read rows as Sale: found the columns shop, totl, expected total among them",
  });
  throws(
    () =>
      db.sql(
        class Odd {
          at = null;
        },
      ),
    /^DataError: Cannot create column Odd\.at: it starts as null/,
  );
});
