import { deepStrictEqual, match, notStrictEqual, strictEqual, throws } from "node:assert";
import { isSecret, ManagedTable, toDigest } from "../../../ext/admin/tables.ts";
import type { AdminTableOptions } from "../../../ext/admin.ts";
import { database } from "../../../mod.ts";
import type { FieldViews } from "../../../ext/ui.ts";
import { Customer } from "./_shop.ts";

const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name);

Deno.test("isSecret() hides what is called as secrets are", () => {
  const secret =
    "password passwordHash password_hash PASSWD hash token api_token accessToken secret " +
    "clientSecret salt apiKey api_key API-KEY private_key credential otp pin passphrase pwd";
  const open = "name email spinning opinion pinned title passport hotpot keyboard apis";
  deepStrictEqual(secret.split(" ").filter((name) => !isSecret(name)), []);
  deepStrictEqual(open.split(" ").filter(isSecret), []);
});

Deno.test("ManagedTable says of columns what their class does, unless the program says more", async () => {
  using db = database(":memory:");
  class Guest {
    id = 0;
    mail = "";
    plan = "free";
    seen = 0;
    static ui: FieldViews<Guest> = {
      mail: { label: "E-mail", as: "email", hint: "Work" },
      plan: { choices: { free: "Free", pro: "Pro" } },
      seen: false,
    };
  }
  const table = new ManagedTable("guests", db.create(Guest), {
    fields: { mail: { hint: "Home" } },
  });
  const view = await table.open();
  deepStrictEqual(table.fieldOf("mail"), { label: "E-mail", as: "email", hint: "Home" });
  const plan = view.columns.find(({ name }) => name === "plan")!;
  deepStrictEqual(table.choicesOf(plan), { free: "Free", pro: "Pro" });
  deepStrictEqual(names(view.written), ["id", "mail", "plan"]);
  deepStrictEqual([table.title, table.labelOf({ name: "createdAt" })], ["Guests", "Created at"]);
});

Deno.test("ManagedTable shows neither bytes nor secrets, unless they are named", async () => {
  using db = database(":memory:");
  const customers = db.create(Customer);
  const plain = await new ManagedTable("customers", customers, {}).open();
  deepStrictEqual(names(plain.columns), ["id", "name", "email", "vip"]);
  deepStrictEqual(names(plain.written), ["id", "name", "email", "vip"]);
  deepStrictEqual(names(plain.search), ["name", "email"]);
  deepStrictEqual(names(plain.filters), ["vip"]);
  const fields = { passwordHash: true, avatar: true, email: false };
  const other = await new ManagedTable("customers", customers, { fields, readonly: ["vip"] })
    .open();
  deepStrictEqual(names(other.columns), ["id", "name", "vip", "passwordHash"]);
  deepStrictEqual(names(other.written), ["id", "name", "passwordHash"]);
});

Deno.test("ManagedTable throws for options that do not fit its columns", () => {
  using db = database(":memory:");
  const customers = db.create(Customer);
  const wrong = (options: object, message: RegExp, name = "customers") =>
    throws(() => new ManagedTable(name, customers, options as AdminTableOptions), { message });
  wrong({ lst: [] }, /^Cannot administer a table: unknown option "lst", expected list$/);
  wrong({ fields: { name: { lable: "x" } } }, /unknown option "lable", expected label/);
  wrong({ list: ["nme"] }, /^Cannot administer "customers": list has "nme", expected id, name/);
  wrong({ list: ["passwordHash"] }, /list has the hidden column passwordHash/);
  wrong({ search: ["passwordHash"] }, /search has the hidden column/);
  wrong({ filters: ["avatar"] }, /filters has the hidden column/);
  wrong({ search: ["vip"] }, /search has vip, of boolean, expected columns of texts/);
  wrong({ order: "-nme" }, /order has "-nme"/);
  wrong({ readonly: ["nme"] }, /readonly has "nme"/);
  wrong({ fields: { toString: false } }, /fields has "toString"/);
  wrong({ pageSize: 0 }, /pageSize is 0/);
  for (const name of ["a/b", "..", "", "\\"]) wrong({}, /found the name/, name);
});

