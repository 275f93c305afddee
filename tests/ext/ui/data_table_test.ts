import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import {
  contains,
  database,
  DateOnly,
  fastApp,
  gte,
  oneOf,
  P,
  Redirect,
  type RowClass,
} from "../../../mod.ts";
import {
  DataTable,
  type DataTableOptions,
  type FieldViews,
  tableQuery,
  tableState,
  ui,
} from "../../../ext/ui.ts";

class Customer {
  static types = { plan: oneOf("free", "pro", "team") };
  id = 0;
  fullName = "";
  email = "";
  plan: "free" | "pro" | "team" = "free";
  paid = false;
  orders = 0;
  secret = "";
}
const PEOPLE = ["Ann Lee", "Bob Ray", "Émile Zola", "ann oak", "Cy 50% O'Neil", "Dee_Dee"];

/** A page with a table of six customers. */
function makePage(options: Partial<DataTableOptions<Customer>> = {}) {
  const customers = database(":memory:").create(Customer);
  customers.insertAll(PEOPLE.map((fullName, at) => ({
    fullName,
    email: `c${at}@example.com`,
    plan: (["free", "pro", "team"] as const)[at % 3],
    paid: at % 2 === 0,
    orders: at * 10,
    secret: `hash${at}`,
  })));
  const { app, rt } = fastApp(ui());
  const index = rt.get("/", tableState, (state) =>
    DataTable(customers, {
      state,
      at: index,
      columns: { fullName: true, email: "E-mail", plan: true, paid: true, orders: true },
      search: ["fullName", "email", "orders"],
      filters: { plan: true, paid: true },
      pageSize: 4,
      ...options,
    }));
  const get = async (url: string) => await (await app.request(url)).text();
  const namesOf = async (url: string) => rowsOf(await get(url));
  return { app, rt, customers, index, get, namesOf };
}
const rowsOf = (page: string) =>
  [...page.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, name]) => name);
const countOf = (page: string) => /role="status">([^<]*)<\/p>/.exec(page)?.[1];
/** The URLs of links, and what they say. */
const linksOf = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<a (?=[^>]*id="[^"]*-(?:by|pages)-(\w+)")[^>]*?href="([^"]*)"/g)]
      .map(([, name, url]) => [name, url!.replaceAll("&amp;", "&")]),
  );

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

function makeApp(content: unknown) {
  const { app, rt } = fastApp(ui());
  rt.get("/", () => content as string);
  return app;
}

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

