import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { database, DataError } from "../../lib/data/mod.ts";

const writer = new URL("_writer.ts", import.meta.url).pathname;

function write(path: string, name: string, ...more: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", writer, path, name, ...more],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

Deno.test("database() keeps what was stored through a hundred kills", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/rows.db`;
  const said = new Set<number>();
  for (let kill = 0; kill < 100; kill++) {
    const child = write(path, `w${kill}`);
    const decoder = new TextDecoder();
    let text = "";
    let killing: Promise<void> | undefined;
    for await (const chunk of child.stdout) {
      text += decoder.decode(chunk, { stream: true });
      // at a random moment after the first row
      killing ??= delay(Math.random() * 30).then(() => child.kill("SIGKILL"));
    }
    await killing;
    await child.status;
    for (const line of text.split("\n").slice(0, -1)) said.add(Number(line));
  }
  using db = database(path);
  const stored = new Set(db.q<{ id: number }>("select id from entry").map(({ id }) => id));
  ok(said.size > 100, `${said.size} rows`);
  deepStrictEqual([...said].filter((id) => !stored.has(id)), []);
  const half = db.q(
    "select writer, batch from entry where batch > 0 group by writer, batch having count(*) <> 2",
  );
  deepStrictEqual(half, []);
  deepStrictEqual(db.q("pragma integrity_check"), [{ integrity_check: "ok" }]);
  db.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("database() lets two processes write at once", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/rows.db`;
  const children = ["a", "b"].map((name) => write(path, name, "1000"));
  const outputs = await Promise.all(children.map((child) => child.output()));
  deepStrictEqual(outputs.map(({ code }) => code), [0, 0]);
  using db = database(path);
  deepStrictEqual(db.q("select writer, count(*) as n from entry group by writer"), [
    { writer: "a", n: 3000 },
    { writer: "b", n: 3000 },
  ]);
  db.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("database() lets the processes of one program make its tables at once", async () => {
  for (let round = 0; round < 5; round++) {
    const folder = await Deno.makeTempDir();
    const children = ["a", "b", "c", "d"].map((name) => write(`${folder}/rows.db`, name, "1"));
    const outputs = await Promise.all(children.map((child) => child.output()));
    deepStrictEqual(outputs.map(({ code }) => code), [0, 0, 0, 0]);
    await Deno.remove(folder, { recursive: true });
  }
});

class Note {
  id = 0;
  text = "";
}

Deno.test("database() names the file when the disk is full, and goes on when it is not", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/full.db`;
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
  await Deno.remove(folder, { recursive: true });
});

Deno.test("database() keeps a transaction whole that goes on after the disk was full", async () => {
  const folder = await Deno.makeTempDir();
  const connection = new DatabaseSync(`${folder}/full.db`);
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
  await Deno.remove(folder, { recursive: true });
});

Deno.test("database() names the file that can't be written, or is none", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/read.db`;
  database(path).create(Note);
  using db = database(new DatabaseSync(path, { readOnly: true }));
  const notes = db.create(Note);
  throws(() => notes.insert({}), {
    message: `Cannot use the database ${path}: attempt to write a readonly database`,
  });
  strictEqual(notes.count(), 0);
  await Deno.writeTextFile(
    `${folder}/text.db`,
    "not a database, but a text of some length\n".repeat(40),
  );
  throws(() => database(`${folder}/text.db`), {
    message: `Cannot open the database ${folder}/text.db: file is not a database`,
  });
  throws(() => database(folder), /^DataError: Cannot open the database /);
  db.close();
  await Deno.remove(folder, { recursive: true });
});
