import {
  and,
  ConstraintError,
  DataError,
  type DataTable,
  NotFoundError,
  sql,
  UnknownColumnError,
  ValueError,
} from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Item {
  id = 0;
  name = "";
  price = 0.5;
  cat: string | null = null;
  done = false;
  static types = { cat: String };
}

const ITEMS = [
  { name: "apple", price: 1.5, cat: "f" },
  { name: "bread", price: 3, cat: "b", done: true },
  { name: "carrot", price: 0.5, cat: "v" },
  { name: "date", price: 9, cat: "f", done: true },
  { name: "egg" },
];

type Items = DataTable<Item, number, boolean>;

// a session without a user
const NOBODY: { cat?: string } = { cat: undefined };

const names = (rows: unknown) => (rows as Item[]).map(({ name }) => name).join(" ");

const find = section("find", async (db) => {
  const items = db.create(Item);
  await items.insertAll(ITEMS);
  return items;
}, [
  ["all columns come back", (items) => items({ limit: 1, orderBy: "id" }), [{
    id: 1,
    name: "apple",
    price: 1.5,
    cat: "f",
    done: false,
  }]],
  ["rows are of the class", async (items) => (await items[1]) instanceof Item, true],
  [
    "by an object",
    async (items) => names(await items({ cat: "f" }, { orderBy: "id" })),
    "apple date",
  ],
  ["by several columns", async (items) => names(await items({ cat: "f", done: true })), "date"],
  [
    "by any of a list",
    async (items) => names(await items({ id: [1, 3, 99] }, { orderBy: "id" })),
    "apple carrot",
  ],
  ["by any of nothing", (items) => items({ id: [] }), []],
  ["by null", async (items) => names(await items({ cat: null })), "egg"],
  [
    "by null or a value",
    async (items) => names(await items({ cat: ["v", null] as string[] }, { orderBy: "id" })),
    "carrot egg",
  ],
  [
    "by an option",
    async (items) => names(await items({ where: { done: true }, orderBy: "-id" })),
    "date bread",
  ],
  ["with text", async (items) => names(await items("price > ?", [2])), "bread date", "sql"],
  [
    "with text and one value",
    async (items) => names(await items("name = ?", "apple")),
    "apple",
    "sql",
  ],
  [
    "with text and names",
    async (items) => names(await items("price > :p and cat = :c", { p: 1, c: "f" })),
    "apple date",
    "sql",
  ],
  [
    "with text that ends in a comment",
    async (items) => names(await items("id = 1 -- or 1 = 1")),
    "apple",
    "sql",
  ],
  [
    "with a question mark in a text",
    async (items) => names(await items("name <> '?' and id = ?", [2])),
    "bread",
    "sql",
  ],
  [
    "too many values are refused",
    (items) => items("name = ?", ["a", "b"]),
    /2 values, expected 1/,
    "sql",
  ],
  ["too few values are refused", (items) => items("name = ?"), /0 values, expected 1/, "sql"],
  ["a missing name is refused", (items) => items("name = :n", { m: 1 }), /no value for :n/, "sql"],
  ["a second statement is refused", (items) => items("1=1; drop table item"), DataError, "sql"],
  ["brackets that don't match are refused", (items) => items("1=1) or (1=1"), /bracket/, "sql"],
  ["text of an unknown column is refused", (items) => items("nope = 1"), DataError, "sql"],
  ["a misspelt column is named", (items) => items({ pric: 1 } as object), /did you mean "price"/],
  [
    "a misspelt order is named",
    (items) => items({ orderBy: "nam" as "name" }),
    /did you mean "name"/,
  ],
  [
    "an order can't be SQL",
    (items) => items({ orderBy: "(select 1)" as "name" }),
    UnknownColumnError,
  ],
  ["a wrong type is refused", (items) => items({ id: "1" } as object), ValueError],
  [
    "ordered by two",
    async (items) => names(await items({ orderBy: "done desc, -id" })),
    "date bread egg carrot apple",
  ],
  [
    "ordered by a list",
    async (items) => names(await items({ orderBy: ["-done", "name"] })),
    "bread date apple carrot egg",
  ],
  [
    "ordered by a minus and a direction",
    async (items) => names(await items({ orderBy: " -id  DESC " as "-id" })),
    "apple bread carrot date egg",
  ],
  [
    "ordered by SQL, with values bound",
    async (items) =>
      names(
        await items("price > ?", [0.4], {
          orderBy:
            sql`case when name = ${"egg' or '1"} then 2 when name = ${"date"} then 1 else 3 end, id desc -- id`,
          limit: 3,
          offset: 1,
        }),
      ),
    "egg carrot bread",
    "sql",
  ],
  [
    "ordered by SQL, as xtra narrows",
    async (_, db) =>
      names(
        await db.create(Item, { name: "item" }).xtra({ cat: "f" })({
          orderBy: sql`upper(name) desc`,
        }),
      ),
    "date apple",
    "sql",
  ],
  [
    "an order of SQL ends no statement",
    (items) => items({ orderBy: sql`id; `, limit: 1 }),
    /^Cannot search "item": orderBy is "id; ", expected one without a semicolon$/,
    "sql",
  ],
  [
    "a loop by SQL is rejected",
    (items) => Array.fromAsync<Item>(items.each({ orderBy: sql`id` })),
    /^Cannot search "item": rows are read in parts, sorted by SQL, expected columns$/,
    "sql",
  ],
  [
    "computed by SQL, with values bound",
    (items) =>
      items({ done: false }, {
        select: sql<{ n: number; text: string }>`count(*) as n, ${"'x' -- "} || 'y' as text -- z`,
      }),
    [{ n: 3, text: "'x' -- y" }],
    "sql",
  ],
  [
    "computed by SQL in order",
    (items) =>
      items("price > ?", [0.4], {
        select: sql`upper(name) as shout`,
        orderBy: "-id",
        limit: 1,
        offset: 1,
      }),
    [{ shout: "DATE" }],
    "sql",
  ],
  [
    "computed by SQL of none",
    (items) => items({ where: { id: -1 }, select: sql`count(*) as n, max(id) as top` }),
    [{ n: 0, top: null }],
    "sql",
  ],
  [
    "computed by SQL, as xtra narrows",
    (_, db) =>
      db.create(Item, { name: "item" }).xtra({ cat: "f" })("1 = 1 or 1 = 1", undefined, {
        select: sql`count(*) as n`,
      }),
    [{ n: 2 }],
    "sql",
  ],
  [
    "computed by SQL that ends the statement is rejected",
    (items) => items({ select: sql`1; --` }),
    /^Cannot search "item": select is "1; --", expected one without a semicolon$/,
    "sql",
  ],
  [
    "computed by SQL with keys is rejected",
    (items) => items({ select: sql`1 as one`, withPk: true } as object),
    /withPk is beside SQL to compute, expected columns/,
    "sql",
  ],
  [
    "a page computed by SQL is rejected",
    (items) => items.page({ select: sql`1 as one` } as object),
    /select is SQL where rows are read, expected columns/,
    "sql",
  ],
  ...["count(*)", { text: "1", values: [] }, { text: "count(*)" }, 5, true].map((select) =>
    [
      `a selection that JSON can hold is no SQL: ${JSON.stringify(select)}`,
      (items: Items) => items({ select: select as never }),
      DataError,
    ] as const
  ),
  ...[{ text: "1", values: [] }, [{ text: "1" }], 5, true, null].map((orderBy) =>
    [
      `an order that JSON can hold is no SQL: ${JSON.stringify(orderBy)}`,
      (items: Items) => items({ orderBy: orderBy as never }),
      /^Cannot sort by .+: found .+, expected names of columns$/,
    ] as const
  ),
  ...["find", "count", "deleteWhere", "lookup", "selectOne"].map((verb) =>
    [
      `undefined finds nothing to ${verb}`,
      (items: Items) => verb === "find" ? items(NOBODY) : items[verb as "count"](NOBODY),
      /^Cannot search "item": cat is undefined, expected a value or null$/,
    ] as const
  ),
  [
    "text among options is rejected",
    (items) => items({ where: "1 = 1" } as object),
    /^Cannot search "item": where is "1 = 1", expected an object of columns, or SQL text/,
  ],
  [
    "an option among columns is rejected",
    (items) => items({ limit: 9, done: true } as object),
    /^Cannot search "item": the column "done" is beside the option "limit"/,
  ],
  [
    "a misspelt option is named",
    (items) => items({ cat: "f" }, { limt: 1 } as object),
    /^Cannot search "item": "limt" is no option here, did you mean "limit"\?$/,
  ],
  ["undefined as an option", (items) => items({ where: NOBODY }), ValueError],
  ["undefined in a list", (items) => items({ cat: ["f", undefined] as string[] }), ValueError],
  ["limited to none", (items) => items({ limit: 0 }), []],
  ["offset alone", async (items) => names(await items({ orderBy: "id", offset: 3 })), "date egg"],
  ["a negative limit is refused", (items) => items({ limit: -1 }), /limit is -1/],
  ["some columns", (items) => items({ select: ["name"], where: { id: 1 } }), [{ name: "apple" }]],
  ["a part updates only itself", async (items) => {
    const [part] = await items({ select: ["id", "name"], where: { id: 1 } });
    part.name = "Apple";
    return items.update(part);
  }, { id: 1, name: "Apple", price: 1.5, cat: "f", done: false }],
  [
    "with keys",
    async (items) =>
      (await items({ withPk: true, orderBy: "id", limit: 2 })).map(([key, row]) => [key, row.name]),
    [[1, "Apple"], [2, "bread"]],
  ],
  ["count", (items) => items.count(), 5],
  ["count where", (items) => items.count({ cat: "f" }), 2],
  ["count where text", (items) => items.count("cat = ?", ["f"]), 2, "sql"],
  ["selectOne", async (items) => (await items.selectOne({ name: "egg" })).id, 5],
  ["selectOne of none", (items) => items.selectOne({ name: "fig" }), NotFoundError],
  ["selectOne of two", (items) => items.selectOne({ cat: "f" }), /more than one row/],
  ["get with a fallback", (items) => items.get(99, null), null],
  ["columns", (items) => items.columns.map(({ name, kind }) => `${name} ${kind}`), [
    "id integer",
    "name text",
    "price float",
    "cat text",
    "done boolean",
  ]],
  ["pks", (items) => items.pks, ["id"]],
]);

