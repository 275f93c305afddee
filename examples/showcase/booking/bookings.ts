/** The bookings: each time is booked once, however many ask at once. */
import { database } from "@fasthtml/fasthtml";
import { createHmac, timingSafeEqual } from "node:crypto";

class Booking {
  id = "";
  /** When it begins: a moment, which is the same in every time zone. */
  start = new Date();
  /** The time zone that the guest sees it in. */
  zone = "";
  name = "";
  email = "";
  note = "";
}
export type { Booking };

/** What links are signed with: made once, and kept with the bookings. */
class Secret {
  id = 0;
  key = "";
}

export const db = database(Deno.env.get("BOOKING_DB") ?? "data/booking.db");
export const bookings = db.create(Booking, { indexes: [{ columns: ["start"], unique: true }] });
const secrets = db.create(Secret);
const fresh = crypto.getRandomValues(new Uint8Array(32)).toHex();
secrets.insert({ id: 1, key: fresh }, { ignore: true });

/** How many meetings a guest may have before them. */
export const MOST = 2;

/** What has become of it: the booking, or why there is none. */
export type Outcome = Booking | "taken" | "too many";

/** Books a time. The index decides between those who ask at once. */
export function book(wanted: Omit<Booking, "id">): Outcome {
  return db.transaction(() => {
    const own = bookings({ email: wanted.email }).filter(({ start }) => start > new Date());
    if (own.length >= MOST) return "too many";
    return bookings.insert(wanted, { ignore: true }) ?? "taken";
  });
}

/** The end of a booking's link, which no one can make without the secret. */
export function sign(id: string): string {
  return createHmac("sha256", secrets.get(1).key).update(`booking.${id}`).digest("base64url");
}

/** Whether a link is whole. */
export function isSigned(id: string, signature: string): boolean {
  const right = new TextEncoder().encode(sign(id)), given = new TextEncoder().encode(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
