/** Sentences of the admin: every page of it, in other languages. */
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { type AdminMessages, adminMessages } from "../../../ext/admin.ts";
import { ADMIN_MESSAGES as WORDS } from "../../../ext/admin/messages.ts";
import { uiMessages } from "../../../ext/ui.ts";
import { UI_MESSAGES as UI } from "../../../ext/ui/messages.ts";
import { type Database, database, MESSAGES } from "../../../mod.ts";
import type { Messages } from "../../../types.ts";
import { GERMAN, GERMAN_ADMIN, GERMAN_UI } from "../../fixtures/german.ts";
import { digestOf, fileForm, newAdmin, toPage } from "./_shop.ts";

const seen = new Set<string>();
/** Every sentence between marks. */
const mark = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, (values: Record<string, string> = {}) => {
      seen.add(text);
      return `«${text.replace(/\{(\w+)\}/g, (_, name) => values[name]!)}»`;
    }]),
  );
const MARKED: Messages = {
  ...mark(MESSAGES),
  ...uiMessages(mark(UI)),
  ...adminMessages(mark(WORDS)),
};

/** The letters that people read on a page, but for those between marks and names of columns. */
function unmarked(html: string): string {
  const shown = html.replace(/<(script|style|code|textarea)\b[^]*?<\/\1>/g, "");
  const attributes = shown.matchAll(
    / (?:aria-label|aria-roledescription|title|alt|placeholder|data-ui-(?!key)\w+)="([^"]*)"/g,
  );
  let texts = [shown.replace(/<[^>]*>/g, "\n"), ...[...attributes].map(([, text]) => text!)].join(
    "\n",
  ).replaceAll(/&\w+;/g, "");
  for (let before = ""; before !== texts;) {
    before = texts;
    texts = texts.replace(/«[^«»]*»/g, "");
  }
  return texts.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|UTC/g, "").replace(/[^\p{L}]+/gu, " ").trim();
}

const FIELDS = { id: "1", a: "2", n: "3", f: "4", b: "5", at: "6", day: "7", j: "8", up: "9" };
const MORE = { s: "11", m: "12", k: "13", big: "14" };

/** Tables whose titles, columns and values have no letters. */
function newTables(db: Database<false>) {
  const types = `id INTEGER PRIMARY KEY, a TEXT NOT NULL UNIQUE, n INTEGER, f REAL, b BOOLEAN,
    at DATETIME, day DATE, j JSON, up INTEGER REFERENCES item (id) ON DELETE CASCADE,
    s TEXT, m TEXT NOT NULL, k INTEGER CHECK (k < 100), big BIGINT`;
  db.q(`CREATE TABLE item (${types})`);
  db.q("CREATE TABLE bag (id INTEGER PRIMARY KEY, v, item INTEGER REFERENCES item (id))");
  db.q("CREATE TABLE lone (id INTEGER PRIMARY KEY)");
  db.q("CREATE TABLE hid (id INTEGER, item INTEGER REFERENCES item (id) ON DELETE SET NULL)");
  db.q("CREATE TABLE held (id INTEGER PRIMARY KEY)");
  db.q("CREATE TABLE holder (id INTEGER PRIMARY KEY)");
  db.q("INSERT INTO item (id, a, b, m, at) VALUES (1, '1', 1, '1', '2026-11-23 10:00')");
  db.q("INSERT INTO item (id, a, b, m) VALUES (2, '2', 0, '1')");
  db.q("INSERT INTO bag VALUES (1, x'0102', 2)");
  db.q("INSERT INTO hid VALUES (1, 2), (2, 2)");
  db.q("INSERT INTO held VALUES (1)");
  db.q("INSERT INTO lone VALUES (1)");
  // What refers to a row by a rule of its own, which no foreign key names.
  db.q("CREATE TRIGGER hold BEFORE DELETE ON held BEGIN SELECT raise(ABORT, 'held'); END");
  return db.t;
}

