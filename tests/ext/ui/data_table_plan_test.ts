import { deepStrictEqual, match } from "node:assert";
import { database, oneOf } from "../../../mod.ts";
import { DataTable, type FieldViews } from "../../../ext/ui.ts";
import { makeApp } from "./_data_table.ts";

Deno.test("titles and choices are those of the class, unless the options have others", async () => {
  class Order {
    static types = { state: oneOf("new", "paid") };
    static ui: FieldViews<Order> = {
      state: { label: "How it goes", choices: { new: "New", paid: "Paid up" } },
      gift: "Is a gift",
      total: { label: "Sum" },
    };
    id = 0;
    state: "new" | "paid" = "new";
    gift = false;
    total = 0;
  }
  const orders = database(":memory:").create(Order);
  orders.insert({ state: "paid", gift: true, total: 3 });
  const options = { state: { url: new URL("http://localhost/?state=paid") }, at: "/" };
  const columns = { id: true, state: true, gift: true, total: "Total" } as const;
  const filters = { state: true, gift: true } as const;
  const html =
    await (await makeApp(DataTable(orders, { ...options, columns, filters })).request("/"))
      .text();
  const heads = [...html.matchAll(/<th scope="col"[^>]*><a[^>]*>([^<]*)</g)].map(([, one]) => one);
  deepStrictEqual(heads, ["ID", "How it goes", "Is a gift", "Total"]);
  match(html, /<td>Paid up<\/td><td>Yes<\/td><td class="ui-num">3<\/td>/);
  match(html, /<label for="order-table-state">How it goes<\/label>/);
  match(html, /<option value="paid" selected>Paid up<\/option>/);
  match(html, /<label for="order-table-gift">Is a gift<\/label>/);
});