Deno.test("each word of a search is in one of the columns, in any case, as it is written", async () => {
  const { namesOf } = makePage();
  for (
    const [q, expected] of Object.entries({
      "ann": ["Ann Lee", "ann oak"],
      "LEE ann": ["Ann Lee"],
      "émile": ["Émile Zola"],
      "ÉMILE": ["Émile Zola"],
      "ann c3@": ["ann oak"],
      "50%": ["Cy 50% O'Neil"],
      "%": ["Cy 50% O'Neil"],
      "_": ["Dee_Dee"],
      "o'n": ["Cy 50% O'Neil"],
      "40": ["Cy 50% O'Neil"],
      "4": ["Cy 50% O'Neil"],
      "hash1": [],
      "ann lee bob": [],
      "'; drop table customer; --": [],
      " \t ": ["Ann Lee", "Bob Ray", "Émile Zola", "ann oak"],
    })
  ) {
    const found = await namesOf(`/?${new URLSearchParams({ q })}`);
    deepStrictEqual(found, expected, q);
  }
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

Deno.test("what the query says of nothing that is shown is ignored", async () => {
  const { namesOf, get, app } = makePage({
    columns: { fullName: true, plan: true, email: { label: "E-mail", sort: false } },
    search: ["fullName"],
    pageSizes: [4, 6],
  });
  const all = await namesOf("/");
  for (
    const query of [
      "sort=secret",
      "sort=-secret",
      "sort=email",
      "sort=id",
      "sort=constructor",
      "sort=__proto__",
      "sort=fullName;drop table customer",
      "sort=fullName desc",
      "sort=--fullName",
      "sort[]=fullName",
      "plan=gold",
      "plan=constructor",
      "paid=maybe",
      "secret=hash1",
      "size=0",
      "size=-1",
      "size=5",
      "size=1e9",
      "page=0",
      "page=-3",
      "q=",
      "q=%20",
      "q=c1%40example.com&q=",
    ]
  ) {
    deepStrictEqual(await namesOf(`/?${query}`), all, query);
  }
  // What a page declares is checked before: the handler is not called.
  strictEqual((await app.request("/?page=two")).status, 400);
  strictEqual((await app.request("/?q=%00")).status, 400);
  // Long texts are cut before they are a pattern: the database has limits.
  strictEqual(countOf(await get(`/?q=${"a".repeat(50_000)}`)), "No rows");
  strictEqual(countOf(await get(`/?q=${"a+".repeat(5_000)}`)), "4 rows");
  deepStrictEqual((await namesOf("/?size=6")).length, 6);
});

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

Deno.test("filters are by choices, booleans, and conditions of the program", async () => {
  const { get, namesOf } = makePage({
    filters: {
      plan: { choices: { pro: "Pro", team: "The team" }, all: "Any plan" },
      paid: true,
      orders: { choices: [10, 20] },
      since: {
        label: "At least",
        type: "number",
        where: (value) => ({ orders: gte(Number(value)) }),
      },
    },
    pageSize: 9,
  });
  deepStrictEqual(await namesOf("/?plan=pro"), ["Bob Ray", "Cy 50% O'Neil"]);
  deepStrictEqual(await namesOf("/?plan=pro&paid=true"), ["Cy 50% O'Neil"]);
  deepStrictEqual(await namesOf("/?orders=20"), ["Émile Zola"]);
  deepStrictEqual(await namesOf("/?since=40&paid=false"), ["Dee_Dee"]);
  deepStrictEqual((await namesOf("/?plan=free")).length, 6); // None of its choices.
  const page = await get("/?plan=team&q=dee&since=1");
  match(page, /<option value="">Any plan<\/option><option value="pro">Pro<\/option>/);
  match(page, /<option value="team" selected>The team<\/option>/);
  match(page, /name="since"[^>]* type="number" value="1">/);
  strictEqual(linksOf(page).paid, "/?q=dee&plan=team&since=1&sort=paid");
  const none = await get("/?plan=team&q=nobody&sort=-paid");
  strictEqual(countOf(none), "No rows");
  match(none, /Nothing found<\/h3>.*href="\/\?sort=-paid" hx-get="\/\?sort=-paid" .*>Show all</);
});

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

Deno.test("rows have actions and attributes, the bar has what the program puts there", async () => {
  const { get } = makePage({
    rowActions: ({ id }) => P(`edit ${id}`),
    rowAttrs: ({ id }) => ({ id: `row-${id}` }),
    actions: P("New"),
    caption: "As of today",
    search: [],
    filters: {},
    words: { actions: "Aktionen", count: (first, last, total) => `${first} bis ${last}: ${total}` },
  });
  const html = await get("/");
  match(html, /<div class="ui-data-bar"><div class="ui-row"><p>New<\/p><\/div><\/div>/);
  match(html, /<caption>As of today<\/caption>/);
  match(html, /<th scope="col"><span class="ui-hidden">Aktionen<\/span><\/th><\/tr><\/thead>/);
  match(html, /<tr id="row-1"><th scope="row">Ann Lee<\/th>.*<p>edit 1<\/p>/);
  strictEqual(countOf(html), "1 bis 4: 6");
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

Deno.test("the program's own conditions hold, and xtra's", async () => {
  const { namesOf, customers } = makePage({ where: { email: contains("c3") } });
  deepStrictEqual(await namesOf("/"), ["ann oak"]);
  deepStrictEqual(await namesOf("/?q=bob"), []);
  customers.xtra({ paid: true });
  deepStrictEqual(await namesOf("/"), []);
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
