import { deepStrictEqual, strictEqual } from "node:assert";
import { readState, toOrderBy, toQuery, toWhere } from "../../../ext/admin/state.ts";
import { ManagedTable } from "../../../ext/admin/tables.ts";
import { database } from "../../../mod.ts";
import { newShop } from "./_shop.ts";

async function open() {
  const db = database(":memory:");
  const { orders } = await newShop(db);
  const table = new ManagedTable("orders", orders, {
    filters: ["paid", "at", "customer", "cents"],
  });
  const view = await table.open();
  const find = async (query: string) => {
    const state = readState(view, new URLSearchParams(query));
    const rows = await table.rows(toWhere(view, state), { orderBy: toOrderBy(view, state) });
    return rows.map(({ id }) => id);
  };
  const again = (query: string) => toQuery(readState(view, new URLSearchParams(query)));
  return { db, view, find, again };
}

Deno.test("a state is the URL, and back", async () => {
  const { db, again } = await open();
  for (
    const query of [
      "",
      "?q=a+b&is.paid=true&from.at=2026-01-01&to.at=2026-12-31&sort=-cents&page=3",
      "?q=%25%26%3D%23&is.cents=-5",
    ]
  ) strictEqual(again(query), query);
  // What is none, or no column of the list, is not there.
  strictEqual(
    again(
      "?q=++&is.paid=2&is.at=1&from.at=x&sort=data&page=0&is.title=a&x=y&is.__proto__=1&sort=__proto__",
    ),
    "",
  );
  strictEqual(again(`?q=${"x".repeat(1000)}`).length, "?q=".length + 200);
  strictEqual(again("?q=%00a%ED%A0%80"), "?q=a%EF%BF%BD%EF%BF%BD%EF%BF%BD");
  db.close();
});

Deno.test("toWhere() finds each of the words, in any of the columns, and the days of times", async () => {
  const { db, find } = await open();
  deepStrictEqual(await find("q=two lines"), [2]);
  deepStrictEqual(await find("q=two chair"), []);
  deepStrictEqual(await find("q=' or 1=1 --"), []);
  deepStrictEqual(await find("q=_"), []);
  deepStrictEqual(await find("from.at=2026-11-22&to.at=2026-11-22"), [1]);
  deepStrictEqual(await find("from.at=2026-11-23"), []);
  deepStrictEqual(await find("to.at=2026-11-21"), []);
  deepStrictEqual(await find("is.customer=1&is.paid=false"), [1]);
  deepStrictEqual(await find("sort=-cents"), [3, 1, 2]);
  deepStrictEqual(await find("sort=customer"), [1, 2, 3]);
  db.close();
});

Deno.test("toWhere() searches nothing in a table without texts", async () => {
  using db = database(":memory:");
  const table = new ManagedTable("n", db.create("n", { many: Number }), {});
  const view = await table.open();
  await table.rows.insert({ many: 1 });
  const state = readState(view, new URLSearchParams("q=7"));
  strictEqual(await table.rows.count(toWhere(view, state)), 1);
});

Deno.test("columns may be named as options, with spaces and the words of an order", async () => {
  using db = database(":memory:");
  db.q(
    'CREATE TABLE odd (id INTEGER PRIMARY KEY, "limit" TEXT, "order desc" BOOLEAN, "a,b" TEXT, "-x" TEXT)',
  );
  db.q("INSERT INTO odd VALUES (1, 'b', 1, 'x', 'q'), (2, 'a', 0, 'y', 'p')");
  const table = new ManagedTable("odd", db.t.odd!, {});
  const view = await table.open();
  for (
    const [query, ids] of [["q=a", [2]], ["sort=limit", [2, 1]], ["is.order+desc=true", [
      1,
    ]]] as const
  ) {
    const state = readState(view, new URLSearchParams(query));
    const rows = await table.rows(toWhere(view, state), { orderBy: toOrderBy(view, state) });
    deepStrictEqual(rows.map(({ id }) => id), ids, query);
  }
  for (const name of ["order desc", "a,b", "-x"]) {
    for (const minus of ["", "-"]) {
      const state = readState(view, new URLSearchParams({ sort: minus + name }));
      const rows = await table.rows({}, { orderBy: toOrderBy(view, state) });
      strictEqual(rows.length, 2, name);
    }
  }
});