function newMarked(db: Database<false>, messages: Record<string, Messages>) {
  const tables = newTables(db);
  const choices = { 1: "1", 2: "2" };
  const client = newAdmin(tables, {
    log: true,
    who: () => "7",
    tables: {
      item: {
        title: "1",
        pageSize: 20,
        list: ["id", "a", "b", "at"],
        fields: { ...FIELDS, ...MORE, s: { label: "11", choices }, m: { label: "12", choices } },
        filters: ["b", "at", "s", "up"],
        actions: { "8": () => {} },
        can: (act, row) => act === "see" || row?.id !== 1,
      },
      bag: { title: "2", fields: { id: "1", v: "2", item: "3" }, label: () => "" },
      lone: { title: "3", fields: { id: "1" } },
      held: { title: "4", fields: { id: "1" } },
      holder: { title: "5", fields: { id: "1" }, readonly: true },
    },
  }, { title: "–", messages });
  const ask = async (path: string, body?: string[][] | FormData) => {
    const init: RequestInit = body
      ? { method: "POST", body: body instanceof FormData ? body : new URLSearchParams(body) }
      : {};
    const headers = { "x-user": "root", "accept-language": "de", accept: "text/html" };
    const response = await client.app.request(`/admin${path}`, { ...init, headers });
    return { status: response.status, html: await response.text() };
  };
  return { ...client, ask };
}

/** Every page of the admin, with what may be wrong on it. */
async function visit(
  db: Database<false>,
  messages: Record<string, Messages>,
): Promise<{ path: string; status: number; html: string }[]> {
  const { ask, app } = newMarked(db, messages);
  const pages: { path: string; status: number; html: string }[] = [];
  const see = async (path: string, body?: string[][] | FormData) => {
    const page = await ask(path, body);
    if (page.status !== 303) pages.push({ path, ...page });
    return page;
  };
  const edit = async (id: string, ...fields: string[][]) => {
    const digest = digestOf(
      await toPage(
        app.request(`/admin/item/edit?key=${id}`, { headers: { "x-user": "root" } }),
      ),
    );
    return [["key", id], ["digest", digest], ...fields];
  };
  for (
    const path of [
      ...["", "/nowhere", "/item", "/item?q=9", "/item?all=1", "/item/new", "/item/edit?key=2"],
      ...[
        "/item/edit?key=1",
        "/bag/edit?key=1",
        "/bag/delete?key=1",
        "/lone/edit?key=1",
        "/item/import",
        "/bag",
      ],
      ...["/item/history", "/item/delete?key=1", "/item/delete?key=2", "/lone", "/holder"],
    ]
  ) await see(path);
  for (const note of NOTES) await see(`/item?note=${note}`);

  // What can't be saved
  const wrong = Object.entries({ n: "1.5", f: "-", b: "-", at: "-", day: "-", j: "{", s: "9" });
  await see("/item/new", [["v.a", "\0"], ["v.up", "99"], ...wrong.map(([k, v]) => [`v.${k}`, v])]);
  await see("/item/new", [["v.n", "9".repeat(20)]]);
  await see("/item/new", [["v.a", "1"], ["v.m", "1"]]);
  await see("/item/new", [["v.a", "3"], ["v.m", "1"], ["v.k", "500"]]);
  await see("/item/new", [["v.a", "\ud800"], ["v.m", "1"]]);
  await see("/bag/new", [["v.v", "1"], ["v.item", "99"]]);
  const late = await edit("2", ["v.a", "7"]);
  await see("/item/edit", await edit("2", ["v.a", "1"]));
  await see("/item/edit", await edit("2", ["v.a", "8"]));
  await see("/item/edit", late);
  await see("/item/edit", late.with(2, ["v.a", "8"]));
  await see("/item/history");
  await see("/held/delete", [["key", "1"]]);
  await see("/item/delete", [["key", "1"]]);
  await see("/lone/delete", [["key", "1"]]);
  await see("/lone/history");

  // Files
  const latin1 = new Uint8Array([...new TextEncoder().encode("a\n"), 0xe9]);
  const many = `a\n${"9\n".repeat(20_001)}`;
  for (
    const file of [
      ...["", "\n\n", latin1, "a,a\n1,2\n", "nope\n1\n", "a,m\n1\n", 'a\n"9\n', 'a\n"9"9\n', many],
      ...["a,m,n\n5,1,-\n", "a,m\n1,1\n"],
    ]
  ) await see("/item/import", fileForm(file));

  // Many rows: pages, a search of references, what falls, a long history
  db.q(
    `WITH RECURSIVE c (x) AS (VALUES (100) UNION ALL SELECT x + 1 FROM c WHERE x < 5200)
    INSERT INTO item (id, a, m, up) SELECT x, x, '1', 2 FROM c`,
  );
  const log = `at, who, act, "table", key, before, after`;
  db.q(
    `WITH RECURSIVE c (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c WHERE x < 60)
    INSERT INTO admin_log (${log}) SELECT ${log} FROM admin_log, c WHERE act = 'changed'`,
  );
  const keys = Array.from({ length: 25 }, (_, at) => ["key", `${at + 100}`]);
  for (
    const path of [
      ...["", "/item", "/item/history", "/item/history?page=2", "/item/edit?key=100", "/bag/new"],
      ...["/item/delete?key=2", `/item/delete?${new URLSearchParams(keys)}`],
    ]
  ) await see(path);
  return pages;
}

