import {
  type DataTable,
  DateOnly,
  gt,
  inRequest,
  Integer,
  not,
  or,
  UnknownColumnError,
} from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Order {
  static types = { price: Number, day: DateOnly, status: String };
  id = 0;
  user = "a";
  status: string | null = null;
  price: number | null = null;
  many = 1;
  big = 0n;
  day: Date | null = null;
  paid = false;
}

type Orders = DataTable<Order, number, boolean>;

const day = (text: string) => new Date(text);

const ORDERS = [
  { status: "new", price: 1.5, many: 2, big: 2n ** 60n, day: day("2026-01-02") },
  { status: "new", price: 2, many: 3, paid: true, day: day("2026-01-01") },
  { status: "sent", price: null, many: 4, big: 1n, paid: true },
  { status: null, price: -4, many: 2 ** 52 },
  { status: "sent", price: 10, many: 2 ** 52, user: "b" },
];

const aggregates = section("aggregates", async (db) => {
  const orders = db.create(Order);
  await orders.insertAll(ORDERS);
  return orders;
}, [
  ["sum", (orders) => orders.sum("price"), 9.5],
  ["sum where", (orders) => orders.sum("price", { status: "new" }), 3.5],
  ["sum with text", (orders) => orders.sum("price", "price > ?", [1.6]), 12, "sql"],
  ["sum of none", (orders) => orders.sum("price", { id: -1 }), 0],
  ["sum of nulls", (orders) => orders.sum("price", { price: null }), 0],
  ["sum of integers", (orders) => orders.sum("many", { many: [2, 3, 4] }), 9],
  [
    "sum of integers past 2^53 is exact",
    async (orders, db) => {
      const ends = db.create("ends", { id: Number, n: Integer });
      await ends.insertAll([{ n: 2 ** 53 - 1 }, { n: 2 ** 53 - 1 }, { n: 3 }]);
      return [await ends.sum("n"), await orders.sum("many", { id: 4 })];
    },
    [2n ** 54n + 1n, 2 ** 52],
    "sql",
  ],
  ["sum of big integers is exact", (orders) => orders.sum("big"), 2n ** 60n + 1n],
  ["sum of no big integers", (orders) => orders.sum("big", { id: -1 }), 0n],
  ["avg", (orders) => orders.avg("price", { price: gt(0) }), 4.5],
  ["avg of integers has a fraction", (orders) => orders.avg("many", { many: [2, 3] }), 2.5],
  ["avg of none", (orders) => orders.avg("price", { id: -1 }), null],
  ["min", (orders) => orders.min("price"), -4],
  ["max", (orders) => orders.max("price"), 10],
  ["min of texts", (orders) => orders.min("status"), "new"],
  ["max of days", (orders) => orders.max("day"), day("2026-01-02")],
  ["max of big integers", (orders) => orders.max("big"), 2n ** 60n],
  ["max of keys", (orders) => orders.max("id"), 5],
  ["min of none", (orders) => orders.min("price", { id: -1 }), null],
  ["max of or", (orders) => orders.max("price", or({ id: 1 }, { id: 2 })), 2],
  [
    "sum of texts is rejected",
    (orders) => orders.sum("status" as "price"),
    /status is text for sum/,
  ],
  [
    "max of booleans is rejected",
    (orders) => orders.max("paid" as "id"),
    /paid is boolean for max/,
  ],
  ["sum of an unknown column", (orders) => orders.sum("prize" as "price"), UnknownColumnError],
  ["groups are counted, nulls first", (orders) => orders.groupBy("status"), [
    { status: null, count: 1 },
    { status: "new", count: 2 },
    { status: "sent", count: 2 },
  ]],
  [
    "groups have values",
    (orders) => orders.groupBy("status", { sum: "price", avg: "many", min: "day", max: "big" }),
    [
      { status: null, count: 1, sum: -4, avg: 2 ** 52, min: null, max: 0n },
      { status: "new", count: 2, sum: 3.5, avg: 2.5, min: day("2026-01-01"), max: 2n ** 60n },
      { status: "sent", count: 2, sum: 10, avg: (4 + 2 ** 52) / 2, min: null, max: 1n },
    ],
  ],
  [
    "groups of two columns",
    (orders) => orders.groupBy(["paid", "status"], { where: { status: not(null) } }),
    [
      { paid: false, status: "new", count: 1 },
      { paid: false, status: "sent", count: 1 },
      { paid: true, status: "new", count: 1 },
      { paid: true, status: "sent", count: 1 },
    ],
  ],
  ["groups by the key", async (orders) => (await orders.groupBy("id", { max: "price" })).length, 5],
  ["groups of none", (orders) => orders.groupBy("status", { where: { id: -1 } }), []],
  ["groups by no column", (orders) => orders.groupBy([], { sum: "price" }), [{
    count: 5,
    sum: 9.5,
  }]],
  [
    "groups with a misspelt option",
    (orders) => orders.groupBy("id", { som: "id" } as object),
    /"sum"/,
  ],
  [
    "groups where a text",
    (orders) => orders.groupBy("id", { where: "1 = 1" } as object),
    /where is "1 = 1"/,
  ],
  ["within xtra", async (_, db) => {
    const own = db.create(Order);
    return await inRequest({}, async () => {
      own.xtra({ user: "b" });
      return [await own.sum("price"), await own.max("id"), await own.groupBy("status")];
    });
  }, [10, 5, [{ status: "sent", count: 1 }]]],
  ["a column called count", async (_, db) => {
    const odd = db.create("odd", { id: Number, count: Number });
    await odd.insert({ count: 5 });
    return [await odd.sum("count"), await Promise.resolve().then(() => odd.groupBy("count"))];
  }, /groups are by a column "count", expected another name$/],
]);

/** Sums, averages, least and greatest values. */
export const AGGREGATES = [aggregates];
