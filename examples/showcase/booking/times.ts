/** Times to meet: the host's hours, in the host's time zone, as moments that any zone can show. */

/** Where the host works. */
export const HOST_ZONE = "Europe/Berlin";
export const MINUTES = 30;

/** From when to when, by the clock of the host; Monday to Friday. */
const HOURS = [[9, 12], [13, 16]] as const;

/** How many weeks ahead a guest may book. */
export const WEEKS = 8;

export const ZONES = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

/** The time zone of a name that may be anything; some have two names, such as Asia/Kolkata. */
export function toZone(name: string | undefined): string | undefined {
  if (name === undefined || ZONES.includes(name)) return name;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return ZONES.includes(timeZone) ? timeZone : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The Monday of the week that a day is in. */
export function toMonday(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** The day at the host's. */
export function today(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO(HOST_ZONE);
}

/**
 * The times of a week that begin after now, as the host's clock shows them: on the day on which
 * clocks change, nine is still nine.
 */
export function timesOf(monday: Temporal.PlainDate): Temporal.Instant[] {
  const now = Temporal.Now.instant();
  const days = [0, 1, 2, 3, 4].map((days) => monday.add({ days }));
  return days.flatMap((day) =>
    HOURS.flatMap(([from, to]) => {
      const count = (to - from) * 60 / MINUTES;
      return Array.from({ length: count }, (_, at) => {
        const time = Temporal.PlainTime.from({ hour: from }).add({ minutes: at * MINUTES });
        return day.toZonedDateTime({ timeZone: HOST_ZONE, plainTime: time }).toInstant();
      });
    })
  ).filter((time) => Temporal.Instant.compare(time, now) > 0);
}

/** The time of a text, if it is one that can be booked. */
export function toTime(text: string): Temporal.Instant | undefined {
  const time = toInstant(text);
  if (!time) return undefined;
  const monday = toMonday(time.toZonedDateTimeISO(HOST_ZONE).toPlainDate());
  const last = toMonday(today()).add({ weeks: WEEKS });
  if (Temporal.PlainDate.compare(monday, last) >= 0) return undefined;
  return timesOf(monday).find((one) => one.equals(time));
}

function toInstant(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
