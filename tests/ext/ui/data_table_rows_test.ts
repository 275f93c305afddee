import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { database, DateOnly, type RowClass } from "../../../mod.ts";
import { DataTable } from "../../../ext/ui.ts";
import { countOf, linksOf, makeApp, makePage, rowsOf } from "./_data_table.ts";

Deno.test("a table shows its columns, and how many rows there are", async () => {
  class Guest {
    static types = { born: DateOnly, seen: Date };
    id = 0;
    name = "";
    age: number | null = null;
    vip = false;
    tags: string[] = [];
    born: Date | null = null;
    seen: Date | null = null;
    photo: Uint8Array | null = null;
  }
  const Row = Object.assign(Guest, { types: { ...Guest.types, age: Number, photo: Uint8Array } });
  const guests = database(":memory:").create(Row as RowClass<Guest>, { name: "wedding_guests" });
  guests.insertAll([
    {
      name: "<b>Ann</b>",
      age: 41,
      vip: true,
      tags: ["a"],
      born: new Date("1985-02-03"),
      seen: new Date("2026-11-22T21:05:00Z"),
      photo: new Uint8Array(3),
    },
    { name: "", age: null },
  ]);
  const table = DataTable(guests, {
    state: { url: new URL("http://localhost/") },
    at: "/",
    columns: {
      name: true,
      age: true,
      vip: "VIP",
      tags: true,
      born: true,
      seen: true,
      photo: true,
      id: false,
    },
  });
  const text = await (await makeApp(table).request("/")).text();
  const [, head] = /<thead><tr[^>]*>(.*?)<\/tr>/.exec(text)!;
  const plain = (html: string) => html.replace(/<svg.*?<\/svg>/g, "").replace(/<[^>]*>/g, "|");
  strictEqual(
    plain(head!).replace(/\|+/g, "|"),
    "|Name|Age|VIP|Tags|Born|Seen|Photo|",
  );
  const [, body] = /<tbody>(.*?)<\/tbody>/.exec(text)!;
  strictEqual(
    body,
    '<tr><th scope="row">&lt;b&gt;Ann&lt;/b&gt;</th><td class="ui-num">41</td><td>Yes</td>' +
      '<td>["a"]</td><td><time datetime="1985-02-03">1985-02-03</time></td>' +
      '<td><time datetime="2026-11-22T21:05:00.000Z">2026-11-22 21:05</time></td>' +
      '<td>3 bytes</td></tr><tr><th scope="row">–</th><td class="ui-num"></td><td>No</td>' +
      "<td>[]</td><td></td><td></td><td></td></tr>",
  );
  match(text, /<div id="wedding_guests-table" class="ui-card ui-data">/);
  match(text, /tabindex="0" role="region" aria-label="Wedding guests"><table class="ui-table">/);
  strictEqual(countOf(text), "2 rows");
  // What has no order can't be sorted, and there is nothing to search.
  deepStrictEqual(Object.keys(linksOf(text)), ["name", "age", "vip", "born", "seen"]);
  ok(!text.includes("<form"));
});

Deno.test("headings sort up, then down, and say so", async () => {
  const { get, namesOf } = makePage({ order: "-orders" });
  const first = await get("/");
  deepStrictEqual(rowsOf(first).slice(0, 2), ["Dee_Dee", "Cy 50% O'Neil"]);
  // The program's own order is the one that is shown.
  match(first, /class="ui-num" aria-sort="descending"><a id="customer-table-by-orders"/);
  strictEqual(first.match(/aria-sort=/g)?.length, 1);
  strictEqual(linksOf(first).orders, "/?sort=orders");
  const up = await get("/?sort=fullName");
  deepStrictEqual(rowsOf(up), ["Ann Lee", "Bob Ray", "Cy 50% O'Neil", "Dee_Dee"]);
  match(up, /<th scope="col" aria-sort="ascending"><a id="customer-table-by-fullName"/);
  strictEqual(linksOf(up).fullName, "/?sort=-fullName");
  deepStrictEqual(await namesOf("/?sort=-fullName&page=2"), ["Bob Ray", "Ann Lee"]);
  // The key is the end of each order, so that no row is on two pages.
  const pages = await Promise.all([1, 2].map((page) => namesOf(`/?sort=paid&page=${page}`)));
  strictEqual(new Set(pages.flat()).size, 6);
});
