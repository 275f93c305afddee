/** The sales of a coffee roaster, and a till that makes them up: in a real shop that is a program of its own. */
import { database, DateOnly } from "@fasthtml/fasthtml";

/** One sale. */
export class Sale {
  static types = { day: DateOnly };
  id = 0;
  day = new Date();
  at = new Date();
  product = "";
  channel = "";
  cents = 0;
}

const DAY = 24 * 60 * 60 * 1000;

const db = database(Deno.env.get("SALES_DB") ?? "data/sales.db");
export const sales = db.create(Sale, { indexes: ["day"] });

/** Milliseconds from sale to sale; 0 for none. */
const EVERY = Number(Deno.env.get("EVERY") ?? 2000);

/** Sells something now and then; without any sales there are those of half a year first. */
export function openTill(): void {
  if (EVERY === 0) return;
  if (sales.count() === 0) sales.insertAll(toHalfYear());
  setInterval(() => sales.insert(toSale(new Date())), EVERY);
}

const PRODUCTS: readonly [name: string, cents: number][] = [
  ["House espresso, 1 kg", 2890],
  ["House espresso, 250 g", 890],
  ["Ethiopia, washed", 1290],
  ["Colombia, decaf", 1190],
  ["Filter papers", 450],
  ["Hand grinder", 7900],
];
const CHANNELS = ["Shop", "Shop", "Shop", "Web", "Web", "Market"];

function toSale(at: Date): Omit<Sale, "id"> {
  // Low numbers come more often: most buy espresso, few a grinder.
  const [product, cents] = PRODUCTS[Math.floor(Math.random() ** 2 * PRODUCTS.length)]!;
  const channel = CHANNELS[Math.floor(Math.random() * CHANNELS.length)]!;
  return { day: new Date(at.getTime() - at.getTime() % DAY), at, product, channel, cents };
}

function toHalfYear(): Omit<Sale, "id">[] {
  const now = Date.now(), today = now - now % DAY;
  return Array.from({ length: 190 }, (_, ago) => today - (189 - ago) * DAY).flatMap((day) => {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    const season = 1 + 0.3 * Math.sin(day / DAY / 20);
    const count = Math.round((weekend ? 26 : 15) * season * (0.8 + 0.4 * Math.random()));
    return Array.from({ length: count }, () => day + Math.random() * DAY).sort((a, b) => a - b)
      .filter((at) => at < now).map((at) => toSale(new Date(at)));
  });
}
