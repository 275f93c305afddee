import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { type AnyRow, database, DateOnly, inRequest, type RowClass } from "../../lib/data/mod.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  priority = 0;
}

Deno.test("database() opens a file with WAL, foreign keys and time to wait", async () => {
  const folder = await Deno.makeTempDir();
  {
    using db = database(`${folder}/deep/er/todos.db`);
    deepStrictEqual(db.q("pragma journal_mode"), [{ journal_mode: "wal" }]);
    deepStrictEqual(db.q("pragma foreign_keys"), [{ foreign_keys: 1 }]);
    deepStrictEqual(db.q("pragma busy_timeout"), [{ timeout: 5000 }]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a table indexed by a key answers in, and is no promise", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insert({ title: "a" });
  deepStrictEqual([1 in todos, 2 in todos, "x" in todos], [true, false, false]);
  strictEqual(await Promise.resolve(todos), todos);
  strictEqual(JSON.stringify({ todos }), "{}");
  ok(Deno.inspect(todos));
});

Deno.test("a table that create() has given is db.t's, and keeps its xtra there", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  todos.xtra({ title: "a" });
  deepStrictEqual(db.t.todo().map((row) => row.title), ["a"]);
});

Deno.test("an integer past 2^53 of another program is read as it is", () => {
  const connection = new DatabaseSync(":memory:");
  using db = database(connection);
  const todos = db.create(Todo);
  todos.insert({ title: "a", priority: 1 });
  deepStrictEqual(todos[1].priority, 1);
  connection.exec("update todo set priority = 9007199254740993");
  deepStrictEqual(todos[1].priority as unknown, 9007199254740993n);
  deepStrictEqual(todos().map((todo) => todo.priority as unknown), [9007199254740993n]);
  deepStrictEqual(db.q("select priority, id from todo"), [{ priority: 9007199254740993n, id: 1 }]);
  const row = todos.update({ id: 1, title: "b" });
  deepStrictEqual([row.priority as unknown, row.id], [9007199254740993n, 1]);
  throws(() => todos.update(row), { name: "ValueError" });
});

Deno.test("a table of another program has its types read from it", () => {
  const connection = new DatabaseSync(":memory:");
  connection.exec(`create table person (
    id integer primary key, name varchar(20) not null, age int default 7, score real, data blob,
    made datetime default current_timestamp, "odd ""name" text default 'it''s', big bigint)`);
  using db = database(connection);
  const people = db.t.person;
  deepStrictEqual(people.columns.map(({ kind }) => kind), [
    "integer",
    "text",
    "integer",
    "float",
    "bytes",
    "datetime",
    "text",
    "bigint",
  ]);
  const { made, ...row } = people.insert({ name: "raw", big: 5n });
  ok(made instanceof Date);
  deepStrictEqual(row, {
    id: 1,
    name: "raw",
    age: 7,
    score: null,
    data: null,
    'odd "name': "it's",
    big: 5n,
  });
  throws(() => people.insert({ age: 1 }), { name: "ConstraintError" });
  throws(() => db.t.persn, /did you mean "person"/);
});

Deno.test("dates and booleans that other programs write are read as they meant them", () => {
  using db = database(":memory:");
  const rows = db.create("rows", { id: Number, at: Date, day: DateOnly, on: Boolean });
  for (const at of ["2026-11-20 12:34:56", "2026-11-20T12:34:56.5", "2026-11-20T12:34:56+01:00"]) {
    db.q(`insert into rows (at, day, "on") values (?, '2026-11-20 00:00:00', 'true')`, [at]);
  }
  deepStrictEqual(rows().map(({ at }) => at!.toISOString()), [
    "2026-11-20T12:34:56.000Z",
    "2026-11-20T12:34:56.500Z",
    "2026-11-20T11:34:56.000Z",
  ]);
  deepStrictEqual([rows[1].day, rows[1].on], [new Date("2026-11-20"), true]);
});

Deno.test("a constraint's error says what was refused where, and SQLite's is its cause", () => {
  using db = database(":memory:");
  const users = db.create("users", { id: Number, mail: String }, {
    indexes: [{ columns: ["mail"], unique: true }],
  });
  users.insertAll([{ mail: "a" }, { mail: "b" }]);
  const why = "UNIQUE constraint failed: users.mail";
  const refused = (doing: string) => (error: Error) => {
    const { name, message, cause } = error;
    deepStrictEqual(
      [name, message, (cause as Error).message],
      ["ConstraintError", `Cannot ${doing} "users": ${why}`, why],
    );
    return true;
  };
  throws(() => users.insert({ mail: "a" }), refused("insert into"));
  throws(() => users.update({ id: 2, mail: "a" }), refused("update"));
  throws(() => users.upsert({ id: 2, mail: "a" }), refused("upsert into"));
});

Deno.test("a visitor's JSON can't become options, nor SQL", () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const body = Object.assign(Object.create(null), { where: "1 = 1" });
  throws(() => todos(body), { name: "UnknownColumnError" });
  const limit = Object.assign(Object.create(null), { limit: 1 });
  throws(() => todos(limit), { name: "UnknownColumnError" });
});

Deno.test("a statement of a request does not wait for a transaction, nor get into it", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  let calls = 0;
  const slow = db.transaction(async () => {
    calls++;
    const { id } = todos.insert({ title: "slow" });
    await delay(10);
    todos.update({ id, done: true });
    return id;
  });
  deepStrictEqual(todos(), []);
  strictEqual(todos.insert({ title: "quick" }).id, 1);
  strictEqual(await slow, 2);
  strictEqual(calls, 2);
  deepStrictEqual(todos().map(({ title, done }) => [title, done]), [["quick", false], [
    "slow",
    true,
  ]]);
});

