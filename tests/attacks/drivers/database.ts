import { deepStrictEqual, doesNotThrow, ok, rejects, strictEqual, throws } from "node:assert";
import { fileURLToPath } from "node:url";
import { Client, type Database, database, fastApp, NotFoundError } from "../../../mod.ts";
import { tempFolder } from "../../_temp.ts";
import { startPglite } from "../../ext/postgres_servers.ts";
import type { Drivers } from "./types.ts";

const CONFIG = fileURLToPath(import.meta.resolve("../../../deno.json"));

class Todo {
  static types = { priority: Number };
  id = 0;
  name: string | null = "";
  title = "";
  priority: number | null = 0;
  done = false;
}

function open(): { db: Database; todos: ReturnType<typeof create> } {
  const db = database(":memory:");
  db.create("user", { id: Number, pwd: String, pk: "id" }).insert({ id: 1, pwd: "secret" });
  const todos = create(db);
  for (
    const [id, name] of [[1, "alice"], [2, "alice"], [3, "alice"], [4, "bob"], [5, "bob"], [
      6,
      "bob",
    ]] as const
  ) {
    todos.insert({ id, name, title: `${name} ${id}`, priority: id });
  }
  return { db, todos };
}

function create(db: Database) {
  return db.create(Todo, { name: "todo" });
}

const hasUsers = (db: Database) => strictEqual(db.q("select pwd from user").length, 1);

/** The first of some values that a column takes reads back as it was, all others are rejected. */
function insertEach(todos: ReturnType<typeof create>, values: readonly unknown[]): string[] {
  const wrong: string[] = [];
  for (const value of values) {
    try {
      const { title } = todos.insert({ title: value as string });
      if (typeof title !== "string") wrong.push(`${String(value)} became ${typeof title}`);
    } catch (error) {
      if (!(error instanceof Error) || error.message === "") throw error;
    }
  }
  return wrong;
}

