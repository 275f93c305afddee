import { deepStrictEqual, match } from "node:assert";
import { DB_SQLITE, importDbSqlite } from "../data/backends.ts";
import { tempFolder } from "../_temp.ts";

const url = (path: string) => new URL(`../../${path}`, import.meta.url).href;

/** Runs a program whose import map has the library at another place, and returns what it prints. */
async function run(library: string, body: string): Promise<{ stdout: string; files: string[] }> {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.writeTextFile(
    `${path}/map.json`,
    JSON.stringify({ imports: { "jsr:@db/sqlite@0.13": library } }),
  );
  await Deno.writeTextFile(
    `${path}/main.ts`,
    `import { database } from "${url("lib/data/mod.ts")}";
    import { dbSqlite } from "${url("ext/db_sqlite.ts")}";
    ${body}`,
  );
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `--import-map=${path}/map.json`, `${path}/main.ts`],
    cwd: path,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const files = [];
  for await (const { name } of Deno.readDir(path)) files.push(name);
  return { stdout: text(stdout) + text(stderr), files: files.sort() };
}

Deno.test("dbSqlite() says that the library can't be imported", async () => {
  const { stdout } = await run(
    "./missing.ts",
    `await dbSqlite("app.db").catch((error) => console.log(String(error)));`,
  );
  match(
    stdout,
    /^DataError: Cannot import jsr:@db\/sqlite@0\.13: .*missing\.ts.*, expected jsr\.io within reach/,
  );
});

const found = await importDbSqlite();
const missing = "missing" in found ? `: ${found.missing}` : "";

Deno.test({
  name: `dbSqlite() opens a file for database(), and closes it at the end${missing}`,
  ignore: missing !== "",
  fn: async () => {
    const { stdout, files } = await run(
      DB_SQLITE,
      `const db = database(await dbSqlite("data/app.db"));
      class Todo { id = 0; title = ""; done = false; }
      const todos = db.create(Todo);
      todos.insertAll([{ title: "a" }, { title: "b" }]);
      todos.update({ id: 2, done: true });
      console.log(JSON.stringify([todos(), db.q("pragma journal_mode"), db.q("pragma busy_timeout")]));
      await dbSqlite("main.ts/app.db").catch((error) => console.log(String(error)));
      console.log([...Deno.readDirSync("data")].map(({ name }) => name).sort().join());
      addEventListener("unload", () => console.log([...Deno.readDirSync("data")].length));`,
    );
    const [rows, error, during, after] = stdout.trim().split("\n");
    deepStrictEqual(JSON.parse(rows!), [
      [{ id: 1, title: "a", done: false }, { id: 2, title: "b", done: true }],
      [{ journal_mode: "wal" }],
      [{ timeout: 5000 }],
    ]);
    match(
      error!,
      /^DataError: Cannot open the database main\.ts\/app\.db: /,
    );
    deepStrictEqual([during, after, files], [
      "app.db,app.db-shm,app.db-wal",
      "1",
      ["data", "main.ts", "map.json"],
    ]);
  },
});
