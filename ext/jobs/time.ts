/** Lengths of time, as texts such as `"5m"` or as seconds. */

/** A length of time: seconds, or a text such as `"30s"`, `"5m"`, `"2h"` or `"1d"`. */
export type Duration = number | `${number}${"s" | "m" | "h" | "d"}`;

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Returns milliseconds. Throws a TypeError that names what it is of for anything else. */
export function toMs(duration: Duration, what: string): number {
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(String(duration)) ?? [];
  const ms = Math.round(Number(number) * SECONDS[unit as keyof typeof SECONDS] * 1000);
  if (Number.isSafeInteger(ms)) return ms;
  throw new TypeError(
    `Cannot read ${what}: found ${JSON.stringify(duration)}, ` +
      'expected seconds, or a text such as "30s", "5m", "2h"',
  );
}

/** Milliseconds since 1970, by the clock that all processes share: on Postgres its server's. */
const NOW: Readonly<Record<string, string>> = {
  SQLite: "cast(unixepoch('subsec') * 1000 as integer)",
  Postgres: "cast(extract(epoch from now()) * 1000 as bigint)",
};

/** Returns the SQL of that time. Throws a TypeError for a database that has no SQL. */
export function toNow({ name }: { readonly name: string }): string {
  const now = NOW[name];
  if (now !== undefined) return now;
  throw new TypeError(`Cannot keep jobs: a database of ${name}, expected SQLite or Postgres`);
}
