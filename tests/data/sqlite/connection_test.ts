import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database } from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";
import { runMain, writeMain } from "../../app/_main.ts";

Deno.test("database() opens a file with WAL, foreign keys and time to wait", async () => {
  await using folder = await tempFolder();
  {
    using db = database(`${folder.path}/deep/er/todos.db`);
    deepStrictEqual(db.q("pragma journal_mode"), [{ journal_mode: "wal" }]);
    deepStrictEqual(db.q("pragma foreign_keys"), [{ foreign_keys: 1 }]);
    deepStrictEqual(db.q("pragma busy_timeout"), [{ timeout: 5000 }]);
  }
});

Deno.test("database() closes its files as the program ends, those that are closed already too", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { database } from "@fasthtml/fasthtml/data";
    const dbs = ["a", "b"].map((name) => database(name + ".db"));
    for (const db of dbs) db.q("create table t (id integer)");
    const files = [...Deno.readDirSync(".")].map(({ name }) => name);
    console.log(files.filter((name) => name.endsWith("-wal")).sort().join());
    dbs[0]!.close();
    Deno.exit(3);`,
  );
  deepStrictEqual(await runMain(folder.path), {
    code: 3,
    stdout: "a.db-wal,b.db-wal\n",
    stderr: "",
  });
  const files = [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
  deepStrictEqual(files, ["a.db", "b.db", "main.ts"]);
});

Deno.test("database() rejects what it can't open, by name", () => {
  throws(
    () => database(5 as never),
    /^DataError: Cannot open a database: found 5, expected a path/,
  );
});

Deno.test("database() of a connection leaves its file's journal as it is, and closes it", () => {
  const connection = new DatabaseSync(":memory:");
  {
    using db = database(connection);
    strictEqual(db.q("select 1 as one")[0]!.one, 1);
  }
  throws(() => connection.exec("select 1"), /not open/);
});

Deno.test("database() names a path that it can't make", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/file`, "");
  throws(() => database(`${folder.path}/file/deep/todos.db`), {
    name: "DataError",
    message: /^Cannot open the database .*\/file\/deep\/todos\.db: /,
  });
  throws(() => database(folder.path), {
    name: "DataError",
    message: `Cannot open the database ${folder.path}: unable to open database file, expected a ` +
      "file in a folder that this process may write",
  });
});
