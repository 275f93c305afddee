import { deepStrictEqual, match, strictEqual } from "node:assert";
import { type Database, database, DateOnly, fastApp, gte } from "../../../mod.ts";
import { DataTable, tableQuery, tableState, ui } from "../../../ext/ui.ts";
import { type BackendUnderTest, mongoBackends, postgresBackends } from "../../data/backends.ts";

class Book {
  static types = { price: Number, published: DateOnly };
  id = 0;
  title = "";
  author = "";
  price = 0;
  lent = false;
  published: Date | null = null;
}
const BOOKS: Partial<Book>[] = [
  { title: "Émile", author: "Rousseau", price: 9.5, published: new Date("1762-05-22") },
  { title: "Emma", author: "Austen", price: 7, lent: true, published: new Date("1815-12-23") },
  { title: "100% Proof", author: "O'Neil_x", price: 12 },
  { title: "Persuasion", author: "Austen", price: 7, published: new Date("1817-12-20") },
  { title: "Dune", author: "Herbert", price: 20, lent: true, published: new Date("1965-08-01") },
];

/** What a query shows: the count, then the first column of each row. */
const SHOWN: Record<string, string> = {
  "": "5 rows: Émile, Emma, 100% Proof, Persuasion, Dune",
  "q=AUSTEN": "2 rows: Emma, Persuasion",
  "q=austen+per": "1 row: Persuasion",
  "q=ÉMI": "1 row: Émile",
  "q=%25": "1 row: 100% Proof",
  "q=_": "1 row: 100% Proof",
  "q='": "1 row: 100% Proof",
  "q=.*": "No rows: ",
  "q=4": "1 row: Persuasion",
  "lent=true": "2 rows: Emma, Dune",
  "lent=false&q=austen": "1 row: Persuasion",
  "since=1800": "3 rows: Emma, Persuasion, Dune",
  "sort=price&size=2": "1–2 of 5: Emma, Persuasion",
  "sort=price&size=2&page=2": "3–4 of 5: Émile, 100% Proof",
  "sort=-price&size=2&page=99": "5–5 of 5: Persuasion",
  "sort=-lent&size=2": "1–2 of 5: Emma, Dune",
  "sort=-published&size=2": "1–2 of 5: Dune, Persuasion",
  "sort=author; drop table book&q=dune": "1 row: Dune",
};

const sqlite: BackendUnderTest = {
  name: "SQLite",
  sql: true,
  start: () =>
    Promise.resolve({
      open: () => Promise.resolve(database(":memory:")),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
};
const others = [...postgresBackends(), ...mongoBackends()]
  .filter(({ name }) => name === "PostgreSQL" || name.startsWith("a stand-in"));

for (const backend of [sqlite, ...others]) {
  const { missing } = backend;
  const name = `a table is searched, filtered, sorted and paged: ${backend.name}`;
  Deno.test({
    name: missing ? `${name} (not here: ${missing})` : name,
    ignore: missing !== undefined,
    async fn() {
      await using running = await backend.start();
      const db: Database<boolean> = await running.open();
      try {
        const books = await db.create(Book);
        await books.insertAll(BOOKS);
        const { app, rt } = fastApp(ui());
        const options = {
          at: "/",
          columns: {
            title: true,
            id: true,
            author: true,
            price: true,
            lent: true,
            published: true,
          },
          search: ["title", "author", "id"],
          filters: {
            lent: true,
            since: {
              type: "date",
              where: (year: string) => ({ published: gte(new Date(`${year}-01-01`)) }),
            },
          },
          pageSizes: [2, 20],
        } as const;
        rt.get("/", tableState, (state) => DataTable(books, { ...options, state }));
        for (const [query, expected] of Object.entries(SHOWN)) {
          const page = await (await app.request(`/?${query}`)).text();
          const count = /role="status">([^<]*)<\/p>/.exec(page)?.[1];
          const titles = [...page.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, one]) => one);
          strictEqual(`${count}: ${titles.join(", ")}`, expected, `${backend.name}: ${query}`);
        }
        const state = { url: new URL("http://localhost/?q=austen&sort=-title") };
        const { where, orderBy } = tableQuery(books, { ...options, state });
        deepStrictEqual((await books(where, { orderBy })).map(({ title }) => title), [
          "Persuasion",
          "Emma",
        ]);
      } finally {
        await db.close();
      }
    },
  });
}

Deno.test("a table that is opened by its name has its columns once it is ready", async () => {
  const [backend] = mongoBackends();
  await using running = await backend!.start();
  const db = await running.open();
  const books = await db.create("shelf", { id: Number, title: String, pk: "id" });
  await books.insertAll([{ title: "Dune" }, { title: "Emma" }]);
  const { app, rt } = fastApp(ui());
  const { shelf } = db.t;
  rt.get(
    "/",
    ({ url }) =>
      DataTable(shelf, { state: { url }, at: "/", columns: { title: "Book" }, search: ["title"] }),
  );
  const page = await (await app.request("/?q=emm")).text();
  match(page, /<th scope="row">Emma<\/th><\/tr><\/tbody>/);
  await db.close();
});

Deno.test("the error of a database is the page's, and harms no one else", async () => {
  const [backend] = mongoBackends();
  await using running = await backend!.start();
  const db = await running.open();
  const books = await db.create(Book);
  const state = { url: new URL("http://localhost/") };
  const options = { state, at: "/", columns: { title: true } } as const;
  await db.close();
  // The handler throws before the page waits for the table.
  const { app, rt } = fastApp(ui());
  rt.get("/", () => {
    DataTable(books, options);
    throw new Error("Something else");
  });
  rt.get("/table", () => DataTable(books, options));
  strictEqual((await app.request("/")).status, 500);
  strictEqual((await app.request("/table")).status >= 500, true);
});