const write = section("write", (db) => db.create(Item), [
  ["insert fills the rest", (items) => items.insert({ name: "a" }), {
    id: 1,
    name: "a",
    price: 0.5,
    cat: null,
    done: false,
  }],
  ["insert takes new Item()", async (items) => {
    const item = new Item();
    item.name = "b";
    return (await items.insert(item)).id;
  }, 2],
  ["insert of nothing is a row of initial values", async (items) => (await items.insert({})).id, 3],
  ["insert with a key", async (items) => (await items.insert({ id: 100, name: "c" })).id, 100],
  ["insert with the same key", (items) => items.insert({ id: 100, name: "d" }), ConstraintError],
  [
    "insert with the same key names the table",
    (items) => items.insert({ id: 100, name: "d" }),
    /^Cannot insert into "item": /,
  ],
  [
    "insert that ignores",
    (items) => items.insert({ id: 100, name: "d" }, { ignore: true }),
    undefined,
  ],
  ["insert that replaces", async (items) => {
    const row = await items.insert({ id: 100, name: "d" }, { replace: true });
    return [row.name, await items.count({ id: 100 })];
  }, ["d", 1]],
  ["insert that replaces has nothing of the old row", async (items) => {
    await items.insert({ id: 101, name: "x", price: 5, cat: "c", done: true });
    return await items.insert({ id: 101, name: "y" }, { replace: true });
  }, { id: 101, name: "y", price: 0.5, cat: null, done: false }],
  ["insert that replaces takes the defaults of the database", async (_, db) => {
    const rows = db.create("starred", { id: Number, stars: Number, note: Date, by: String }, {
      defaults: { stars: 3 },
      indexes: [{ columns: ["by"], unique: true }],
    });
    await rows.insertAll([
      { id: 1, stars: 5, note: JOINED, by: "a" },
      { id: 2, stars: 5, note: JOINED, by: "b" },
    ]);
    await rows.insertAll([{ id: 1 }], { replace: true });
    await rows.insert({ by: "b" }, { replace: true, on: "by" });
    return await rows({ orderBy: "id" });
  }, [{ id: 1, stars: 3, note: null, by: "" }, { id: 2, stars: 3, note: null, by: "b" }]],
  ["the rows that were replaced go", async (items) => await items.deleteWhere({ id: 101 }), 1],
  [
    "insert of an unknown column",
    (items) => items.insert({ nam: "x" } as object),
    /did you mean "name"/,
  ],
  [
    "insert of a column in disguise",
    (items) => items.insert(JSON.parse('{"__proto__": 1}')),
    UnknownColumnError,
  ],
  [
    "insert of a wrong type",
    (items) => items.insert({ name: 5 } as object),
    /name is 5, expected a text/,
  ],
  ["insert of a fraction for an integer", (items) => items.insert({ id: 1.5 }), ValueError],
  ["insert of NaN", (items) => items.insert({ price: NaN }), ValueError],
  ["insert of a list", (items) => items.insert([1] as object), /expected a row/],
  ["nothing of these was stored", (items) => items.count(), 4],
  [
    "insertAll returns the rows",
    async (items) =>
      (await items.insertAll([{ name: "e" }, { name: "f", done: true }])).map((
        { name, done },
      ) => [name, done]),
    [["e", false], ["f", true]],
  ],
  [
    "insertAll takes any iterable",
    async (items) => (await items.insertAll(new Set([{ name: "g" }]))).length,
    1,
  ],
  ["insertAll of nothing", (items) => items.insertAll([]), []],
  [
    "insertAll is all or nothing",
    (items) => items.insertAll([{ name: "h" }, { id: 100, name: "i" }]),
    ConstraintError,
  ],
  ["insertAll stored nothing then", (items) => items.count({ name: "h" }), 0],
  [
    "insertAll with different columns",
    async (items) =>
      (await items.insertAll([{ name: "j", cat: "x" }, { id: 200, name: "k" }])).map(({ name }) =>
        name
      ),
    ["j", "k"],
  ],
  ["update writes own fields", (items) => items.update({ id: 1, done: true }), {
    id: 1,
    name: "a",
    price: 0.5,
    cat: null,
    done: true,
  }],
  ["update writes null", async (items) => {
    await items.update({ id: 1, cat: "q" });
    return (await items.update({ id: 1, cat: null })).cat;
  }, null],
  ["update with a key beside", async (items) => (await items.update({ name: "A" }, 1)).name, "A"],
  [
    "undefined is not given",
    async (items) => (await items.update({ id: 1, name: undefined, price: undefined })).name,
    "A",
  ],
  ["update of a key alone reads", async (items) => (await items.update({ id: 1 })).name, "A"],
  ["update without a key", (items) => items.update({ name: "x" }), NotFoundError],
  ["update of one not stored yet", (items) => items.update(new Item()), DataError],
  ["update of no row", (items) => items.update({ id: 999, name: "x" }), NotFoundError],
  [
    "update can't move a row by accident",
    (items) => items.update({ id: 50, name: "x" }, 1),
    /expected the option rekey/,
  ],
  [
    "update moves a row",
    async (items) => (await items.update({ id: 50 }, 1, { rekey: true })).id,
    50,
  ],
  [
    "update of a wrong type",
    (items) => items.update({ id: 50, done: "yes" } as object),
    /done is "yes", expected true or false/,
  ],
  [
    "update of an unknown column",
    (items) => items.update({ id: 50, dome: true } as object),
    UnknownColumnError,
  ],
  ["upsert inserts", (items) => items.upsert({ id: 60, name: "u" }), {
    id: 60,
    name: "u",
    price: 0.5,
    cat: null,
    done: false,
  }],
  ["upsert updates own fields", async (items) => {
    await items.update({ id: 60, price: 7 });
    return items.upsert({ id: 60, name: "U" });
  }, { id: 60, name: "U", price: 7, cat: null, done: false }],
  ["upsert without a key inserts", async (items) => (await items.upsert({ name: "v" })).name, "v"],
  ["upsert of a key alone", async (items) => (await items.upsert({ id: 60 })).name, "U"],
  ["delete", async (items) => {
    await items.delete(60);
    return items.has(60);
  }, false],
  ["delete again", (items) => items.delete(60), NotFoundError],
  ["deleteWhere tells how many", (items) => items.deleteWhere({ name: ["e", "f"] }), 2],
  ["deleteWhere with text", (items) => items.deleteWhere("name = ?", ["g"]), 1, "sql"],
  ["lookup finds", async (items) => (await items.lookup({ name: "b" })) === 2, true],
  ["lookup inserts", async (items) => {
    const key = await items.lookup({ name: "new" }, { cat: "l" });
    return (await items.get(key)).cat;
  }, "l"],
  [
    "lookup finds it again",
    async (items) =>
      [await items.lookup({ name: "new" }), await items.count({ name: "new" })].length,
    2,
  ],
  ...Object.entries({ "{}": {}, "and()": and(), "and({})": and({}, and({})), "a space": " " }).map((
    [name, where],
  ) =>
    [
      `deleteWhere of no condition: ${name}`,
      (items: Items) => items.deleteWhere(where as object),
      /^Cannot delete from "item": where is empty, expected a condition, or no argument for all rows$/,
    ] as const
  ),
  ["deleteWhere of all", async (items) => {
    await items.deleteWhere();
    return items.count();
  }, 0],
]);