const NOTES = "added saved same deleted gone none imported forbidden done other".split(" ");

Deno.test("all that the admin says by itself is in the table of its sentences", async () => {
  using db = database(":memory:");
  const pages = await visit(db, { de: MARKED });
  const { get } = newAdmin(db.t, { tables: { item: { can: () => false } } }, {
    messages: { en: MARKED },
  });
  match((await get("")).html, /«There is nothing that you may see\.»/);
  const left = pages.map(({ path, html }) => [path, unmarked(html)]).filter(([, text]) => text);
  deepStrictEqual(left, []);
  deepStrictEqual([...new Set(pages.map(({ status }) => status))].sort(), [
    200,
    403,
    404,
    409,
    422,
  ]);
  const unseen = Object.entries(WORDS).filter(([, text]) => !seen.has(text)).map(([key]) => key);
  deepStrictEqual(unseen, [
    // Of lists and choices that only classes have, of xtra, of Postgres and of hidden columns: told
    // in tests/ext/admin/changes_test.ts, tables_test.ts and values_test.ts.
    ...["chooseOf", "list", "notText", "outside", "notFit", "oneNotFit", "noReference", "takenRow"],
  ]);
});

Deno.test("the admin is in the language of each user, with numbers of it", async () => {
  using db = database(":memory:");
  const messages = {
    de: { ...GERMAN, ...uiMessages(GERMAN_UI), ...adminMessages(GERMAN_ADMIN) },
    en: adminMessages({ add: "New", manyRows: ({ n }) => `${n} of them` }),
  };
  const pages = await visit(db, messages);
  const both = new Set(["{n}", "({n})", "{table} ({n})", "{column}: {problem}", "Name"]);
  const english = [...Object.values(WORDS), ...Object.values(UI), ...Object.values(MESSAGES)]
    .filter((text) => !both.has(text) && !Object.values(GERMAN_ADMIN).includes(text));
  const left = pages.flatMap(({ path, html }) => {
    const texts = new Set(html.replace(/<(script|style)\b[^]*?<\/\1>/g, "").split(/<[^>]*>/));
    return english.filter((text) => texts.has(text)).map((text) => [path, text]);
  });
  deepStrictEqual(left, []);
  const { html } = pages.findLast(({ path }) => path === "/item")!;
  match(html, />5\.104 Zeilen</);
  using other = database(":memory:");
  const { app } = newMarked(other, messages);
  const headers = { "x-user": "root", "accept-language": "en" };
  const page = await (await app.request("/admin/item", { headers })).text();
  deepStrictEqual([/>New</.test(page), /2 of them/.test(page), />Import</.test(page)], [
    ...[true, true, true],
  ]);
});

Deno.test("adminMessages() takes each key, and no other key, value or type", () => {
  deepStrictEqual(Object.keys(GERMAN_ADMIN), Object.keys(WORDS));
  // @ts-expect-error: no key of the admin
  throws(() => adminMessages({ ad: "Neu" }), {
    message: 'Cannot translate the admin: unknown key "ad", expected add',
  });
  throws(() => adminMessages({ addTo: "Neu in {tabelle}" }), {
    message: "Cannot translate the admin: addTo names {tabelle}, expected {table}",
  });
  // @ts-expect-error: neither a text nor a function
  throws(() => adminMessages({ add: 1 }), {
    message: "Cannot translate the admin: add is 1, expected a string, or a function",
  });
  const own: AdminMessages = { addTo: ({ table }) => `Neu in ${table}` };
  strictEqual(typeof adminMessages(own), "object");
});
