/** A table of 500 orders: search, filters, sorting and pages, all in the URL. */
import { database, fastApp, oneOf, serve } from "@fasthtml/fasthtml";
import { Badge, DataTable, LandingPage, PageSection } from "@fasthtml/fasthtml/ext/ui";
import { tableState, ui } from "@fasthtml/fasthtml/ext/ui";

const STATES = ["open", "paid", "sent"] as const;
const TONES = { open: "warning", paid: "info", sent: "success" } as const;
const NAMES = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gia", "Hugo"];

class Order {
  static types = { state: oneOf(...STATES) };
  id = 0;
  customer = "";
  state: typeof STATES[number] = "open";
  euros = 0.5;
}

const orders = database(":memory:").create(Order, { indexes: ["euros", "customer"] });
orders.insertAll(Array.from({ length: 500 }, (_, i) => ({
  customer: NAMES[(i * 5) % NAMES.length]!,
  state: STATES[(i * 7) % STATES.length]!,
  euros: ((i * 137) % 9000) / 10 + 5,
})));

export const { app, rt } = fastApp({ ...ui(), csp: true });

const index = rt.get("/", tableState, (state) =>
  LandingPage(
    { title: "Orders", brand: "Shop", home: index },
    PageSection(
      { title: "Orders", level: 1 },
      DataTable(orders, {
        state,
        at: index,
        label: "Orders",
        columns: {
          id: { label: "Number", align: "start" },
          customer: "Customer",
          state: { label: "State", show: (state) => Badge(state, { tone: TONES[state] }) },
          euros: { label: "Total", align: "end", show: (euros) => `€ ${euros.toFixed(2)}` },
        },
        search: ["customer"],
        filters: { state: true },
        pageSize: 10,
      }),
    ),
  ));

serve(app);