class Member {
  static types = { joined: Date };
  id = 0;
  email = "";
  nick = "";
  name = "";
  visits = 1;
  joined: Date | null = null;
}

const JOINED = new Date("2026-01-01");

const conflicts = section("conflict", (db) =>
  db.create(Member, {
    notNull: ["joined"],
    indexes: [{ columns: ["email"], unique: true }, { columns: ["nick"], unique: true }],
  }), [
  ["upsert by another column inserts", async (members) => {
    const { id, email } = await members.upsert(
      { email: "a", nick: "x", joined: JOINED },
      { on: "email" },
    );
    return [id, email, await members.count()];
  }, [1, "a", 1]],
  ["upsert by another column updates own fields", async (members) => {
    await members.update({ id: 1, visits: 5 });
    const { id, name, visits, nick } = await members.upsert(
      { email: "a", nick: "x", name: "Ann", joined: JOINED },
      { on: "email" },
    );
    return [id, name, visits, nick, await members.count()];
  }, [1, "Ann", 5, "x", 1]],
  [
    "upsert by another column keeps the key",
    async (members) => {
      const { id } = await members.upsert({ id: 70, email: "a", joined: JOINED, nick: "x" }, {
        on: ["email"],
      });
      return [id, await members.has(70)];
    },
    [1, false],
  ],
  [
    "upsert of that column alone reads",
    async (members) => (await members.upsert({ email: "a" }, { on: "email" })).name,
    "Ann",
  ],
  [
    "upsert of a part of a row whose columns reject null",
    async (members) => {
      const { name, joined } = await members.upsert({ id: 1, name: "Anna" });
      return [name, joined];
    },
    ["Anna", JOINED],
  ],
  [
    "upsert of a part by another column",
    async (members) => (await members.upsert({ email: "a", name: "Ann" }, { on: "email" })).joined,
    JOINED,
  ],
  [
    "upsert of a part that is not there",
    (members) => members.upsert({ id: 80, email: "z", nick: "z" }),
    ConstraintError,
    "sql",
  ],
  [
    "upsert without that column",
    (members) => members.upsert({ nick: "x", joined: JOINED }, { on: "email" }),
    /email is undefined, expected a value/,
  ],
  [
    "upsert by an unknown column",
    (members) => members.upsert({ email: "a" }, { on: "mail" as "email" }),
    /did you mean "email"/,
  ],
  [
    "upsert with a misspelt option",
    (members) => members.upsert({ email: "a" }, { om: "email" } as object),
    /^Cannot upsert into "member": "om" is no option here, did you mean "on"\?$/,
  ],
  ["upsertAll updates and inserts", async (members) => {
    const rows = await members.upsertAll([
      { email: "a", name: "A" },
      { email: "b", nick: "y", joined: JOINED },
      { email: "b", name: "B" },
    ], { on: "email" });
    return rows.map(({ id, email, name }) => [id === 1, email, name]);
  }, [[true, "a", "A"], [false, "b", ""], [false, "b", "B"]]],
  [
    "upsertAll is all or nothing",
    async (members, db) => {
      const all = [{ id: 1, name: "lost" }, { id: 1, nope: 1 } as object];
      const error = await Promise.resolve().then(() => members.upsertAll(all))
        .catch((error: Error) => error.name);
      return [error, (await db.t.member!.get(1)).name];
    },
    ["UnknownColumnError", "A"],
    "sql",
  ],
  ["insert that ignores any unique column", async (members) => {
    const row = { email: "c", nick: "x", joined: JOINED };
    return [await members.insert(row, { ignore: true }), await members.count()];
  }, [undefined, 2]],
  ["insertAll that ignores any unique column", async (members) => {
    const rows = await members.insertAll([
      { email: "a", nick: "p", joined: JOINED },
      { email: "d", nick: "q", joined: JOINED },
      { email: "e", nick: "q", joined: JOINED },
    ], { ignore: true });
    return rows.map(({ email }) => email);
  }, ["d"]],
  ["insert that replaces by another column", async (members) => {
    const row = { email: "d", nick: "q", name: "D", joined: JOINED };
    const { name } = await members.insert(row, { replace: true, on: "email" });
    return [name, await members.count()];
  }, ["D", 3]],
  [
    "insert with on alone",
    (members) => members.insert({ email: "f", nick: "f", joined: JOINED }, { on: "email" }),
    /the option on is alone, expected replace or ignore, too$/,
  ],
  [
    "insert with a misspelt option",
    (members) =>
      members.insert({ email: "a", nick: "a", joined: JOINED }, { ignor: true } as object),
    /^Cannot insert into "member": "ignor" is no option here, did you mean "ignore"\?$/,
  ],
  [
    "update with a misspelt option",
    (members) => members.update({ id: 1 }, 1, { rekye: true } as object),
    /^Cannot update "member": "rekye" is no option here, did you mean "rekey"\?$/,
  ],
  ["upsert of another's by another column", async (members, db) => {
    const own = db.create(Member).xtra({ name: "A" });
    const taken = { email: "b", nick: "y", joined: JOINED, visits: 99 };
    const error = await Promise.resolve().then(() => own.upsert(taken, { on: "email" }))
      .catch((error: Error) => error.name);
    return [error, (await members.selectOne({ email: "b" })).visits];
  }, ["XtraError", 1]],
]);

const keysAlone = section("a table that is all key", async (db) => {
  const tags = db.create("tag", { note: Number, name: String, pk: ["note", "name"] });
  await tags.insert({ note: 1, name: "a" });
  return tags;
}, [
  [
    "insert that replaces",
    async (tags) => [await tags.insert({ note: 1, name: "a" }, { replace: true })],
    [{ note: 1, name: "a" }],
  ],
  [
    "insertAll that replaces",
    (tags) => tags.insertAll([{ note: 1, name: "a" }, { note: 2, name: "b" }], { replace: true }),
    [{ note: 1, name: "a" }, { note: 2, name: "b" }],
  ],
  ["upsert", (tags) => tags.upsert({ note: 1, name: "a" }), { note: 1, name: "a" }],
  [
    "insert that ignores",
    (tags) => tags.insert({ note: 1, name: "a" }, { ignore: true }),
    undefined,
  ],
  ["nothing is there twice", (tags) => tags.count(), 2],
]);

/** Finding and writing. */
export const VERBS = [find, write, conflicts, keysAlone];
