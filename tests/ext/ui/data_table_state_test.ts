import { deepStrictEqual, match } from "node:assert";
import { database, fastApp } from "../../../mod.ts";
import { DataTable, ui } from "../../../ext/ui.ts";
import { Customer, PEOPLE, rowsOf } from "./_data_table.ts";

Deno.test("other parameters stay, and a second table has a name", async () => {
  const customers = database(":memory:").create(Customer);
  customers.insertAll(PEOPLE.map((fullName) => ({ fullName })));
  const { app, rt } = fastApp(ui());
  const both = rt.get("/team/{id:int}", ({ id, url }) => {
    const at = both.to({ id }) + "?tab=all#table";
    const options = { state: { url }, at, columns: { fullName: true }, pageSize: 4 } as const;
    return [
      DataTable(customers, { ...options, search: ["fullName"] }),
      DataTable(customers, { ...options, name: "old", search: ["fullName"], label: "Old" }),
    ];
  });
  const page = await (await app.request(
    "/team/7?q=bob&old_q=ann&old_sort=-fullName&x=%22%3E1&tab=none",
  )).text();
  deepStrictEqual(rowsOf(page), ["Bob Ray", "ann oak", "Ann Lee"]);
  deepStrictEqual(
    [...page.matchAll(/<a id="([\w-]*)-by-fullName"[^>]*? href="([^"]*)"/g)]
      .map(([, id, url]) => [id, url!.replaceAll("&amp;", "&")]),
    [
      [
        "customer-table",
        "/team/7?tab=all&old_q=ann&old_sort=-fullName&x=%22%3E1&q=bob&sort=fullName",
      ],
      ["old-table", "/team/7?tab=all&q=bob&x=%22%3E1&old_q=ann&old_sort=fullName"],
    ],
  );
  const [, form] = /(<form id="old-table-form".*?<\/form>)/.exec(page)!;
  match(form!, / action="\/team\/7" hx-get="\/team\/7" /);
  deepStrictEqual(
    [...form!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
      .map(([, ...pair]) => pair),
    [["tab", "all"], ["q", "bob"], ["x", "&quot;&gt;1"]],
  );
  // The order is with the rows, which every step renews.
  match(page, /<input type="hidden" form="old-table-form" name="old_sort" value="-fullName">/);
  match(page, /<input[^>]* name="old_q"[^>]* value="ann">/);
});
