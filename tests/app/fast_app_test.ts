import { database, fastApp, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { HTMX, read, SECRET } from "../http/_app.ts";

Deno.test("fastApp() styles pages by Pico, unless pico or defaultHdrs says otherwise", async () => {
  const has = async (options: { pico?: boolean; defaultHdrs?: boolean }) => {
    const { app, rt } = fastApp(options);
    rt("/", () => P("x"));
    return /pico\.\w+\.css/.test((await read(app.request("/"))).text);
  };
  deepStrictEqual(
    [
      await has({}),
      await has({ pico: false }),
      await has({ defaultHdrs: false }),
      await has({ defaultHdrs: true }),
    ],
    [true, false, false, true],
  );
});

Deno.test("fastApp() has no database unless one is asked for, and then no tables", () => {
  const { db, tables } = fastApp({ secretKey: SECRET });
  deepStrictEqual([db, tables], [undefined, {}]);
  throws(() => fastApp({ tables: { users: { name: String } } } as never), {
    name: "TypeError",
    message: 'Cannot create table "users": no database, expected the option db',
  });
});

Deno.test("fastApp() makes tables of classes and schemas, by the names that they are given", async () => {
  class Note {
    id = 0;
    text = "";
    __ft__() {
      return P(this.text);
    }
  }
  const { app, rt, db, tables: { notes, users } } = fastApp({
    secretKey: SECRET,
    db: ":memory:",
    tables: { notes: Note, users: { username: String, age: Number, pk: "username" } },
  });
  const names = db.q("select name from sqlite_master where type = 'table' order by name");
  deepStrictEqual(names.map(({ name }) => name), ["notes", "users"]);
  const note = notes.insert({ text: "<b>" });
  strictEqual(note instanceof Note, true);
  users.insert({ username: "eve", age: 7 });
  deepStrictEqual({ ...users.get("eve") }, { username: "eve", age: 7 });
  rt("/", () => notes());
  strictEqual(await (await app.request("/", HTMX)).text(), "<p>&lt;b&gt;</p>");
  db.close();
});

Deno.test("fastApp() brings the tables of a file to their shapes, and keeps the rows", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/data/app.db`;
  const first = fastApp({
    secretKey: SECRET,
    db: file,
    tables: { notes: { id: Number, text: String, pk: "id" } },
  });
  first.tables.notes.insert({ text: "kept" });
  first.db.close();
  const second = fastApp({
    secretKey: SECRET,
    db: file,
    tables: { notes: { id: Number, text: String, done: Boolean, pk: "id" } },
  });
  deepStrictEqual(second.tables.notes().map((row) => ({ ...row })), [
    { id: 1, text: "kept", done: false },
  ]);
  second.db.close();
});

Deno.test("fastApp() takes an open database", () => {
  const open = database(":memory:");
  const { db, tables: { notes } } = fastApp({
    secretKey: SECRET,
    db: open,
    tables: { notes: { id: Number, pk: "id" } },
  });
  strictEqual(db, open);
  notes.insert({});
  match(`${open.q("select count(*) as n from notes")[0]!.n}`, /^1$/);
  open.close();
});

Deno.test("fastApp()'s rt is the application's own route", async () => {
  const { app, rt } = fastApp({ secretKey: SECRET });
  strictEqual(rt, app.route);
  rt.get("/", () => "one");
  app.post("/", () => "two");
  deepStrictEqual([
    await (await app.request("/")).text(),
    await (await app.request("/", { method: "POST" })).text(),
  ], ["one", "two"]);
});
