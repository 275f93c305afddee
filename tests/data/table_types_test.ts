import { deepStrictEqual, throws } from "node:assert";
import { database, type DataTable, sql } from "../../lib/data/mod.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { fastApp } from "../../mod.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
}

/** Holds at compile time: `deno check` fails where an expected error is none. */
function is<T>(value: T): T {
  return value;
}

Deno.test("a table's types are those of its class", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  is<DataTable<Todo, number>>(todos);
  is<Todo>(todos.insert({ title: "a" }));
  is<boolean>(todos[1].done);
  is<Todo[]>(todos({ done: false }));
  is<[number, Todo][]>(todos({ withPk: true }));
  is<Todo | null>(todos.get(9, null));
  is<string>(new todos.Row().title);
  const id: number = todos.insert({}).id;
  is<boolean>(todos.update({ id, done: !todos[id].done }).done);

  // @ts-expect-error no such column
  throws(() => todos.insert({ titel: "x" }));
  // @ts-expect-error a number is no title
  throws(() => todos.insert({ title: 5 }));
  // @ts-expect-error no such column
  throws(() => todos({ doen: true }));
  // @ts-expect-error a text is no boolean
  throws(() => todos({ done: "yes" }));
  // @ts-expect-error no such column
  throws(() => todos({ orderBy: "titel" }));
  is<Todo[]>(todos({ orderBy: sql`lower(title) desc, id` }));
  // @ts-expect-error pages go on from columns
  throws(() => todos.page({ orderBy: sql`id` }));
  // @ts-expect-error no such direction
  throws(() => todos({ orderBy: "title down" }));
  // @ts-expect-error a key is a number
  throws(() => todos.get("x"));
  // @ts-expect-error a misspelt verb
  throws(() => todos.isnert({ title: "x" }));
  // @ts-expect-error no such column
  throws(() => todos.xtra({ user: 1 }));
  // @ts-expect-error no such column
  throws(() => db.create(Todo, { pk: "key" }));
  // @ts-expect-error a text among options is no SQL
  throws(() => todos({ where: "1 = 1" }));
  // @ts-expect-error a column among options
  throws(() => todos({ where: { id: 1 }, done: true }));
  // @ts-expect-error an option among columns
  throws(() => todos({ done: true, limit: 1 }));
  // @ts-expect-error a condition among the options after one
  throws(() => todos({ done: true }, { where: { id: 1 } }));
  // @ts-expect-error a column among the options
  throws(() => todos("done = ?", [true], { id: 1 }));
  // @ts-expect-error no such option
  throws(() => todos({ ordrBy: "id" }));
  // @ts-expect-error values without SQL text
  throws(() => todos.count({ id: 1 }, [true]));
  const sent: Record<string, unknown> = { where: "1 = 1" };
  // the compiler doesn't know the names of a client's fields
  throws(() => todos({ ...sent, done: true }), { name: "DataError" });
  todos({ orderBy: "title desc, -id" });
  todos({ orderBy: ["-title", "id asc"] });
});

Deno.test("a table's types are those of its schema", () => {
  using db = database(":memory:");
  const users = db.create("users", {
    username: String,
    age: Number,
    born: Date,
    tags: [String],
    pk: "username",
  });
  const user = users.insert({ username: "ann", age: 4 });
  is<string>(user.username);
  is<Date | null>(user.born);
  is<string[]>(user.tags);
  is<number>(users.get("ann").age);
  const chosen: string = "count";
  // @ts-expect-error a text that a client chooses may be the name of a verb
  deepStrictEqual(typeof users[chosen], "function");
  is<string[]>(users({ withPk: true }).map(([key]) => key));
  // @ts-expect-error pk is no column
  deepStrictEqual(user.pk, undefined);
  // @ts-expect-error no such column
  throws(() => users.insert({ name: "x" }));
});

Deno.test("a column with the name of an option is a column", () => {
  using db = database(":memory:");
  const prices = db.create("prices", { id: Number, limit: Number });
  is<number[]>(prices({ limit: 5 }).map(({ limit }) => limit));
  is<number[]>(prices({}, { limit: 5, orderBy: "limit" }).map(({ limit }) => limit));
  // @ts-expect-error a column among options
  throws(() => prices({ limit: 5, orderBy: "id" }));
});

Deno.test("a table's key is a list where it has several columns", () => {
  using db = database(":memory:");
  const pubs = db.create(
    class Pub {
      authors = "";
      year = 0;
    },
    { pk: ["authors", "year"] },
  );
  pubs.insert({ authors: "A", year: 1 });
  is<string>(pubs.get(["A", 1]).authors);
  is<boolean>(pubs.has(["A", 2]));
  // @ts-expect-error half a key
  throws(() => pubs.get("A"));
  // @ts-expect-error the wrong way round
  throws(() => pubs.get([1, "A"]));
});

