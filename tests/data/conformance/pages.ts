import {
  type Database,
  DataError,
  type DataTable,
  DateOnly,
  gte,
  inRequest,
  NotFoundError,
  UnknownColumnError,
} from "../../../lib/data/mod.ts";
import type { PageOptions } from "../../../types.ts";
import { section } from "./step.ts";

class Event {
  static types = { cat: String, price: Number, at: Date, day: DateOnly };
  id = 0;
  name = "";
  cat: string | null = null;
  price: number | null = null;
  big = 0n;
  at: Date | null = null;
  day: Date | null = null;
  done = false;
  tags: string[] = [];
  user = "a";
}

type Events = DataTable<Event, number, boolean>;

/** Twelve rows with ties and nulls in every column but the key. */
const EVENTS = Array.from({ length: 12 }, (_, i) => ({
  name: ["b", "a", "ä", "B", "a,b", '"'][i % 6]!,
  cat: i % 4 === 0 ? null : `c${i % 3}`,
  price: i % 5 === 0 ? null : i % 3 - 0.1,
  big: 2n ** 60n + BigInt(i % 2),
  at: i % 3 === 0 ? null : new Date(1.7e12 + i % 4),
  day: i % 3 === 0 ? null : new Date(864e5 * (i % 4)),
  done: i % 2 === 0,
}));

const ORDERS = [
  "id",
  "-id",
  "name",
  "-name",
  "cat",
  "-cat",
  "price",
  "-price",
  "big",
  "-big, cat",
  "at",
  "-at",
  "-at, -id",
  "day, -at",
  "done",
  "-done, cat, -price",
] as const;

const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

/** All pages, each of them asked for with the cursor of the one before. */
async function walk(
  events: Events,
  options: PageOptions<Event, keyof Event, false>,
): Promise<number[][]> {
  const pages: number[][] = [];
  let next: string | undefined;
  do {
    const page = await events.page({ ...options, after: next });
    pages.push(ids(page.rows));
    next = page.next;
  } while (next !== undefined && pages.length < 20);
  return pages;
}

async function collect<T>(rows: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  return await Array.fromAsync<T>(rows);
}

/** The rows in an order, and by their keys where it leaves them equal. */
async function sorted(events: Events, orderBy: string): Promise<number[]> {
  return ids(await events({ orderBy: `${orderBy}, id` as "id" }));
}

const toCursor = (...list: unknown[]) => btoa(JSON.stringify(list)).replaceAll("=", "");

const FORGED: readonly (readonly [orderBy: "id" | "at" | "big" | "price", cursor: string])[] = [
  ["id", "x"],
  ["id", "AAAA"],
  ["id", toCursor()],
  ["id", toCursor("id")],
  ["id", toCursor("-id", 1)],
  ["id", toCursor("id", "1")],
  ["id", toCursor("id", "1 or 1=1")],
  ["id", toCursor("id", null)],
  ["id", toCursor("id", 1.5)],
  ["id", toCursor("id", [1])],
  ["id", toCursor("id", { $gt: 0 })],
  ["id", toCursor("id", 1, 2)],
  ["at", toCursor("at,id", "soon", 1)],
  ["at", toCursor("at,id", "2026-13-01T00:00:00Z", 1)],
  ["at", toCursor("at,id", true, 1)],
  ["at", toCursor("at,id", { unfit: [5] }, 1)],
  ["big", toCursor("big,id", 5, 1)],
  ["big", toCursor("big,id", "5", 1)],
  ["big", toCursor("big,id", { bigint: "9".repeat(19) }, 1)],
  ["big", toCursor("big,id", { bigint: "x" }, 1)],
  ["big", toCursor("big,id", { unfit: "x" }, 1)],
  ["id", toCursor("id", { unfit: 1 })],
  ["price", toCursor("price,id", "1", 1)],
];

