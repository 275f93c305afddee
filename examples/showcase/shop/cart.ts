/** Carts, which are in the session's cookie: how many of what. What it costs is the shop's to say. */
import type { Session } from "@fasthtml/fasthtml";
import { type Kite, kites } from "./kites.ts";

/** Of one kite, in one cart. */
export const MOST = 20;

const FREE_FROM = 10_000;

/** Cents for the post, of small orders. */
export const SHIPPING = 490;

/** Some kites of one sort, in a cart. */
export interface Line {
  kite: Kite;
  count: number;
  cents: number;
}

/** What is in a cart; its prices are those of the shop, never of the client. */
export function toLines(session: Session): Line[] {
  return Object.entries(toCart(session)).flatMap(([slug, count]) => {
    const kite = kites.get(slug, undefined);
    return kite ? [{ kite, count, cents: kite.cents * count }] : [];
  });
}

/** How many of a kite are in a cart. */
export function countOf(session: Session, slug: string): number {
  return toCart(session)[slug] ?? 0;
}

/** Puts as many of a kite into a cart as are wanted and there are, and returns how many that is. */
export function putInCart(session: Session, { slug, stock }: Kite, wanted: number): number {
  const { [slug]: _, ...others } = toCart(session), count = Math.min(wanted, MOST, stock);
  session.cart = count > 0 ? { ...others, [slug]: count } : others;
  return count;
}

function toCart(session: Session): Record<string, number> {
  return session.get("cart", {});
}

export function toSum(lines: readonly Line[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, toShipping(lines));
}

export function toShipping(lines: readonly Line[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, 0) < FREE_FROM ? SHIPPING : 0;
}

export function euros(cents: number): string {
  return (cents / 100).toLocaleString("en", { style: "currency", currency: "EUR" });
}
