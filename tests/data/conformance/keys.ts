import { DataError, NotFoundError, ValueError } from "../../../lib/data/mod.ts";
import { inBrackets, section } from "./step.ts";

class Note {
  id = 0;
  text = "";
}

class Pub {
  authors = "";
  year = 0;
  title = "";
}

const numbers = section("keys that are numbers", async (db) => {
  const notes = db.create(Note);
  await notes.insertAll([{ text: "a" }, { text: "b" }]);
  return notes;
}, [
  ["a number", async (notes) => (await notes[1]).text, "a"],
  ["a text of digits", async (notes) => (await notes.get("1" as never)).text, "a"],
  ["another text", (notes) => notes.get("x" as never), NotFoundError],
  ["SQL in a text", (notes) => notes.get("1 or 1=1" as never), NotFoundError],
  ["SQL in brackets", (notes) => notes["1 or 1=1" as never], NotFoundError],
  ["null", (notes) => notes.get(null as never), NotFoundError],
  ["null in brackets", (notes) => notes[null as never], NotFoundError],
  ["NaN", (notes) => notes[NaN], NotFoundError],
  ["an object", (notes) => notes.get({} as never), NotFoundError],
  ["an integer past 64 bits", (notes) => notes.get(2n ** 70n as never), NotFoundError],
  ["a fraction", (notes) => notes.get(1.5), NotFoundError],
  ["a negative", (notes) => notes.get(-1), NotFoundError],
  ["a list of one", async (notes) => (await notes.get([1] as never)).text, "a"],
  ["a list of two", (notes) => notes.get([1, 2] as never), NotFoundError],
  [
    "has no odd key",
    async (notes) => [await notes.has("x" as never), await notes.has(null as never)],
    [false, false],
  ],
  ["a table is no promise", async (notes) => (await notes) === notes, true],
  ["a misspelt verb is undefined", (notes) => Reflect.get(notes, "isnert"), undefined],
  ["a table can't be assigned to", (notes) => Object.assign(notes, { 5: 1 }), /expected update/],
]);

const texts = section("keys that are texts", async (db) => {
  const users = db.create("users", { name: String, age: Number, pk: "name" });
  await users.insertAll([{ name: "ann", age: 1 }, { name: 'it\'s "x"', age: 2 }]);
  return users;
}, [
  ["in brackets", async (users) => (await inBrackets(users, "ann")).age, 1],
  ["with quotes", async (users) => (await inBrackets(users, 'it\'s "x"')).age, 2],
  ["with the name of a verb", (users) => users.get("insert"), NotFoundError],
  ["with NUL", (users) => users.get("a\0b"), NotFoundError],
  [
    "no key is refused",
    (users) => users.insert({ age: 3 } as { name: string; age: number }),
    ValueError,
  ],
  [
    "rows of a schema have a class",
    async (users) => (await inBrackets(users, "ann")) instanceof users.Row,
    true,
  ],
  [
    "the class knows the types",
    (users) => Object.keys((users.Row as { types?: object }).types ?? {}),
    ["name", "age"],
  ],
  ["the class has initial values", (users) => new users.Row(), { name: "", age: 0 }],
]);

const compound = section("keys of two columns", async (db) => {
  const pubs = db.create(Pub, { pk: ["authors", "year"] });
  await pubs.insertAll([{ authors: "A", year: 1, title: "x" }, {
    authors: "A",
    year: 2,
    title: "y",
  }]);
  return pubs;
}, [
  ["get", async (pubs) => (await pubs.get(["A", 2])).title, "y"],
  ["get of half", (pubs) => pubs.get("A" as never), NotFoundError],
  ["get in the wrong order", (pubs) => pubs.get([1, "A"] as never), NotFoundError],
  ["twice the same", (pubs) => pubs.insert({ authors: "A", year: 1 }), DataError],
  [
    "half a key is refused",
    (pubs) => pubs.insert({ authors: "A", title: "z" } as Pub),
    DataError,
  ],
  [
    "update",
    async (pubs) => (await pubs.update({ authors: "A", year: 1, title: "new" })).title,
    "new",
  ],
  [
    "update of half a key",
    (pubs) => pubs.update({ authors: "A", title: "all?" }),
    /the record has no year, expected a key/,
  ],
  ["upsert", async (pubs) => {
    await pubs.upsert({ authors: "A", year: 1, title: "up" });
    await pubs.upsert({ authors: "B", year: 1, title: "b" });
    return (await pubs({ orderBy: "authors, year" })).map(({ title }) => title);
  }, ["up", "y", "b"]],
  [
    "with keys",
    async (pubs) => (await pubs({ withPk: true, orderBy: "authors,year" })).map(([key]) => key),
    [["A", 1], ["A", 2], ["B", 1]],
  ],
  ["xtra", async (pubs) => {
    pubs.xtra({ title: "up" });
    return [await pubs.has(["A", 1]), await pubs.has(["A", 2])];
  }, [true, false]],
  ["pks", (pubs) => pubs.pks, ["authors", "year"]],
]);

class Task {
  id = "";
  title = "";
}

const made = section("keys that are made up", (db) => db.create(Task), [
  ["a text id that is not given", async (tasks) => {
    const { id } = await tasks.insert({ title: "a" });
    return [id.length > 20, (await inBrackets(tasks, id)).title];
  }, [true, "a"]],
  ["each another one", async (tasks) => {
    const rows = await tasks.insertAll([new Task(), new Task()]);
    return new Set(rows.map(({ id }) => id)).size;
  }, 2],
  ["a text id that is given", async (tasks) => (await tasks.insert({ id: "mine" })).id, "mine"],
  ["update by it", async (tasks) => (await tasks.update({ id: "mine", title: "b" })).title, "b"],
  ["a key from the class", async (_, db) => {
    const rows = db.create(
      class Keyed {
        id = crypto.randomUUID() as string;
        n = 0;
      },
    );
    const [a, b] = await rows.insertAll([{ n: 1 }, { n: 2 }]);
    return a.id !== b.id && (await inBrackets(rows, b.id)).n;
  }, 2],
]);

/** Rows by their keys. */
export const KEYS = [numbers, texts, compound, made];
