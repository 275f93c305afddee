import { deepStrictEqual, match, strictEqual } from "node:assert";
import { contains, gte } from "../../../mod.ts";
import { countOf, linksOf, makePage } from "./_data_table.ts";

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
  match(
    none,
    /Nothing found<\/h3>.*href="\/\?sort=-paid"[^>]* hx-get="\/\?sort=-paid" .*>Show all</,
  );
});

Deno.test("the program's own conditions hold, and xtra's", async () => {
  const { namesOf, customers } = makePage({ where: { email: contains("c3") } });
  deepStrictEqual(await namesOf("/"), ["ann oak"]);
  deepStrictEqual(await namesOf("/?q=bob"), []);
  customers.xtra({ paid: true });
  deepStrictEqual(await namesOf("/"), []);
});
