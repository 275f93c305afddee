/** Rows as series of numbers, checked. */
import { findNearest } from "../../lib/option_check.ts";
import type { ChartOptions, YKeys } from "./types.ts";

/** What is along the x axis. */
export type X = string | number | Date;

/** A row, whatever its columns are: with `never`, each may be along either axis. */
export type AnyRow = Readonly<Record<string, never>>;

/** The numbers of one column. */
export interface Series {
  readonly key: string;
  /** What the legend calls it. */
  readonly label: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
}

/** Rows in columns. */
export interface ChartData {
  readonly rows: readonly AnyRow[];
  readonly xs: readonly X[];
  readonly series: readonly Series[];
}

/** As many series as there are colors that can be told apart. */
const MOST = 8;

/** Numbers beyond can't be subtracted from each other. */
const LARGEST = 1e300;

/** Reads rows. What can't be drawn is an error that names the row, the first being row 1. */
export function readRows(given: Iterable<object>, options: ChartOptions<AnyRow>): ChartData {
  const { x, y, title, colors = [] } = options;
  if (typeof title !== "string" || title.trim() === "") {
    throw new TypeError("Cannot draw a chart: no title, expected what it shows in a few words");
  }
  const rows = [...given] as AnyRow[];
  const labels = toLabels(y);
  if (labels.length < 1 || labels.length > MOST) {
    throw new TypeError(
      `Cannot draw "${title}": y has ${labels.length} columns, expected 1 to ${MOST}`,
    );
  }
  for (const key of [x, ...labels.map(([key]) => key)]) checkColumn(title, rows, key);
  return {
    rows,
    xs: readXs(title, rows, x),
    series: labels.map(([key, label], at) => ({
      key,
      label,
      color: colors[at] ?? `var(--chart-${at + 1}, currentColor)`,
      values: rows.map((row, at) => toNumber(row[key], title, `${key} of row ${at + 1}`)),
    })),
  };
}

/** The rows in the order of their numbers or dates along the x axis; texts as they are. */
export function inOrder(data: ChartData): ChartData {
  const { rows, xs, series } = data;
  const isSorted = xs.every((x, at) => typeof x === "string" || at === 0 || xs[at - 1]! <= x);
  if (isSorted) return data;
  const order = xs.map((_, at) => at).sort((a, b) => Number(xs[a]) - Number(xs[b]));
  const sort = <T>(list: readonly T[]) => order.map((at) => list[at]!);
  return {
    rows: sort(rows),
    xs: sort(xs),
    series: series.map((one) => ({ ...one, values: sort(one.values) })),
  };
}

/** Reads a number: null and undefined are a gap. */
export function toNumber(value: unknown, title: string, what: string): number | null {
  if (value === null || value === undefined) return null;
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Math.abs(number) <= LARGEST) return number;
  const found = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value);
  throw new TypeError(
    `Cannot draw "${title}": ${what} is ${found}, expected a number below 1e300 or null`,
  );
}

/** What a column is called where the program does not say: `signedUp` is "Signed up". */
export function toTitle(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function toLabels(y: YKeys<AnyRow>): [key: string, label: string][] {
  if (typeof y === "string") return [[y, toTitle(y)]];
  if (Array.isArray(y)) return y.map((key) => [key, toTitle(key)]);
  return Object.entries(y ?? {}).map(([key, label]) => [key, label ?? toTitle(key)]);
}

function checkColumn(title: string, rows: readonly AnyRow[], key: string): void {
  if (rows.length === 0 || rows.some((row) => key in row)) return;
  const keys = Object.keys(rows[0]!);
  const expected = findNearest(`${key}`.slice(0, 40), keys) ?? `one of ${keys.join(", ")}`;
  throw new TypeError(`Cannot draw "${title}": no row has "${key}", expected ${expected}`);
}

function readXs(title: string, rows: readonly AnyRow[], key: string): X[] {
  const kinds = rows.map((row) => kindOf(row[key]));
  const odd = kinds.findIndex((kind) => kind === undefined || kind !== kinds[0]);
  if (odd < 0) return rows.map((row) => row[key] as X);
  const found = kinds[odd] ?? String(rows[odd]![key]);
  const expected = (odd > 0 && kinds[0]) || "a text, a number or a date";
  throw new TypeError(
    `Cannot draw "${title}": ${key} of row ${odd + 1} is ${found}, expected ${expected}`,
  );
}

function kindOf(x: unknown): string | undefined {
  if (typeof x === "string") return "a text";
  if (typeof x === "number" && Math.abs(x) <= LARGEST) return "a number";
  if (x instanceof Date && !Number.isNaN(x.getTime())) return "a date";
}
