/** The goods of the shop: rows, so that their stock is one for all who buy, and a picture of each. */
import { Asset, database, oneOf } from "@fasthtml/fasthtml";
import { Circle, Path, Rect, Svg } from "@fasthtml/fasthtml/ext/svg";

export const KINDS = { single: "Single line", stunt: "Stunt", power: "Power" } as const;
export type Kind = keyof typeof KINDS;

export class Kite {
  static types = { kind: oneOf("single", "stunt", "power") };
  slug = "";
  name = "";
  kind: Kind = "single";
  cents = 0;
  stock = 0;
  wind = "";
  text = "";
}

export const db = database(Deno.env.get("SHOP_DB") ?? "data/shop.db");
export const kites = db.create(Kite, { pk: "slug" });

const GOODS: readonly [slug: string, hue: number, kite: Omit<Kite, "slug">][] = [
  ["aurora", 150, {
    name: "Aurora",
    kind: "single",
    cents: 3900,
    stock: 12,
    wind: "2–4 Bft",
    text: "A diamond for the first flight. It goes up by itself, and stays there while you talk.",
  }],
  ["ember", 35, {
    name: "Ember",
    kind: "single",
    cents: 5400,
    stock: 3,
    wind: "2–5 Bft",
    text: "Ripstop from old sails, sewn in Emden. No two have the same colors.",
  }],
  ["swift", 250, {
    name: "Swift",
    kind: "stunt",
    cents: 12900,
    stock: 7,
    wind: "3–6 Bft",
    text: "Two lines, tight turns. Forgives the first crash, and the tenth.",
  }],
  ["heron", 200, {
    name: "Heron",
    kind: "stunt",
    cents: 18900,
    stock: 0,
    wind: "1–3 Bft",
    text: "For evenings with hardly any wind: carbon rods, 190 grams in all.",
  }],
  ["mistral", 330, {
    name: "Mistral",
    kind: "power",
    cents: 24900,
    stock: 4,
    wind: "3–5 Bft",
    text: "Three square metres that pull you over the beach. Wear shoes.",
  }],
  ["boreas", 285, {
    name: "Boreas",
    kind: "power",
    cents: 31900,
    stock: 2,
    wind: "2–4 Bft",
    text:
      "Five square metres with a safety release. For those who have flown a Mistral for a year.",
  }],
];

if (kites.count() === 0) kites.insertAll(GOODS.map(([slug, _, kite]) => ({ slug, ...kite })));

/** Pictures by the slug of what they show. The application that has them in `hdrs` serves them. */
export const pictures: ReadonlyMap<string, Asset> = new Map(
  GOODS.map(([slug, hue, { kind }]) => [slug, new Asset(`${slug}.svg`, draw(hue, kind))]),
);

/** Draws a kite in its sky. */
function draw(hue: number, kind: Kind): string {
  const tone = (light: number, turn = 0) => `oklch(${light} 0.14 ${(hue + turn) % 360})`;
  const cloud = (x: number, y: number, r: number) =>
    Circle(r, x, y, { fill: "white", fill_opacity: 0.55 });
  const sail = (d: string, fill: string) => Path(d, { fill });
  const shapes = {
    single: [
      sail("M400 90L520 220L400 250z", tone(0.72)),
      sail("M400 90L280 220L400 250z", tone(0.62)),
      sail("M280 220L400 250L400 430z", tone(0.5, 30)),
      sail("M520 220L400 250L400 430z", tone(0.6, 30)),
    ],
    stunt: [
      sail("M400 110L640 330L440 290z", tone(0.66)),
      sail("M400 110L160 330L360 290z", tone(0.58)),
      sail("M400 110L440 290L400 350L360 290z", tone(0.45, 40)),
    ],
    power: [
      sail("M150 300Q400 40 650 300Q400 190 150 300z", tone(0.6)),
      sail("M290 200Q400 130 510 200L480 222Q400 180 320 222z", tone(0.75, 40)),
    ],
  };
  const strings = {
    single: "M400 430Q380 500 420 540T400 620",
    stunt: "M330 275L390 620M470 275L410 620",
    power: "M190 285L390 620M610 285L410 620M400 195L400 620",
  };
  return `${
    Svg(
      { xmlns: "http://www.w3.org/2000/svg", viewBox: "0 0 800 600" },
      Rect(800, 600, 0, 0, { fill: `oklch(0.93 0.045 ${hue})` }),
      [cloud(120, 470, 60), cloud(190, 490, 45), cloud(640, 130, 50), cloud(705, 145, 35)],
      Path(strings[kind], { fill: "none", stroke: tone(0.4), stroke_width: 3 }),
      shapes[kind],
    )
  }`;
}
