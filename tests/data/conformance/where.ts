import {
  and,
  between,
  contains,
  DataError,
  type DataTable,
  DateOnly,
  gt,
  gte,
  lt,
  lte,
  not,
  or,
  startsWith,
  UnknownColumnError,
  ValueError,
} from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Thing {
  static types = { cat: String, day: DateOnly, at: Date, price: Number };
  id = 0;
  name = "";
  cat: string | null = null;
  price: number | null = null;
  big = 0n;
  day: Date | null = null;
  at: Date | null = null;
  done = false;
  tags: string[] = [];
}

const day = (text: string) => new Date(text);

const THINGS = [
  { name: "Apple", cat: "f", price: 1, big: 2n ** 60n, day: day("2026-01-01") },
  { name: "apple pie", cat: "c", price: 2.5, big: -5n, day: day("2026-02-01"), done: true },
  { name: "100%_a\\b", cat: null, price: -3, big: 2n ** 60n + 1n, at: day("2026-01-01T10:00Z") },
  { name: "*[a]?{b}.$^", cat: "F", price: null, at: day("2026-01-01T10:00:00.001Z") },
  { name: "Ärger 😀 o'clock", cat: "g", price: 10, at: day("1999-12-31T23:59Z"), done: true },
];

type Things = DataTable<Thing, number, boolean>;
type Filter = Exclude<Parameters<Things["count"]>[0], string | undefined>;

const ANY_CASE = { ignoreCase: true };

const CASES: readonly (readonly [name: string, where: Filter, ids: number[]])[] = [
  ["gt", { price: gt(1) }, [2, 5]],
  ["gte", { price: gte(1) }, [1, 2, 5]],
  ["lt", { price: lt(1) }, [3]],
  ["lte", { price: lte(1) }, [1, 3]],
  ["between has both ends", { price: between(1, 2.5) }, [1, 2]],
  ["between the wrong way round", { price: between(2.5, 1) }, []],
  ["a range of texts is by code points", { name: gte("Z") }, [2, 5]],
  ["a range of big integers is exact", { big: gt(2n ** 60n) }, [3]],
  ["a range of days", { day: gt(day("2026-01-01")) }, [2]],
  ["a range of times has milliseconds", { at: gt(day("2026-01-01T10:00Z")) }, [4]],
  ["a range of keys", { id: gt(3) }, [4, 5]],
  ["startsWith tells upper from lower case", { name: startsWith("Apple") }, [1]],
  ["startsWith of all", { name: startsWith("") }, [1, 2, 3, 4, 5]],
  ["startsWith takes no pattern", { name: startsWith("100%_") }, [3]],
  ["startsWith takes no other pattern", { name: startsWith("*[a]?") }, [4]],
  ["startsWith of more", { name: startsWith("100__") }, []],
  ["startsWith is not in the middle", { name: startsWith("pie") }, []],
  ["contains", { name: contains("pple") }, [1, 2]],
  ["contains tells upper from lower case", { name: contains("apple") }, [2]],
  ["contains takes no pattern", { name: contains("%_a\\") }, [3]],
  ["contains takes no other pattern", { name: contains("]?{b}.$^") }, [4]],
  ["contains takes no wildcard", { name: contains("a.*e") }, []],
  ["contains any letter", { name: contains("😀 o'") }, [5]],
  ["contains of all", { name: contains("") }, [1, 2, 3, 4, 5]],
  ["contains of null", { cat: contains("") }, [1, 2, 4, 5]],
  ["contains that ignores case", { name: contains("aPPLE", ANY_CASE) }, [1, 2]],
  ["contains that ignores case, of other letters", { name: contains("äRG", ANY_CASE) }, [5]],
  ["contains that ignores case is of one text", { name: contains("äpple", ANY_CASE) }, []],
  ["contains that ignores case takes no pattern", { name: contains("%_A\\B", ANY_CASE) }, [3]],
  [
    "contains that ignores case takes no other pattern",
    { name: contains("*[A]?{B}.$^", ANY_CASE) },
    [4],
  ],
  ["contains that ignores case takes no wildcard", { name: contains("a.*e", ANY_CASE) }, []],
  ["contains that ignores case, any letter", { name: contains("😀 O'C", ANY_CASE) }, [5]],
  ["contains that ignores case, of null", { cat: contains("", ANY_CASE) }, [1, 2, 4, 5]],
  ["startsWith that ignores case", { name: startsWith("aPP", ANY_CASE) }, [1, 2]],
  ["startsWith that ignores case is not in the middle", { name: startsWith("PIE", ANY_CASE) }, []],
  ["startsWith that ignores case takes no pattern", { name: startsWith("*[A]?", ANY_CASE) }, [4]],
  ["not of a part in any case", { cat: not(contains("F", ANY_CASE)) }, [2, 3, 5]],
  ["any of a list of parts in any case", { cat: [contains("F", ANY_CASE), "g"] }, [1, 4, 5]],
  [
    "or of parts in any case",
    or({ cat: contains("F", ANY_CASE) }, { name: contains("PIE", ANY_CASE) }),
    [1, 2, 4],
  ],
  ["not of a value has null", { cat: not("f") }, [2, 3, 4, 5]],
  ["not of null", { cat: not(null) }, [1, 2, 4, 5]],
  ["not of a list", { cat: not(["f", "c"]) }, [3, 4, 5]],
  ["not of a list with null", { cat: not(["f", null]) }, [2, 4, 5]],
  ["not of nothing", { cat: not([]) }, [1, 2, 3, 4, 5]],
  ["not of a range has null", { price: not(gt(0)) }, [3, 4]],
  ["not of not", { cat: not(not("f")) }, [1]],
  ["not of a part", { name: not(contains("a")) }, [1, 5]],
  ["any of a list of ranges", { price: [lt(0), gt(5), 1, null] }, [1, 3, 4, 5]],
  ["a range beside a value", { price: gt(0), done: true }, [2, 5]],
  ["or", or({ cat: "f" }, { price: gt(5) }), [1, 5]],
  ["or of several columns", or({ cat: "c", done: false }, { cat: "g", done: true }), [5]],
  ["or of none", or(), []],
  ["and", and({ done: true }, { price: gt(5) }), [5]],
  ["and of none", and(), [1, 2, 3, 4, 5]],
  ["and of or", and({ done: true }, or({ cat: "f" }, { cat: "c" })), [2]],
  ["or of and", or(and({ id: gt(1) }, { id: lt(3) }), { id: 5 }), [2, 5]],
  ["not in or", or({ cat: not(null), price: null }, { id: 1 }), [1, 4]],
];

