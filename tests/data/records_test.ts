import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { oneOf } from "../../mod.ts";
import { database, Integer } from "../../lib/data/mod.ts";

class Base {
  id = 0;
  title = "untitled";
  done = false;
  due: Date | null = null;
  tags: string[] = ["new"];
  static types = { due: Date };
}

Deno.test("a new row takes its initial values from its class, which may differ each time", () => {
  using db = database(":memory:");
  let made = 0;
  class Ticket {
    id = 0;
    code = `c${made++}`;
  }
  const tickets = db.create(Ticket);
  const [a, b] = [tickets.insert({}), tickets.insert({})];
  ok(a.code !== b.code);
  deepStrictEqual(tickets().map(({ code }) => code), [a.code, b.code]);
});

Deno.test("a row that is read is of its class, with every column", () => {
  using db = database(":memory:");
  const rows = db.create(Base);
  rows.insert({ due: new Date(0) });
  const [row] = rows();
  ok(row instanceof Base);
  deepStrictEqual({ ...row }, {
    id: 1,
    title: "untitled",
    done: false,
    due: new Date(0),
    tags: ["new"],
  });
});

Deno.test("of a row read in part only what was read is updated", () => {
  using db = database(":memory:");
  const rows = db.create(Base);
  rows.insert({ title: "a", done: true });
  const [part] = rows({ select: ["id", "title"] });
  deepStrictEqual(Object.keys(part!), ["id", "title"]);
  // @ts-expect-error it was not read, so it has no value: not its initial one, either
  strictEqual(part!.done, undefined);
  part!.title = "b";
  const { title, done } = rows.update(part!);
  deepStrictEqual([title, done], ["b", true]);
});

Deno.test("a record's fields are checked by name and type before any SQL runs", () => {
  using db = database(":memory:");
  const rows = db.create(Base);
  const wrong: [record: unknown, name: string, message: string][] = [
    [null, "DataError", 'Cannot insert into "base": found null, expected a row'],
    ["x", "DataError", 'Cannot insert into "base": found "x", expected a row'],
    [[], "DataError", 'Cannot insert into "base": found a value of Array, expected a row'],
    [
      { titel: "x" },
      "UnknownColumnError",
      'Cannot use "titel" on table "base": it has no such column, did you mean "title"?',
    ],
    [
      { title: 5 },
      "ValueError",
      'Cannot insert into "base": title is 5, expected a text, without NUL',
    ],
    [{ done: 1 }, "ValueError", 'Cannot insert into "base": done is 1, expected true or false'],
    [
      { id: null, due: 5 },
      "ValueError",
      'Cannot insert into "base": due is 5, expected a valid Date',
    ],
  ];
  for (const [record, name, message] of wrong) {
    throws(() => rows.insert(record as object), { name, message });
  }
  strictEqual(rows.count(), 0);
});

Deno.test("an initial value is checked as a given one is, and one that is null is not given", () => {
  using db = database(":memory:");
  let initial: string | null = "a";
  class Item {
    static types = { n: Integer, code: String };
    id = 0;
    n = 1.5;
    code: string | null = initial;
  }
  const items = db.create(Item);
  throws(() => items.insert({}), {
    name: "ValueError",
    message: 'Cannot insert into "item": n is 1.5, expected an integer up to 2^53',
  });
  strictEqual(items.insert({ n: 1 }).code, "a");
  initial = null;
  strictEqual(items.insert({ n: 1 }).code, null);
});

Deno.test("a DEFAULT of the database goes before a class's initial value", () => {
  using db = database(":memory:");
  class Item {
    id = 0;
    n = 1;
  }
  strictEqual(db.create(Item, { defaults: { n: 7 } }).insert({}).n, 7);
});

Deno.test("a record's methods, and fields that are undefined, are no columns", () => {
  using db = database(":memory:");
  const rows = db.create(Base);
  const record = { title: undefined, extra: undefined, show: () => "x" };
  throws(() => rows.insert({ extra: undefined, title: "x" } as object), {
    name: "UnknownColumnError",
  });
  throws(() => rows.insert(record as object), { name: "UnknownColumnError" });
  strictEqual(rows.insert({ title: undefined, show: () => "x" } as object).title, "untitled");
});

