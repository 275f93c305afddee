/** The administration of a database that another program has made: all of it is `admin(…)`. */
import { fastApp, Form, P, Redirect, serve } from "@fasthtml/fasthtml";
import { admin } from "@fasthtml/fasthtml/ext/admin";
import { AuthPage, Badge, Button, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";
import { openShop } from "./admin/shop.ts";

const db = openShop(Deno.env.get("BOOKSHOP_DB") ?? "data/bookshop.db");
export const { app, rt } = fastApp(ui({ theme: "harbor" }), {
  title: "Bookshop",
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});

admin(db.t, {
  allow: ({ session }) => session.admin === true,
  title: "Bookshop",
  log: true,
  end: ThemeToggle(),
  tables: {
    book: {
      title: "Books",
      icon: "book",
      list: ["title", "author", "publisher_id", "price", "stock", "in_print"],
      filters: ["in_print", "publisher_id", "published"],
      order: "title",
      fields: {
        isbn: { label: "ISBN" },
        publisher_id: "Publisher",
        stock: {
          hint: "Copies in the house",
          show: (stock) => Number(stock) > 5 ? `${stock}` : Badge(`${stock}`, { tone: "warning" }),
        },
      },
    },
    publisher: { title: "Publishers", icon: "building-2" },
    customer: { title: "Customers", icon: "users", search: ["name", "email"] },
    purchase: {
      title: "Orders",
      icon: "shopping-cart",
      order: "-placed",
      label: ({ id }) => `Order ${id}`,
      filters: ["paid", "customer_id", "placed"],
      fields: { customer_id: "Customer", note: { as: "textarea" } },
      actions: {
        "Mark as paid": (rows) =>
          rows.forEach(({ id }) => db.t.purchase!.update({ id, paid: true })),
      },
    },
    purchase_line: {
      title: "Lines",
      icon: "list",
      fields: { purchase_id: "Order", isbn: "Book" },
    },
  },
}).toApp(app);

rt("/", () =>
  AuthPage(
    { title: "Bookshop", brand: "Bookshop" },
    P("A SQLite file that knows nothing of this program, with pages to administer it."),
    Form(
      { method: "post", action: enter, enctype: null },
      // A site of yours asks for more than a click: ext/password, ext/oauth, ext/passkey.
      Button("Enter as the admin", { variant: "primary", wide: true }),
    ),
  ));

const enter = rt.post("/enter", ({ session }) => {
  session.admin = true;
  return Redirect("/admin");
});

serve(app);
