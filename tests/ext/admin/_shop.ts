import { admin } from "../../../ext/admin.ts";
import type { AdminOptions, AdminTables } from "../../../ext/admin.ts";
import { ui } from "../../../ext/ui.ts";
import {
  Client,
  type Database,
  type DataTable,
  fastApp,
  type FastHTML,
  type FastHTMLOptions,
} from "../../../mod.ts";
import { SECRET } from "../../http/_app.ts";

export class Customer {
  static types = { avatar: Uint8Array };
  id = 0;
  name = "";
  email = "";
  vip = false;
  passwordHash = "";
  avatar: Uint8Array | null = null;
}

export class Order {
  static types = { customer: Number, at: Date, data: Object };
  id = 0;
  customer: number | null = null;
  title = "";
  cents = 0;
  paid = false;
  at: Date | null = null;
  data: unknown = null;
}

type Table<Row extends object, Key = number> = DataTable<Row, Key, boolean>;

/** The tables of a shop. */
export type Shop = {
  readonly customers: Table<Customer>;
  readonly orders: Table<Order>;
  readonly lines: Table<{ order: number; sku: string; many: number }, unknown>;
};

/** A shop with two customers and three orders: names of tags, a formula, hidden columns. */
export async function newShop(db: Database<boolean>): Promise<Shop> {
  const customers = db.create(Customer, {
    indexes: [{ columns: ["email"], unique: true }],
  }) as Table<Customer>;
  const orders = db.create(Order, { foreignKeys: { customer: "customer" } }) as Table<Order>;
  const lines = db.create("line", { order: Number, sku: String, many: Number }, {
    pk: ["order", "sku"],
    foreignKeys: { order: "order" },
  }) as Shop["lines"];
  await customers.insertAll([
    { name: "Ann <b>", email: "ann@example.com", passwordHash: "SECRET-1" },
    { name: "Bob", email: "bob@example.com", passwordHash: "SECRET-2", vip: true },
  ]);
  await orders.insertAll([
    { customer: 1, title: "=cmd|' /C calc'!A0", cents: 500, at: new Date("2026-11-22T10:30Z") },
    { customer: 1, title: "Two\nlines", cents: -5, paid: true, data: { a: [1, null] } },
    { customer: 2, title: "Chair", cents: 9900 },
  ]);
  await lines.insertAll([{ order: 1, sku: "a/b & c", many: 2 }, { order: 1, sku: "d", many: 1 }]);
  return { customers, orders, lines };
}

/** An application with the admin, and clients of one who may be there and of one who may not. */
export function newAdmin<const Tables extends AdminTables>(
  tables: Tables,
  options: Omit<AdminOptions<Tables>, "allow">,
  more: FastHTMLOptions = {},
): AdminClient {
  const { app } = fastApp({ ...ui(), csp: true, secretKey: SECRET, ...more });
  const allow = ({ headers }: { headers: Headers }) => headers.get("x-user") === "root";
  const who = ({ headers }: { headers: Headers }) => headers.get("x-user") ?? "";
  const all = admin(tables, { who, ...options, allow } as AdminOptions<Tables>);
  all.toApp(app);
  const root = { "x-user": "root" };
  return {
    app,
    stranger: new Client(app),
    get: (path, headers = {}) =>
      toPage(app.request(`/admin${path}`, { headers: { ...root, ...headers } })),
    post: (path, body) =>
      toPage(app.request(`/admin${path}`, {
        method: "POST",
        headers: root,
        body: Array.isArray(body) ? new URLSearchParams(body) : body,
      })),
  };
}

/** An application with the admin, and who asks it. */
export interface AdminClient {
  readonly app: FastHTML;
  readonly stranger: Client;
  /** Reads a page: its status, its main part, and where it leads. */
  get(path: string, headers?: Record<string, string>): Promise<ReadPage>;
  post(path: string, body: FormData | string[][]): Promise<ReadPage>;
}

export interface ReadPage {
  readonly status: number;
  readonly html: string;
  readonly location: string | null;
  readonly headers: Headers;
}

export async function toPage(response: Response | Promise<Response>): Promise<ReadPage> {
  const { status, headers } = await response;
  const html = (await (await response).text()).replace(/^.*<main/s, "<main");
  return { status, html, location: headers.get("location"), headers };
}

/** The digest that a form has. */
export function digestOf({ html }: ReadPage): string {
  return /<input type="hidden" value="([^"]+)" name="digest">/.exec(html)![1]!;
}

/** The texts of the rows of a list, each cell's text. */
export function rowsOf({ html }: ReadPage): string[][] {
  const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? "";
  return body.split("</tr>").slice(0, -1).map((row) =>
    row.split(/<\/t[hd]>/).slice(0, -1).map((cell) => toPlain(cell))
      .filter((_, i, all) => i > 0 || all[0] !== "")
  );
}

export function toPlain(html: string): string {
  return html.replaceAll(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim();
}

/** A form with a file. */
export function fileForm(text: string | Uint8Array<ArrayBuffer>, name = "rows.csv"): FormData {
  const form = new FormData();
  form.append("file", new File([text], name, { type: "text/csv" }));
  return form;
}