const page = section("page", async (db) => {
  const events = db.create(Event);
  await events.insertAll(EVENTS);
  return events;
}, [
  ["the first", async (events) => ids((await events.page({ size: 3 })).rows), [1, 2, 3]],
  ["all are one where they fit", (events) => walk(events, { size: 12 }), [
    Array.from({ length: 12 }, (_, i) => i + 1),
  ]],
  [
    "the last is not full",
    async (events) => (await walk(events, { size: 5 })).map((p) => p.length),
    [
      5,
      5,
      2,
    ],
  ],
  ["of no rows", (events) => events.page({ where: { id: -1 } }), { rows: [], next: undefined }],
  ...ORDERS.map((orderBy) =>
    [`by ${orderBy} has each row once, in order`, async (events: Events) => {
      const pages = await walk(events, { orderBy, size: 5 });
      const one = await walk(events, { orderBy, size: 1 });
      const wanted = (await sorted(events, orderBy)).join();
      return [pages.flat().join() === wanted, one.flat().join() === wanted, pages.length];
    }, [true, true, 3]] as const
  ),
  [
    "where",
    async (events) => (await walk(events, { where: { id: gte(9) }, size: 3, orderBy: "-id" })),
    [[12, 11, 10], [9]],
  ],
  [
    "select",
    (events) => events.page({ select: ["name"], orderBy: "-id", size: 1, where: { id: 1 } }),
    { rows: [{ name: "b" }], next: undefined },
  ],
  [
    "select goes on",
    async (events) => {
      const first = await events.page({ select: ["name"], orderBy: "-id", size: 1 });
      const second = await events.page({
        select: ["name"],
        orderBy: "-id",
        size: 1,
        after: first.next,
      });
      return [first.rows, second.rows];
    },
    [[{ name: '"' }], [{ name: "a,b" }]],
  ],
  [
    "withPk",
    async (events) => (await events.page({ withPk: true, size: 1 })).rows.map(([key]) => key),
    [1],
  ],
  ["stays where rows come and go", async (events) => {
    const first = await events.page({ size: 3, where: { id: gte(4) } });
    await events.delete(6);
    await events.insert({ id: -1 });
    const second = await events.page({ size: 3, where: { id: gte(4) }, after: first.next });
    await events.delete(-1);
    await events.insert({ ...EVENTS[5], id: 6 });
    return [ids(first.rows), ids(second.rows)];
  }, [[4, 5, 6], [7, 8, 9]]],
  [
    "after an empty text is the first",
    async (events) => ids((await events.page({ after: "", size: 1 })).rows),
    [1],
  ],
  ...FORGED.map(([orderBy, after]) =>
    [
      `a forged cursor of ${orderBy} is not found: ${after}`,
      (events: Events) => events.page({ orderBy, after }),
      NotFoundError,
    ] as const
  ),
  [
    "a cursor of another order is not found",
    async (events) => {
      const { next } = await events.page({ size: 1, orderBy: "-id" });
      return await events.page({ size: 1, orderBy: "name", after: next });
    },
    /^Cannot find the page of "event": its cursor is of none$/,
  ],
  [
    "by JSON is rejected",
    (events) => events.page({ orderBy: "tags" }),
    /sorted by tags, which is json/,
  ],
  [
    "by an unknown column",
    (events) => events.page({ orderBy: "nme" as "name" }),
    UnknownColumnError,
  ],
  [
    "a size of 0 is rejected",
    (events) => events.page({ size: 0 }),
    /size is 0, expected 1 or more/,
  ],
  ["an unknown option", (events) => events.page({ sise: 1 } as object), /did you mean "size"/],
  ["text is rejected", (events) => events.page({ where: "1 = 1" } as object), /where is "1 = 1"/],
  ["xtra: another's cursor shows one's own rows", async (events, db) => {
    const { next } = await events.page({ size: 6 });
    return await inRequest({}, async () => {
      const own = db.create(Event).xtra({ user: "b" });
      await own.insert({ id: 100 });
      const seen = ids((await own.page({ after: next })).rows);
      await own.delete(100);
      return seen;
    });
  }, [100]],
]);

