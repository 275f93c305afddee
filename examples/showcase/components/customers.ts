/** Sixty customers in memory, for the data table of the component book. */
import { database, DateOnly } from "@fasthtml/fasthtml";

class Customer {
  static types = { since: DateOnly };
  id = 0;
  name = "";
  city = "";
  plan = "free";
  since: Date | null = null;
  spent = 0.5;
}

/** The customers of everyone who looks at the book. */
export const customers = database(":memory:").create(Customer);

const FIRST = ["Ada", "Émile", "Grace", "Noor", "Linus", "Sofia", "Wanjiru", "Yuki", "Alan", "Zoë"];
const LAST = ["Lindqvist", "Okafor", "Liskov", "Hopper", "Zola", "Tanaka"];
const CITIES = ["Tarifa", "Zürich", "Nairobi", "Kyoto", "Lund", "Oslo", "Porto"];

fill();

function fill(): void {
  customers.insertAll(Array.from({ length: 60 }, (_, at) => ({
    name: `${FIRST[at % FIRST.length]} ${LAST[(at + Math.floor(at / FIRST.length)) % LAST.length]}`,
    city: CITIES[at % CITIES.length]!,
    plan: at % 3 === 1 ? "pro" : "free",
    since: new Date(Date.UTC(2020 + at % 6, at % 12, 1 + at % 28)),
    spent: (at * 37) % 400 + 0.5,
  })));
}

/** What the buttons below the table do. When all customers are deleted, they come back. */
export function changeCustomers(what: string, keys: readonly number[]): void {
  const chosen = { id: keys };
  if (what === "delete" && keys.length > 0) customers.deleteWhere(chosen);
  if (what === "pro") {
    for (const { id } of customers(chosen)) customers.update({ id, plan: "pro" });
  }
  if (customers.count() === 0) fill();
}