export const DATABASE: Drivers = {
  "DB-01": () => {
    const { todos } = open();
    deepStrictEqual(todos.xtra({ name: `"' or 1=1 --` })(), []);
  },
  "DB-02": () => {
    const { db, todos } = open();
    deepStrictEqual(todos.xtra({ name: `"'; drop table user --` })(), []);
    hasUsers(db);
  },
  "DB-04": () => {
    const { todos } = open();
    deepStrictEqual(todos.xtra({ name: null })(), []);
  },
  "DB-06": () => {
    const { todos } = open();
    const rows = todos.xtra({ name: "alice" })("title like ? or priority >= ?", ["zz%", 0]);
    deepStrictEqual(rows.map(({ name }) => name), ["alice", "alice", "alice"]);
  },
  "DB-08": () => {
    const { db, todos } = open();
    strictEqual(todos.xtra({ name: "alice" }).deleteWhere("id = 4"), 0);
    strictEqual(db.q("select * from todo").length, 6);
  },
  "DB-09": () => {
    const { db, todos } = open();
    const scoped = todos.xtra({ name: "alice" });
    throws(() => scoped.upsert({ id: 6, title: "x" }));
    throws(() => scoped.insert({ id: 5, title: "x" }, { replace: true }));
    deepStrictEqual(
      db.q("select name, title from todo where id in (5, 6)").map((row) => ({ ...row })),
      [{ name: "bob", title: "bob 5" }, { name: "bob", title: "bob 6" }],
    );
  },
  "DB-12": () => {
    const { todos } = open();
    throws(() => todos.update({ id: 99 }, 1));
    strictEqual(todos.get(1).title, "alice 1");
  },
  "DB-14": () => {
    const { todos } = open();
    const orderBy =
      '(select case when (select pwd from user limit 1) like "s%" then id else -id end)';
    throws(() => todos({ orderBy: orderBy as "id" }));
  },
  "DB-16": () => {
    const { db, todos } = open();
    throws(() => todos("1=1; drop table user"));
    hasUsers(db);
  },
  "DB-19": () => {
    const { todos } = open();
    throws(() => todos.insert({ title: "x", evil: 1 } as object), /evil/);
  },
  "DB-20": () => {
    const { db, todos } = open();
    for (const name of ['ti"tle', "a] int); drop table user--", "__proto__", "constructor"]) {
      const record = JSON.parse(`{${JSON.stringify(name)}: 1}`);
      throws(() => todos.insert(record), Error, name);
    }
    hasUsers(db);
  },
  "DB-21": () => {
    const { todos } = open();
    for (const key of ["1 or 1=1", null, NaN, {}, 2n ** 70n]) {
      throws(() => todos.get(key as never), Error, String(key));
    }
    throws(() => todos.get(99), NotFoundError);
  },
  "DB-22": () => {
    const { todos } = open();
    const exact = 2 ** 53 + 2;
    try {
      const { id } = todos.insert({ priority: exact });
      strictEqual(BigInt(todos.get(id).priority!), BigInt(exact));
    } catch (error) {
      strictEqual((error as Error).name, "ValueError");
      strictEqual(todos().length, 6);
    }
  },
  "DB-23": () => {
    const { todos } = open();
    throws(() => todos.insert({ priority: "abc" as unknown as number }));
    throws(() => todos.insert({ done: "maybe" as unknown as boolean }));
  },
  "DB-24": () => {
    const { todos } = open();
    const values = [new Date(), true, NaN, { a: 1 }, [1], new Uint8Array(2), Symbol("x"), () => 1];
    return insertEach(todos, values);
  },
  "DB-25": () => {
    const { todos } = open();
    try {
      const { id } = todos.insert({ title: "a\0b" });
      strictEqual(todos.get(id).title, "a\0b");
    } catch (error) {
      ok(error instanceof Error && /NUL|\\0|\\u0000/i.test(error.message), String(error));
    }
  },
  "DB-29": async () => {
    await using folder = await tempFolder();
    const file = `${folder.path}/a.db`;
    const db = database(file);
    db.create(Todo);
    const code = `import { DatabaseSync } from "node:sqlite";
      const db = new DatabaseSync(${JSON.stringify(file)});
      db.exec("begin immediate");
      console.log("held");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
      db.exec("commit");`;
    const child = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped" })
      .spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    const todos = db.create(Todo);
    strictEqual(todos.insert({ title: "waited" }).title, "waited");
    await reader.cancel();
    await child.status;
    db.close();
  },
  "DB-30": async () => {
    const { todos, db } = open();
    const paused = Promise.withResolvers<void>();
    const failing = Promise.resolve(db.transaction(async () => {
      todos.insert({ id: 50, title: "mine" });
      await paused.promise;
      throw new Error("back");
    }));
    const other = Promise.resolve().then(() => todos.insert({ id: 51, title: "other" }));
    paused.resolve();
    await rejects(failing, /back/);
    await other;
    strictEqual(todos.has(50), false);
    strictEqual(todos.has(51), true);
  },
  "DB-31": () => {
    const { todos, db } = open();
    throws(() =>
      db.transaction(() => {
        todos.insert({ id: 60 });
        throw new Error("back");
      }), /back/);
    strictEqual(todos.has(60), false);
    doesNotThrow(() => todos.insert({ id: 61 }));
  },
  "DB-32": async () => {
    await using folder = await tempFolder();
    const file = `${folder.path}/a.db`;
    const code = `import { database } from "${import.meta.resolve("../../../mod.ts")}";
      class Row { id = 0; n = 0; }
      const rows = database(${JSON.stringify(file)}).create(Row);
      for (let n = 0; ; n++) console.log(rows.insert({ n }).id);`;
    const script = `${folder.path}/main.ts`;
    await Deno.writeTextFile(script, code);
    class Row {
      id = 0;
      n = 0;
    }
    const first = database(file);
    first.create(Row);
    first.close();
    for (let round = 0; round < 5; round++) {
      const writers = Array.from({ length: 4 }, () =>
        new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", `--config=${CONFIG}`, script],
          stdout: "piped",
          stderr: "null",
        }).spawn());
      const told = writers.map(() => "");
      const reading = writers.map(async ({ stdout }, i) => {
        for await (const text of stdout.pipeThrough(new TextDecoderStream())) told[i] += text;
      });
      while (told.some((text) => !text.includes("\n"))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 300)); // now all of them write
      writers.forEach((writer) => writer.kill("SIGKILL"));
      await Promise.all([...reading, ...writers.map((writer) => writer.status)]);
      const ids = told.flatMap((text) => text.split("\n").slice(0, -1).map(Number));
      const db = database(file);
      const stored = new Set(db.create(Row)().map(({ id }) => id));
      deepStrictEqual(ids.filter((id) => !stored.has(id)), []);
      deepStrictEqual(db.q("pragma integrity_check").map((row) => Object.values(row)), [["ok"]]);
      db.close();
    }
  },
  "DB-35": async () => {
    await using server = await startPglite();
    await using db = await server.open();
    const users = db.create("user", { id: Number, pwd: String, pk: "id" });
    await users.insert({ id: 1, pwd: "secret" });
    const todos = db.create(Todo, { name: "todo" });
    for (const name of ["alice", "bob"]) await todos.insert({ name, title: `\\' "${name}"` });
    const alice = todos.xtra({ name: "alice" });
    deepStrictEqual(
      (await alice("title like ? or priority >= ?", ["zz%", 0])).map(({ name }) => name),
      ["alice"],
    );
    strictEqual((await alice())[0]!.title, `\\' "alice"`);
    await rejects(async () => await alice("1=1; drop table user"));
    await rejects(async () => await todos.insert({ 'ti"tle': "x" } as object));
    const other = db.create(Todo, { name: "todo" }).xtra({ name: `"'; drop table user --` });
    deepStrictEqual(await other(), []);
    strictEqual((await users()).length, 1);
  },
  "DB-33": async () => {
    await using folder = await tempFolder();
    database(`${folder.path}/a.db`).create(Todo);
    const db = database(`${folder.path}/a.db`);
    const todos = db.create(Todo);
    const { app, rt } = fastApp({ defaultHdrs: false, secretKey: "x".repeat(32) });
    rt.post("/add", () => todos.insert({ title: "x" }).title);
    db.q("pragma query_only = on");
    const { error } = globalThis.console;
    const lines: unknown[] = [];
    globalThis.console.error = (...line: unknown[]) => void lines.push(line);
    const client = new Client(app);
    strictEqual((await client.post("/add")).status, 500);
    globalThis.console.error = error;
    strictEqual(lines.length, 1);
    db.q("pragma query_only = off");
    strictEqual((await client.post("/add")).status, 200);
  },
  "DB-36": () => {
    const db = database(":memory:");
    db.q('create table odd (id integer primary key, "__proto__" text, "constructor" text)');
    db.q(`insert into odd values (1, 'p', 'c')`);
    const [row] = db.q("select * from odd");
    deepStrictEqual(Object.entries(row!), [["id", 1], ["__proto__", "p"], ["constructor", "c"]]);
    strictEqual(({} as { p?: string }).p, undefined);
  },
};