const each = section("each", async (db) => {
  const events = db.create(Event);
  await events.insertAll(Array.from({ length: 1201 }, (_, i) => ({ ...EVENTS[i % 12] })));
  return events;
}, [
  ["has each row once", async (events) => {
    const rows = await collect(events.each());
    return [rows.length, new Set(ids(rows)).size, rows[1200]!.id, rows[0] instanceof Event];
  }, [1201, 1201, 1201, true]],
  ["in any order", async (events) => {
    const rows = await collect(events.each({ orderBy: "-cat, at" }));
    return ids(rows).join() === (await sorted(events, "-cat, at")).join();
  }, true],
  [
    "where",
    async (events) => (await collect(events.each({ done: true, id: gte(1190) }))).length,
    6,
  ],
  [
    "with text",
    async (events) => (await collect(events.each("id > ?", [600], { select: ["id"] }))).length,
    601,
    "sql",
  ],
  ["limit", async (events) => ids(await collect(events.each({ limit: 2, orderBy: "-id" }))), [
    1201,
    1200,
  ]],
  [
    "limit of many",
    async (events) => (await collect(events.each({}, { limit: 1100 }))).length,
    1100,
  ],
  [
    "limit of one step",
    async (events) => (await collect(events.each({}, { limit: 500 }))).length,
    500,
  ],
  ["limit of none", async (events) => (await collect(events.each({ limit: 0 }))).length, 0],
  ["offset", async (events) => ids(await collect(events.each({ offset: 600 })))[600], 1201],
  ["select and withPk", async (events) => {
    const rows = await collect(events.each({ id: 3 }, { select: ["name"], withPk: true }));
    return rows;
  }, [[3, { name: "ä" }]]],
  ["a loop that ends early", async (events) => {
    for await (const { id } of events.each({ orderBy: "-id" })) return id;
  }, 1201],
  ["rows that are written meanwhile", async (events) => {
    const seen: number[] = [];
    for await (const { id } of events.each({ where: { id: gte(300) } })) {
      seen.push(id);
      if (id === 300) await events.deleteWhere({ id: [300, 301] });
      if (id === 801) await events.insert({ id: 5 - 10 });
    }
    await events.delete(-5);
    return [seen.length, new Set(seen).size];
  }, [902, 902]],
  [
    "a misspelt column",
    (events) => collect(events.each({ nme: "x" } as object)),
    UnknownColumnError,
  ],
  ["the rows of the request, also after it", async (events) => {
    await events.update({ id: 7, user: "b" });
    const rows = inRequest({}, () => {
      events.xtra({ user: "b" });
      return events.each();
    });
    return ids(await collect(rows));
  }, [7]],
]);

const texts = section(
  "pages by text keys",
  (db: Database<boolean>) => db.create("words", { id: String, n: Number }),
  [
    ["generated and given ones", async (words) => {
      await words.insertAll([...Array.from({ length: 5 }, () => ({})), { id: "b" }, { id: "a" }]);
      const keys: string[] = [];
      let after: string | undefined;
      do {
        const { rows, next } = await words.page({ size: 2, after });
        rows.forEach(({ id }) => keys.push(id));
        after = next;
      } while (after);
      const all = (await words({ orderBy: "id" })).map(({ id }) => id);
      return [keys.length, keys.join() === all.join()];
    }, [7, true]],
    ["downwards", async (words) => {
      const keys = (await collect(words.each({ orderBy: "-id" }))).map(({ id }) => id);
      const { rows, next } = await words.page({ size: 6, orderBy: "-id" });
      const last = await words.page({ orderBy: "-id", after: next });
      return [...rows, ...last.rows].map(({ id }) => id).join() === keys.join();
    }, true],
    ["of two columns", async (_, db) => {
      const pairs = db.create("pairs", { a: String, b: Number, pk: ["a", "b"] });
      await pairs.insertAll(["y", "x"].flatMap((a) => [2, 1, 3].map((b) => ({ a, b }))));
      const first = await pairs.page({ size: 4 });
      const second = await pairs.page({ size: 4, after: first.next });
      return [...first.rows, ...second.rows].map(({ a, b }) => `${a}${b}`).join();
    }, "x1,x2,x3,y1,y2,y3"],
    [
      "of a view is rejected",
      async (_, db) => {
        await db.q("create view numbers as select n from words");
        return await db.v.numbers!.page();
      },
      DataError,
      "sql",
    ],
  ],
);

/** Large tables, a page at a time. */
export const PAGES = [page, each, texts];
