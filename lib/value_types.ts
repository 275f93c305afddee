/** Types of values for which JavaScript has no constructor: whole numbers, and days. */

/**
 * Declares a whole number, of a column or a parameter. As a function it reads one, or returns NaN.
 *
 * @example
 * ```ts
 * import { fastApp, Integer } from "@fasthtml/fasthtml";
 * import { deepStrictEqual, strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/page", { page: Integer }, ({ page }) => `Page ${page}`);
 *
 * strictEqual((await app.request("/page?page=1.5")).status, 400);
 * deepStrictEqual([Integer("7"), Integer("7.5")], [7, NaN]);
 * ```
 */
export function Integer(value: unknown): number {
  // Number() also reads "", " 5 ", "0x1f", "1e3", true, null and [].
  const isWhole = typeof value === "string"
    ? /^[+-]?\d+$/.test(value)
    : typeof value === "number" || typeof value === "bigint";
  const number = isWhole ? Number(value) : NaN;
  return Number.isSafeInteger(number) ? number : NaN;
}

/**
 * Declares a number, with a fraction or without. As a function it is `Number`.
 *
 * @example
 * ```ts
 * import { database, Float } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * class Product {
 *   static types = { price: Float };
 *   id = 0;
 *   price = 0; // alone it would be an integer
 * }
 * const products = database(":memory:").create(Product);
 * strictEqual(products.insert({ price: 2.5 }).price, 2.5);
 * ```
 */
export function Float(value: unknown): number {
  return Number(value);
}

/**
 * Declares a day without a time, of a column or a parameter: a `Date` at midnight UTC. As a function
 * it reads `2026-11-20`, and returns an invalid date for anything else.
 *
 * @example
 * ```ts
 * import { DateOnly, fastApp } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/day", { day: DateOnly }, ({ day }) => day.toISOString());
 *
 * const response = await app.request("/day?day=2026-11-20", { headers: { "HX-Request": "true" } });
 * strictEqual(await response.text(), "2026-11-20T00:00:00.000Z");
 * strictEqual((await app.request("/day?day=2026-02-31")).status, 400);
 * ```
 */
export function DateOnly(value: unknown): Date {
  if (value instanceof Date) return isMidnight(value) ? value : new Date(NaN);
  const date = new Date(`${value}T00:00:00.000Z`);
  // Without this check, 31 February would be 2 March.
  const isDay = isMidnight(date) && date.toISOString() === `${value}T00:00:00.000Z`;
  return isDay ? date : new Date(NaN);
}

/** Whether a value is a day: a `Date` at midnight UTC. */
export function isMidnight(value: unknown): value is Date {
  return value instanceof Date && value.getTime() % 86_400_000 === 0;
}