Deno.test("an inherited field is no field of a record", () => {
  using db = database(":memory:");
  const rows = db.create(Base);
  const record = Object.create({ title: "inherited" });
  record.done = true;
  const { title, done } = rows.insert(record);
  deepStrictEqual([title, done], ["untitled", true]);
});

Deno.test("a key that is not set is made up where the database can, and an error where not", () => {
  using db = database(":memory:");
  const texts = db.create("texts", { id: String });
  const names = db.create("names", { name: String, pk: "name" });
  const pairs = db.create("pairs", { a: String, b: Number, pk: ["a", "b"] });
  const { id } = texts.insert({});
  strictEqual(id.length, 36);
  ok(texts.insert({}).id !== id);
  throws(() => db.create("days", { id: Date }).insert({} as { id: Date }), {
    message: 'Cannot insert into "days": its key id is undefined, expected a value',
  });
  throws(() => names.insert({} as { name: string }), {
    name: "ValueError",
    message: 'Cannot insert into "names": its key name is undefined, expected a value',
  });
  throws(
    () => pairs.insert({ a: "x" } as { a: string; b: number }),
    /its key b is undefined, expected a value/,
  );
  deepStrictEqual({ ...pairs.insert({ a: "", b: 0 }) }, { a: "", b: 0 });
});

Deno.test("a DEFAULT of the database fills in what is not given", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, n: Number, text: String }, {
    defaults: { n: 7 },
  });
  deepStrictEqual({ ...rows.insert({}) }, { id: 1, n: 7, text: "" });
  deepStrictEqual({ ...rows.insert({ n: 1 }) }, { id: 2, n: 1, text: "" });
});

Deno.test("records of any thousand sets of columns are stored", () => {
  using db = database(":memory:");
  const names = Array.from({ length: 11 }, (_, i) => `c${i}`);
  const rows = db.create("rows", {
    id: Number,
    ...Object.fromEntries(names.map((name) => [name, Number])),
  } as { id: typeof Number });
  for (let set = 0; set < 2 ** 11; set++) {
    const given = names.filter((_, bit) => set & 2 ** bit);
    rows.insert(Object.fromEntries(given.map((name) => [name, 1])) as object);
  }
  const [{ n }] = db.q<{ n: number }>(`select sum(${names.join(" + ")}) as n from rows`) as [
    { n: number },
  ];
  strictEqual(n, 11 * 2 ** 10);
});

Deno.test("a column of few values rejects any other, in each verb that writes", () => {
  using db = database(":memory:");
  class Ticket {
    static types = { state: oneOf("open", "done"), level: oneOf(1, 2) };
    id = 0;
    state: "open" | "done" = "open";
    level: 1 | 2 | null = null;
  }
  const tickets = db.create(Ticket);
  deepStrictEqual({ ...tickets.insert({ level: 2 }) }, { id: 1, state: "open", level: 2 });
  const wrong = { id: 1, state: "gone" } as unknown as Ticket;
  for (const verb of ["insert", "update", "upsert"] as const) {
    throws(() => tickets[verb](wrong), {
      name: "ValueError",
      message: /: state is "gone", expected "open" or "done"$/,
    });
  }
  throws(() => tickets.insertAll([wrong]), /expected "open" or "done"$/);
  throws(() => tickets.update({ id: 1, level: 3 as 1 }), /level is 3, expected 1 or 2$/);
  deepStrictEqual(tickets({ state: "gone" as "open" }), []);
  deepStrictEqual({ ...tickets.update({ id: 1, level: null }) }, {
    id: 1,
    state: "open",
    level: null,
  });
});

Deno.test("a column of few values in a schema begins with the first, or with its default", () => {
  using db = database(":memory:");
  const users = db.create("users", { id: Number, role: oneOf("user", "admin") });
  const role: "user" | "admin" = users.insert({}).role;
  deepStrictEqual(role, "user");
  const posts = db.create("posts", { id: Number, state: oneOf("draft", "open").or("open") });
  const state: "draft" | "open" = posts.insert({}).state;
  deepStrictEqual([state, posts.insert({ state: "draft" }).state], ["open", "draft"]);
  throws(() => users.insert({ role: "root" as "admin" }), /expected "user" or "admin"$/);
  throws(() => db.create("mixed", { id: Number, role: oneOf("user", 1) }), /not a column type/);
});
