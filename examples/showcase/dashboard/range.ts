/** Ranges of days. All days are those of UTC. */

/** A range of days, both ends included. */
export interface Range {
  from: Date;
  to: Date;
  days: number;
}

const DAY = 24 * 60 * 60 * 1000, MOST_DAYS = 366;

/** What a user asks for; where that can't be shown, the last 30 days, and what is wrong. */
export function toRange(
  from: Date | null | undefined,
  to: Date | null | undefined,
): { range: Range; wrong?: string } {
  if (!from || !to) return { range: toLast(30) };
  const days = Math.round((to.getTime() - from.getTime()) / DAY) + 1;
  if (days < 1) return { range: toLast(30), wrong: "The first day is after the last one." };
  if (days <= MOST_DAYS) return { range: { from, to, days } };
  return { range: toLast(30), wrong: `A range has at most ${MOST_DAYS} days.` };
}

/** The days up to today. */
export function toLast(days: number): Range {
  const to = new Date(Date.now() - Date.now() % DAY);
  return { from: addDays(to, 1 - days), to, days };
}

/** As many days before. */
export function toPast({ from, days }: Range): Range {
  return { from: addDays(from, -days), to: addDays(from, -1), days };
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY);
}

/** A day as forms and URLs have it. */
export function toDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
