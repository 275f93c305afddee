/** A page with a data table of six customers, and what tests read of it. */
import {
  database,
  type DataTable as DataTableOf,
  fastApp,
  type FastHTML,
  oneOf,
} from "../../../mod.ts";
import { DataTable, type DataTableOptions, tableState, ui } from "../../../ext/ui.ts";

export class Customer {
  static types = { plan: oneOf("free", "pro", "team") };
  id = 0;
  fullName = "";
  email = "";
  plan: "free" | "pro" | "team" = "free";
  paid = false;
  orders = 0;
  secret = "";
}
export const PEOPLE = ["Ann Lee", "Bob Ray", "Émile Zola", "ann oak", "Cy 50% O'Neil", "Dee_Dee"];

/** What a test does with the page. */
export interface Page {
  app: FastHTML;
  rt: FastHTML["route"];
  index: { to(params?: object | void): string };
  customers: DataTableOf<Customer, number>;
  /** The page of a URL. */
  get(url: string): Promise<string>;
  /** The first column of the rows there. */
  namesOf(url: string): Promise<(string | undefined)[]>;
}

/** A page with a table of six customers. */
export function makePage(options: Partial<DataTableOptions<Customer>> = {}): Page {
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
/** The first column of each row. */
export const rowsOf = (page: string): (string | undefined)[] =>
  [...page.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, name]) => name);
/** How many rows it says there are. */
export const countOf = (page: string): string | undefined =>
  /role="status">([^<]*)<\/p>/.exec(page)?.[1];
/** The URLs of links, and what they say. */
export const linksOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<a (?=[^>]*id="[^"]*-(?:by|pages)-(\w+)")[^>]*?href="([^"]*)"/g)]
      .map(([, name, url]) => [name, url!.replaceAll("&amp;", "&")]),
  );

/** An application with a page of this content. */
export function makeApp(content: unknown): FastHTML {
  const { app, rt } = fastApp(ui());
  rt.get("/", () => content as string);
  return app;
}
