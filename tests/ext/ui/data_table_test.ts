import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { database, P } from "../../../mod.ts";
import { DataTable, type DataTableOptions, tableQuery } from "../../../ext/ui.ts";
import { countOf, Customer, linksOf, makeApp, makePage } from "./_data_table.ts";

Deno.test("pages end where the rows end", async () => {
  const { get, namesOf } = makePage();
  strictEqual(countOf(await get("/")), "1–4 of 6");
  const last = ["Cy 50% O'Neil", "Dee_Dee"];
  for (const page of ["2", "3", "1000000", "999999999999999"]) {
    deepStrictEqual(await namesOf(`/?page=${page}`), last, page);
  }
  const second = await get("/?page=2&sort=fullName");
  strictEqual(countOf(second), "5–6 of 6");
  deepStrictEqual(linksOf(second), {
    fullName: "/?sort=-fullName",
    email: "/?sort=email",
    plan: "/?sort=plan",
    paid: "/?sort=paid",
    orders: "/?sort=orders",
    previous: "/?sort=fullName",
    1: "/?sort=fullName",
    2: "/?sort=fullName&page=2",
  });
  // The focus of "next" has a place on the last page.
  match(second, /<span class="ui-page" aria-disabled="true" id="[^"]*-pages-next" tabindex="-1">/);
  ok(!(await get("/?q=lee")).includes("Next page"));
});

Deno.test("without rows it says so, or what the program says", async () => {
  const rows = database(":memory:").create(Customer);
  const options = { state: { url: new URL("http://localhost/?q=") }, at: "/" };
  const columns = { fullName: true } as const;
  const show = async (more: object) =>
    await (await makeApp(DataTable(rows, { ...options, columns, ...more })).request("/")).text();
  match(await show({}), /<h3>Nothing here yet<\/h3>/);
  match(await show({ words: { empty: "Noch nichts" } }), /<h3>Noch nichts<\/h3>/);
  match(await show({ empty: P("Add one") }), /class="ui-data-rows"><p>Add one<\/p><\/div>/);
});

Deno.test("tableQuery finds the rows of all pages, in their order", () => {
  const { customers } = makePage();
  const { where, orderBy } = tableQuery(customers, {
    state: { url: new URL("http://localhost/?q=%00e%0B&sort=-orders&page=9&paid=false") },
    at: "/",
    columns: { fullName: true, orders: true },
    search: ["fullName"],
    filters: { paid: true },
  });
  deepStrictEqual(orderBy, ["-orders", "id"]);
  deepStrictEqual(customers(where, { orderBy }).map(({ fullName }) => fullName), [
    "Dee_Dee",
  ]);
});

Deno.test("a mistake of the program is an error that names it", () => {
  const { customers } = makePage();
  const state = { url: new URL("http://localhost/") };
  const columns = { fullName: true, plan: true } as const;
  const MISTAKES: [Partial<DataTableOptions<Customer>>, string][] = [
    [{ serach: ["fullName"] } as object, 'unknown option "serach", expected search'],
    [{ columns: {} }, "columns are empty, expected one that names the row"],
    [{ search: ["fulName" as "fullName"] }, 'search names "fulName", expected "fullName"'],
    [{ search: ["secret"] }, 'search names "secret", expected columns that are shown'],
    [
      { columns: { paid: true, fullName: true }, search: ["paid" as "fullName"] },
      'search names "paid", a boolean, expected texts and whole numbers',
    ],
    [{ filters: { plann: true } }, 'a filter is "plann", expected "plan"'],
    [
      { filters: { email: true } },
      'the filter "email" has no choices, expected choices, or the option where',
    ],
    [
      { filters: { keys: true } },
      'a filter is "keys", expected a name that the table does not use itself',
    ],
    [{ pageSize: 0 }, "the size of a page is 0, expected 1 or more"],
    [{ pageSizes: [10, 0.5] }, "the size of a page is 0.5, expected 1 or more"],
    [{ name: "a b" }, 'the name is "a b", expected a letter, then letters, digits and _'],
  ];
  for (const [options, message] of MISTAKES) {
    throws(() => DataTable(customers, { state, at: "/", columns, ...options }), {
      name: "TypeError",
      message: `Cannot make a data table: ${message}`,
    });
  }
});