Deno.test("ManagedTable sorts as the program says, and by the key at last", async () => {
  using db = database(":memory:");
  const customers = db.create(Customer);
  const orders = [undefined, "-name", "name desc", ["vip DESC", "-id"], "-name desc"] as const;
  const found = await Promise.all(orders.map(async (order) => {
    const options = (order === undefined ? {} : { order }) as AdminTableOptions;
    const view = await new ManagedTable("customers", customers, options).open();
    return view.order.map(({ name, descending }) => `${descending ? "-" : ""}${name}`).join();
  }));
  deepStrictEqual(found, ["id", "-name,id", "-name,id", "-vip,-id", "name,id"]);
});

Deno.test("ManagedTable reads keys as it writes them, and no others", async () => {
  using db = database(":memory:");
  const days = db.create("day", { at: Date, name: String, many: Number }, { pk: ["at", "name"] });
  const row = days.insert({ at: new Date("2026-11-22T00:00:00.5Z"), name: '"/\n', many: 1 });
  const table = new ManagedTable("days", days, {});
  const view = await table.open();
  const text = table.toKeyText(view, row)!;
  strictEqual(text, '["2026-11-22T00:00:00.500Z","\\"/\\n"]');
  deepStrictEqual(await table.find(view, text), row);
  for (const other of ["", "[]", "1", '["x","y"]', '[["2026"],"y"]', '{"at":1}', "null", "[[[["]) {
    strictEqual(await table.find(view, other), undefined, other);
  }
  const texts = new ManagedTable("t", db.create("t", { code: String, pk: "code" }), {});
  await texts.rows.insert({ code: "01" });
  const own = await texts.open();
  strictEqual((await texts.find(own, "01"))?.code, "01");
  for (const other of ["1", " 01", "01\0", "\ud800", "__proto__", "then", "delete"]) {
    strictEqual(await texts.find(own, other), undefined, other);
  }
});

Deno.test("ManagedTable has no rows that can be changed without a key that may be shown", async () => {
  using db = database(":memory:");
  db.q("CREATE TABLE login (token TEXT PRIMARY KEY, name TEXT)");
  db.q("CREATE VIEW names AS SELECT name FROM login");
  const context = {} as never;
  for (const name of ["login", "names"]) {
    const given = name === "names" ? db.v[name]! : db.t[name]!;
    const table = new ManagedTable(name, given, { can: () => true });
    const view = await table.open();
    deepStrictEqual(view.key, []);
    strictEqual(table.toKeyText(view, { token: "x" }), undefined);
    deepStrictEqual(
      await Promise.all(
        (["see", "add", "change", "delete"] as const).map((act) =>
          table.may(act, undefined, context)
        ),
      ),
      [true, false, false, false],
    );
  }
});

Deno.test("ManagedTable leaves out a column that no object can have", async () => {
  using db = database(":memory:");
  db.q('CREATE TABLE odd (id INTEGER PRIMARY KEY, "__proto__" TEXT, "constructor" TEXT)');
  const view = await new ManagedTable("odd", db.t.odd!, {}).open();
  deepStrictEqual(names(view.columns), ["id", "constructor"]);
});

Deno.test("toDigest() is of what the form writes, and tells null from the empty text", async () => {
  using db = database(":memory:");
  const table = new ManagedTable("customers", db.create(Customer), {});
  const view = await table.open();
  const row = { id: 1, name: "", email: "", vip: false, passwordHash: "a" };
  const digest = toDigest(view, row);
  match(digest, /^[\w-]{43}$/);
  strictEqual(toDigest(view, { ...row, passwordHash: "b" }), digest);
  notStrictEqual(toDigest(view, { ...row, name: null }), digest);
  notStrictEqual(toDigest(view, { ...row, vip: true }), digest);
});

Deno.test("ManagedTable names rows by what names people, or by the program's label", async () => {
  using db = database(":memory:");
  const table = new ManagedTable("customers", db.create(Customer), {});
  const view = await table.open();
  strictEqual(table.toLabel(view, { id: 1, name: "Ann", email: "e" }), "Ann");
  strictEqual(table.toLabel(view, { id: 1, name: " ", email: "e" }), "e");
  strictEqual(table.toLabel(view, { id: 7, name: "", email: null }), "7");
  strictEqual(table.toLabel(view, { id: 7, name: "x".repeat(200) }).length, 80);
  const own = new ManagedTable("customers", db.t.customer!, { label: (row) => `no ${row.id}` });
  strictEqual(own.toLabel(view, { id: 7 }), "no 7");
});