Deno.test("a transaction that is overtaken at its end starts again", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  let calls = 0;
  const slow = db.transaction(async () => {
    calls++;
    const { id } = todos.insert({ title: "slow" });
    await delay(10);
    return id;
  });
  strictEqual(todos.insert({ title: "quick" }).id, 1);
  deepStrictEqual([await slow, calls], [2, 2]);
  deepStrictEqual(todos().map(({ title }) => title), ["quick", "slow"]);
});

Deno.test("a transaction that is overtaken twice starts again, and holds nobody up", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const overtaken: (() => void)[] = [];
  let calls = 0;
  const slow = db.transaction(async () => {
    const priority = todos.count();
    if (++calls < 4) await new Promise<void>((resolve) => overtaken.push(resolve));
    todos.insert({ title: "slow", priority });
  });
  for (let i = 1; i < 4; i++) {
    while (overtaken.length < i) await delay(1);
    todos.insert({ title: "quick" });
    overtaken[i - 1]();
  }
  await slow;
  deepStrictEqual([calls, todos({ title: "slow" })[0].priority], [4, 3]);
});

Deno.test("a transaction that is not overtaken runs once", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const other = db.create("other", { id: Number });
  let calls = 0;
  const slow = db.transaction(async () => {
    calls++;
    todos.insert({ title: "slow" });
    await delay(10);
    return todos.count();
  });
  other.insert({});
  deepStrictEqual([await slow, calls], [1, 1]);
});

Deno.test("a transaction's error leaves the connection usable, and others' rows alone", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const failing = db.transaction(async () => {
    todos.insert({ title: "lost" });
    await delay(5);
    throw new Error("no");
  });
  todos.insert({ title: "kept" });
  await rejects(failing, /no/);
  db.transaction(() => todos.insert({ title: "next" }));
  deepStrictEqual(todos().map(({ title }) => title), ["kept", "next"]);
});

Deno.test("inRequest() returns what its function returns, and nests", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  const counts = await inRequest({}, async () => {
    todos.xtra({ title: "a" });
    const inner = inRequest({}, () => todos.count());
    await delay(1);
    return [todos.count(), inner];
  });
  deepStrictEqual([counts, todos.count()], [[1, 2], 2]);
});

Deno.test("createMod() writes a module whose classes open the tables", async () => {
  using db = database(":memory:");
  const before = db.create("odd_names", { "a b": String, on: Boolean, n: BigInt, pk: "a b" });
  before.insert({ "a b": "key", on: true, n: 5n });
  const folder = await Deno.makeTempDir();
  const text = await db.createMod(`${folder}/models.ts`);
  strictEqual(await Deno.readTextFile(`${folder}/models.ts`), text);
  const { OddNames } = await import(`file://${folder}/models.ts`);
  const after = db.create(OddNames as RowClass<AnyRow>, { name: "odd_names", pk: "a b" });
  deepStrictEqual(after.columns, before.columns);
  deepStrictEqual({ ...after.get("key") }, { "a b": "key", on: true, n: 5n });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("createMod() writes no code of a table's name", async () => {
  using db = database(":memory:");
  db.create("x{}throw 1;class y", { id: Number });
  await rejects(db.createMod(), {
    name: "DataError",
    message: 'Cannot write a class for table "x{}throw 1;class y": ' +
      'found the name "X{}throw 1;class y", expected letters, digits and _',
  });
  using other = database(":memory:");
  other.create("good", { "*/ throw 1; /*": String, pk: "*/ throw 1; /*" });
  const { Good } = await import(
    `data:text/typescript,${
      encodeURIComponent((await other.createMod()).replace("@fasthtml/fasthtml/data", "node:fs"))
    }`
  );
  deepStrictEqual({ ...new Good() }, { "*/ throw 1; /*": "" });
});

Deno.test("importFile() reads a CSV whose value is 20 MB, quoted", async () => {
  using db = database(":memory:");
  const plain = "x".repeat(20e6);
  const quotes = '"'.repeat(2e6);
  const file = new File([`id,text\n1,"${plain}"\n2,"a${quotes}b"\n`], "big.csv");
  const rows = await db.importFile("big", file);
  deepStrictEqual(rows().map(({ text }) => text), [plain, `a${quotes.slice(1e6)}b`]);
  await rejects(db.importFile("bad", new File(['id,t\n1,"a"b\n'], "bad.csv")), /stray quote/);
});

Deno.test("diagram() draws keys, columns and foreign keys, and no markup of theirs", async () => {
  using db = database(":memory:");
  db.create("a<b", { id: Number, "x&y": String });
  db.create("notes", { id: Number, to: Number }, { foreignKeys: { to: "a<b" } });
  const svg = await db.diagram();
  match(svg, /<text [^>]*font-weight="bold">a&lt;b<\/text>/);
  match(svg, /<text [^>]*text-decoration="underline">id: integer<\/text>/);
  match(svg, /x&amp;y: text/);
  match(svg, /<title>notes\.to → a&lt;b\.id<\/title>/);
});

Deno.test("database() refuses what it can't open, by name", () => {
  throws(
    () => database(5 as never),
    /^DataError: Cannot open a database: found 5, expected a path/,
  );
});