/** What JSON of a client can hold in place of a value. */
const FORGED = [
  { operator: "gte", values: [0] },
  { $gte: 0 },
  { any: true, parts: [] },
];

const REJECTED: readonly (readonly [name: string, where: Filter, error: unknown])[] = [
  ...FORGED.map((price) =>
    [`${JSON.stringify(price)} is no range`, { price } as unknown as Filter, ValueError] as const
  ),
  ...FORGED.map((where) =>
    [`${JSON.stringify(where)} is no or()`, where as Filter, UnknownColumnError] as const
  ),
  ["a range of null", { price: gt(null) }, /price is null for gt\(\), expected a value$/],
  ["a range of undefined", { price: gt(undefined) } as unknown as Filter, /price is undefined/],
  ["not of undefined", { price: not(undefined) } as unknown as Filter, /price is undefined/],
  ["half a range", { price: between(1, undefined) } as unknown as Filter, /price is undefined/],
  ["a range of another type", { price: gt("1") } as unknown as Filter, ValueError],
  ["a range of booleans", { done: gt(false) }, /done is boolean for gt\(\), expected a number/],
  ["a range of JSON", { tags: gt([]) } as Filter, /tags is json for gt\(\)/],
  ["a part of a number", { price: contains("1") } as unknown as Filter, /expected a text$/],
  ["a part that is too long", { name: contains("a".repeat(4001)) }, /expected at most 4000$/],
  [
    "a part in any case that is too long",
    { name: contains("a".repeat(1001), ANY_CASE) },
    /expected at most 1000$/,
  ],
  ["an empty part of or()", or({ id: 1 }, {}), /a part of or\(\) is empty/],
  ["an unknown column in or()", or({ id: 1 }, { nme: "x" } as object), /did you mean "name"/],
];

const conditions = section("where", async (db) => {
  const things = db.create(Thing);
  await things.insertAll(THINGS);
  return things;
}, [
  ...CASES.map(([name, where, ids]) =>
    [name, async (things: Things) => {
      const found = await things(where, { orderBy: "id" });
      return found.map(({ id }) => id);
    }, ids] as const
  ),
  ...REJECTED.map(([name, where, error]) =>
    [`${name} is rejected`, (things: Things) => things(where), error] as const
  ),
  [
    "a part of the longest length",
    (things) => things({ name: [contains("a".repeat(4000)), startsWith("*".repeat(4000))] }),
    [],
  ],
  [
    "a part in any case of the longest length",
    (things) =>
      things({
        name: [
          contains("é".repeat(1000), ANY_CASE),
          startsWith("*".repeat(1000), ANY_CASE),
          contains("Ა".repeat(1000), ANY_CASE),
        ],
      }),
    [],
  ],
  ["an option", (things) => things.count({ price: gt(0), done: true }), 2],
  [
    "a range as an option",
    async (things) =>
      (await things({ where: or({ cat: "f" }, { cat: "c" }), orderBy: "-id", limit: 1 }))[0].id,
    2,
  ],
  ["selectOne", async (things) => (await things.selectOne({ price: gt(5) })).id, 5],
  [
    "xtra of a range is rejected",
    (things) => things.xtra({ price: gt(1) as unknown as number }),
    /^Cannot narrow "thing": price is a condition, expected a value$/,
  ],
  [
    "insert of a range is rejected",
    (things) => things.insert({ price: gt(1) } as object),
    DataError,
  ],
  ["deleteWhere", async (things) => {
    const many = await things.deleteWhere(or({ price: lt(0) }, { cat: "F" }));
    return [many, await things.count()];
  }, [2, 3]],
  ["within xtra", async (things) => {
    const own = things.xtra({ done: true });
    return (await own(or({ done: false }, { id: gt(0) }), { orderBy: "id" })).map(({ id }) => id);
  }, [2, 5]],
  ["not within xtra", (things) => things.count({ done: not(true) }), 0],
]);

/** Conditions that are more than a value. */
export const WHERE = [conditions];
