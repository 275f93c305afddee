import { deepStrictEqual, ok } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { database } from "../../lib/data/mod.ts";
import { tempFolder } from "../_temp.ts";

const writer = fileURLToPath(import.meta.resolve("./_writer.ts"));

function write(path: string, name: string, ...more: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", writer, path, name, ...more],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

Deno.test("database() keeps what was stored through a hundred kills", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/rows.db`;
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
});

Deno.test("database() lets two processes write at once", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/rows.db`;
  const children = ["a", "b"].map((name) => write(path, name, "1000"));
  const outputs = await Promise.all(children.map((child) => child.output()));
  deepStrictEqual(outputs.map(({ code }) => code), [0, 0]);
  using db = database(path);
  deepStrictEqual(db.q("select writer, count(*) as n from entry group by writer"), [
    { writer: "a", n: 3000 },
    { writer: "b", n: 3000 },
  ]);
});

Deno.test("database() waits for a program that writes to the file without a write-ahead log", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/rows.db`;
  const other = new Deno.Command(Deno.execPath(), {
    args: ["eval", OTHER, path],
    stdout: "piped",
  }).spawn();
  for await (const _ of other.stdout) {
    // It writes now.
    using db = database(path);
    deepStrictEqual(db.q("select * from a"), [{ x: 1 }]);
  }
  deepStrictEqual((await other.status).code, 0);
});

/** A program that begins to write, and ends it a moment later. */
const OTHER = `
import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync(Deno.args[0]);
db.exec("create table a (x); begin immediate; insert into a values (1)");
console.log("writing");
setTimeout(() => { db.exec("commit"); db.close(); }, 500);
`;

Deno.test("database() lets the processes of one program make its tables at once", async () => {
  for (let round = 0; round < 5; round++) {
    await using folder = await tempFolder();
    const children = ["a", "b", "c", "d"].map((name) => write(`${folder.path}/rows.db`, name, "1"));
    const outputs = await Promise.all(children.map((child) => child.output()));
    deepStrictEqual(outputs.map(({ code }) => code), [0, 0, 0, 0]);
  }
});
