import { deepStrictEqual, match, strictEqual } from "node:assert";
import { database, Redirect } from "../../../mod.ts";
import { DataTable } from "../../../ext/ui.ts";
import { makeApp, makePage, rowsOf } from "./_data_table.ts";

Deno.test("a bulk action gets the keys that were chosen, and where the user was", async () => {
  const page = makePage({
    name: "c",
    bulkActions: {
      Free: "/free?from=table",
      Delete: { to: "/remove", icon: "trash-2", tone: "danger", question: "Delete them?" },
    },
  });
  page.rt.post("/remove", { keys: [Number] }, ({ keys, url }) => {
    for (const key of keys) page.customers.delete(key);
    return Redirect(page.index.to() + url.search);
  });
  // A link can't choose for the user: what is not the table's own is not in the action's query.
  const html = await page.get("/?c_q=a&c_sort=-fullName&c_plan=free&c_page=1&keys=1&keys=2&id=3");
  deepStrictEqual(rowsOf(html), ["ann oak", "Ann Lee"]);
  deepStrictEqual(
    [...html.matchAll(/name="keys" value="(\d)" aria-labelledby="([^"]*)"/g)]
      .map(([, ...pair]) => pair),
    [["4", "c-table-row-1"], ["1", "c-table-row-2"]],
  );
  match(html, /<th scope="row" id="c-table-row-1">ann oak<\/th>/);
  const [, form] = /(<form id="c-table-bulk".*?<\/form>)/.exec(html)!;
  const query = "c_q=a&amp;c_plan=free&amp;c_sort=-fullName";
  deepStrictEqual(
    [...form!.matchAll(/formaction="([^"]*)" hx-post="([^"]*)"/g)].map(([, ...urls]) => urls),
    [
      [`/free?from=table&amp;${query}`, `/free?from=table&amp;${query}`],
      [`/remove?${query}`, `/remove?${query}`],
    ],
  );
  match(form!, /role="alertdialog".*Delete them\?.*Cancel.*formaction/);
  const response = await page.app.request(`/remove?${query.replaceAll("&amp;", "&")}`, {
    method: "POST",
    body: new URLSearchParams([["keys", "4"], ["keys", "1"]]),
    redirect: "manual",
  });
  strictEqual(response.headers.get("location"), "/?c_q=a&c_plan=free&c_sort=-fullName");
  deepStrictEqual(await page.namesOf("/"), [
    "Bob Ray",
    "Émile Zola",
    "Cy 50% O'Neil",
    "Dee_Dee",
  ]);
});

Deno.test("a key of several columns is a list in JSON, and of other kinds its text", async () => {
  const seats = database(":memory:").create(
    "seats",
    { hall: String, nr: Number, big: BigInt, pk: ["hall", "nr", "big"] },
  );
  seats.insert({ hall: 'A"1', nr: 2, big: 9007199254740993n });
  const options = { state: { url: new URL("http://localhost/") }, at: "/" };
  const columns = { hall: true, nr: true };
  const table = DataTable(seats, { ...options, columns, bulkActions: { Free: "/free" } });
  const html = await (await makeApp(table).request("/")).text();
  const [, value] = /name="keys" value="([^"]*)"/.exec(html)!;
  strictEqual(value!.replaceAll("&quot;", '"'), '["A\\"1",2,"9007199254740993"]');
});