Deno.test("a new row must have what the table requires", () => {
  using db = database(":memory:");
  class Person {
    static types = { born: Date };
    email = "";
    name = "";
    country = "";
    born: Date | null = null;
  }
  const people = db.create(Person, {
    pk: "email",
    notNull: ["name", "country"],
    defaults: { country: "de" },
  });
  people.insert({ email: "a@b", name: "Ann" });
  people.insertAll([{ email: "b@b", name: "Bob", country: "fr" }]);
  people.update({ email: "a@b", country: "it" });
  people.upsert({ email: "a@b", born: new Date() });
  // @ts-expect-error no key, and none is generated
  throws(() => people.insert({ name: "Cid" }));
  // @ts-expect-error a name is required
  deepStrictEqual(people.insert({ email: "c@b" }).name, "");
  // @ts-expect-error a name is required
  people.insertAll([{ email: "d@b", name: "Dan" }, { email: "e@b" }]);
  // @ts-expect-error no such column
  throws(() => db.create(Person, { pk: "email", defaults: { cuntry: "de" } }));
  // @ts-expect-error a text is never null
  throws(() => people.update({ email: "a@b", name: null }));
  people.update({ email: "a@b", born: null });

  const pairs = db.create("pairs", { owner: String, n: Number, text: String, pk: ["owner", "n"] });
  // @ts-expect-error half a key
  throws(() => pairs.insert({ n: 1 }));
  pairs.insert({ owner: "a", n: 1 });
  // xtra gives what it narrows to
  deepStrictEqual(pairs.xtra({ owner: "a" }).insert({ n: 2 }).owner, "a");

  const notes = db.create("notes", { id: String, text: String });
  notes.insert({ text: "its key is generated" });
});

Deno.test("getters and methods are no columns", () => {
  using db = database(":memory:");
  class Word {
    id = 0;
    text = "";
    get shout() {
      return this.text.toUpperCase();
    }
    say() {
      return this.text;
    }
  }
  const words = db.create(Word);
  const word = words.insert({ text: "hi" });
  is<string>(word.shout + word.say());
  // @ts-expect-error a getter is not stored
  throws(() => words.insert({ shout: "HI" }));
  // @ts-expect-error nor changed
  throws(() => words.update({ id: 1, shout: "HI" }));
  // @ts-expect-error a method is no column
  throws(() => words({ orderBy: "say" }));
  // @ts-expect-error nor selected
  throws(() => words({ select: ["say"] }));
});

Deno.test("a row found with select has the selected columns alone", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insert({ title: "a" });
  const [part] = todos({ select: ["id", "title"] });
  is<{ id: number; title: string }>(part);
  // @ts-expect-error it was not read
  deepStrictEqual(part.done, undefined);
  const [[key, row]] = todos({ id: 1 }, { select: ["title"], withPk: true });
  is<[number, string]>([key, row.title]);
  // @ts-expect-error it was not asked for
  deepStrictEqual(row.done, undefined);
  deepStrictEqual(todos("id = ?", [1], { select: ["title"] }).map(({ title }) => title), ["a"]);
  todos.update(part);
});

Deno.test("a schema without a key has rows with a number as id", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { text: String });
  const { id, text }: { id: number; text: string } = notes.insert({ text: "a" });
  deepStrictEqual([id, text, notes[id]!.text], [1, "a", "a"]);
  const named = db.create("named", { text: String }, { pk: "text" });
  // @ts-expect-error there is no id, as the options name a key
  deepStrictEqual(named.insert({ text: "b" }).id, undefined);
  const { tables: { users } } = fastApp({ db, tables: { users: { username: String } } });
  const user: { id: number; username: string } = users.insert({ username: "ann" });
  deepStrictEqual({ ...user }, { id: 1, username: "ann" });
});

Deno.test("a database that is chosen when the program starts has verbs to await", async () => {
  await using server = new MongoStandIn();
  for (const url of [undefined, server.newUrl()]) {
    await using db = database(url ? mongodb(url) : ":memory:");
    const todos = db.create(Todo);
    const inserted: Todo = await todos.insert({ title: "a" });
    deepStrictEqual([inserted], await todos());
    // @ts-expect-error it may be a promise
    const todo: Todo = todos.get(1);
    deepStrictEqual(await todo, inserted);
  }
});
