import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { database, DataError } from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  priority = 0;
}

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

Deno.test("a transaction that is overtaken twice starts again, and delays no other", async () => {
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

for (const other of ["the same table", "another one"] as const) {
  Deno.test(`a process writes to ${other} while a transaction of another process awaits`, async () => {
    await using folder = await tempFolder();
    const path = `${folder.path}/shared.db`;
    using db = database(path);
    const rows = db.create("rows", { id: Number, text: String });
    const others = db.create("others", { id: Number });
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", new URL("_awaiting.ts", import.meta.url).href, path],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).values();
    strictEqual((await lines.next()).value, "inserted\n");
    const isSame = other === "the same table";
    if (isSame) strictEqual(rows.insert({ text: "parent" }).id, 1);
    else others.insert({});
    deepStrictEqual(rows().map(({ text }) => text), isSame ? ["parent"] : []);
    const input = child.stdin.getWriter();
    await input.write(new TextEncoder().encode("go on\n"));
    await input.close();
    strictEqual((await lines.next()).value, isSame ? "2 2\n" : "1 1\n");
    await lines.return?.();
    deepStrictEqual((await child.status).success, true);
    const texts = rows().map(({ text }) => text);
    deepStrictEqual(texts, isSame ? ["parent", "child, later"] : ["child, later"]);
  });
}

class Note {
  id = 0;
  text = "";
}

Deno.test("database() names the file when the disk is full, and goes on when it is not", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/full.db`;
  const connection = new DatabaseSync(path);
  using db = database(connection);
  const notes = db.create(Note);
  const full = (pages: number) => connection.exec(`PRAGMA max_page_count = ${pages}`);
  full(5);
  const fill = () => {
    for (let i = 0; i < 100; i++) notes.insert({ text: "x".repeat(1000) });
  };
  const message = `Cannot use the database ${path}: database or disk is full`;
  throws(fill, { name: "DataError", message });
  const before = notes.count();
  throws(() => db.transaction(fill), { message });
  strictEqual(notes.count(), before);
  full(1000);
  db.transaction(() => notes.insert({ text: "again" }));
  strictEqual(notes.count(), before + 1);
});

Deno.test("database() keeps a transaction whole that goes on after the disk was full", async () => {
  await using folder = await tempFolder();
  const connection = new DatabaseSync(`${folder.path}/full.db`);
  using db = database(connection);
  const notes = db.create(Note);
  const caught = () => {
    notes.insert({ text: "first" });
    connection.exec("PRAGMA max_page_count = 1");
    throws(() => notes.insert({ text: "x".repeat(10_000_000) }), DataError);
    connection.exec("PRAGMA max_page_count = 10000");
    notes.insert({ text: "second" });
    throw new Error("no");
  };
  throws(() => db.transaction(caught), /no/);
  deepStrictEqual(notes(), []);
});

Deno.test("database() names the file that can't be written, or is none", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/read.db`;
  database(path).create(Note);
  using db = database(new DatabaseSync(path, { readOnly: true }));
  const notes = db.create(Note);
  throws(() => notes.insert({}), {
    message: `Cannot use the database ${path}: attempt to write a readonly database`,
  });
  strictEqual(notes.count(), 0);
  await Deno.writeTextFile(
    `${folder.path}/text.db`,
    "not a database, but a text of some length\n".repeat(40),
  );
  throws(() => database(`${folder.path}/text.db`), {
    message: `Cannot open the database ${folder.path}/text.db: file is not a database`,
  });
  throws(() => database(folder.path), /^DataError: Cannot open the database /);
});
