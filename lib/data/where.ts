/** Conditions that are more than a value: ranges, parts of strings, `not`, `or`. */
import { makeOptionCheck } from "../option_check.ts";
import type { Comparator } from "./types.ts";

/**
 * What a column must be other than equal to a value: `gte(18)`. Known by its class, so that no JSON
 * of a client can be one.
 */
export class Matching<T> {
  /** How the column compares with the values. */
  readonly operator: Comparator | "between" | "not";
  /** The values. */
  readonly values: readonly T[];
  /** Whether `A` is `a`, in parts of strings. */
  readonly ignoreCase: boolean;

  /** Takes the operator and its values. */
  constructor(operator: Matching<T>["operator"], values: readonly T[], ignoreCase = false) {
    this.operator = operator;
    this.values = values;
    this.ignoreCase = ignoreCase;
  }
}

/** Conditions on several columns, joined by `or()` or `and()`. */
export class Combined<Row> {
  /** Not there: for the compiler alone, which tells the conditions of two tables apart by it. */
  declare readonly row: (row: Row) => void;
  /** Whether one of the conditions is enough. */
  readonly any: boolean;
  /** The conditions. */
  readonly parts: readonly object[];

  /** Takes the conditions. */
  constructor(any: boolean, parts: readonly AnyFilter<Row>[]) {
    this.any = any;
    this.parts = parts;
  }
}

/**
 * Columns and what they must be: a value, a range such as `gte(18)`, or any of a list. Null means
 * "is null".
 */
export type RowFilter<Row> = {
  readonly [Column in keyof Row]?:
    | Row[Column]
    | Matching<Row[Column] | null>
    | readonly (Row[Column] | Matching<Row[Column] | null> | null)[]
    | null;
};

/** Columns and what they must be, or several of these. */
export type AnyFilter<Row> =
  | RowFilter<Row>
  | (Combined<Row> & Without<Omit<RowFilter<Row>, keyof Combined<Row>>>);

/** None of these names. Where all types of a union have a name, the compiler can suggest it. */
export type Without<T> = { readonly [Name in keyof T]?: undefined };

/**
 * More than a value: `people({ age: gt(17) })`. Null is neither more nor less.
 *
 * @example
 * ```ts
 * import { database, gt } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Book { id = 0; title = ""; pages = 0; }
 * const books = database(":memory:").create(Book);
 * books.insertAll([{ title: "Emma", pages: 474 }, { title: "Ulysses", pages: 730 }]);
 *
 * deepStrictEqual(books({ pages: gt(474) }).map(({ title }) => title), ["Ulysses"]);
 * ```
 */
export function gt<T>(value: T): Matching<T> {
  return new Matching("gt", [value]);
}

/**
 * A value or more: `people({ age: gte(18) })`.
 *
 * @example
 * ```ts
 * import { database, gte } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * class Person { id = 0; age = 0; }
 * const people = database(":memory:").create(Person);
 * people.insertAll([{ age: 17 }, { age: 18 }]);
 *
 * strictEqual(people({ age: gte(18) }).length, 1);
 * ```
 */
export function gte<T>(value: T): Matching<T> {
  return new Matching("gte", [value]);
}

/**
 * Less than a value: `orders({ at: lt(new Date()) })`.
 *
 * @example
 * ```ts
 * import { database, lt } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Order { id = 0; at = new Date(0); }
 * const orders = database(":memory:").create(Order);
 * orders.insertAll([{ at: new Date("2026-01-01") }, { at: new Date("2026-11-01") }]);
 *
 * deepStrictEqual(orders({ at: lt(new Date("2026-06-01")) }).map(({ id }) => id), [1]);
 * ```
 */
export function lt<T>(value: T): Matching<T> {
  return new Matching("lt", [value]);
}

/**
 * A value or less.
 *
 * @example
 * ```ts
 * import { database, lte } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * class Person { id = 0; age = 0; }
 * const people = database(":memory:").create(Person);
 * people.insertAll([{ age: 17 }, { age: 18 }]);
 *
 * strictEqual(people({ age: lte(17) }).length, 1);
 * ```
 */
export function lte<T>(value: T): Matching<T> {
  return new Matching("lte", [value]);
}

/**
 * From the first value to the last one, both included.
 *
 * @example
 * ```ts
 * import { between, database } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Person { id = 0; age = 0; }
 * const people = database(":memory:").create(Person);
 * people.insertAll([{ age: 12 }, { age: 13 }, { age: 19 }, { age: 20 }]);
 *
 * deepStrictEqual(people({ age: between(13, 19) }).map(({ age }) => age), [13, 19]);
 * ```
 */
export function between<T>(first: T, last: T): Matching<T> {
  return new Matching("between", [first, last]);
}

/** How parts of strings are compared. */
export interface MatchOptions {
  /** Whether `A` is `a`, and `É` is `é`, as people expect of a search. Default: false. */
  ignoreCase?: boolean;
}

const checkOptions = makeOptionCheck<MatchOptions>("search a text", { ignoreCase: true });

/**
 * A string that begins so. `A` is not `a`, unless `ignoreCase` says so.
 *
 * @example
 * ```ts
 * import { database, startsWith } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Book { id = 0; title = ""; }
 * const books = database(":memory:").create(Book);
 * books.insertAll([{ title: "Emma" }, { title: "Embers" }, { title: "Dilemma" }]);
 *
 * deepStrictEqual(books({ title: startsWith("Em") }).map(({ title }) => title), ["Emma", "Embers"]);
 * ```
 */
export function startsWith(text: string, options: MatchOptions = {}): Matching<string> {
  checkOptions(options);
  return new Matching("startsWith", [text], options.ignoreCase);
}

/**
 * A string with this one in it: `contains(q, { ignoreCase: true })`. Without it `A` is not `a`.
 *
 * @example
 * ```ts
 * import { contains, database } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Book { id = 0; title = ""; }
 * const books = database(":memory:").create(Book);
 * books.insertAll([{ title: "Emma" }, { title: "Dilemma" }, { title: "Ulysses" }]);
 *
 * const found = books({ title: contains("EMMA", { ignoreCase: true }) });
 * deepStrictEqual(found.map(({ title }) => title), ["Emma", "Dilemma"]);
 * ```
 */
export function contains(text: string, options: MatchOptions = {}): Matching<string> {
  checkOptions(options);
  return new Matching("contains", [text], options.ignoreCase);
}

/**
 * All that does not match: `not("done")`, `not(["a", "b"])`, `not(null)`, `not(contains("x"))`.
 * Each row either has a value or is `not` of it, so null is `not("done")`.
 *
 * @example
 * ```ts
 * import { database, not } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Task { id = 0; state = ""; }
 * const tasks = database(":memory:").create(Task);
 * tasks.insertAll([{ state: "open" }, { state: "waiting" }, { state: "done" }]);
 *
 * deepStrictEqual(tasks({ state: not("done") }).map(({ state }) => state), ["open", "waiting"]);
 * ```
 */
export function not<T>(value: T | Matching<T> | readonly (T | Matching<T>)[]): Matching<T> {
  return new Matching("not", [value as T]);
}

/**
 * Rows for which one of the conditions holds: `todos(or({ done: true }, { priority: gt(5) }))`.
 *
 * @example
 * ```ts
 * import { database, gt, or } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Todo { id = 0; done = false; priority = 0; }
 * const todos = database(":memory:").create(Todo);
 * todos.insertAll([{ done: true }, { priority: 9 }, { priority: 1 }]);
 *
 * deepStrictEqual(todos(or({ done: true }, { priority: gt(5) })).map(({ id }) => id), [1, 2]);
 * ```
 */
export function or<Row>(...conditions: NoInfer<AnyFilter<Row>>[]): Combined<Row> {
  return new Combined(true, conditions);
}

/**
 * Rows for which all conditions hold: `todos(and({ user }, or({ done: true }, …)))`.
 *
 * @example
 * ```ts
 * import { and, database, or } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Todo { id = 0; user = ""; done = false; title = ""; }
 * const todos = database(":memory:").create(Todo);
 * todos.insertAll([{ user: "ann", done: true }, { user: "ann", title: "Read" }, { user: "bob" }]);
 *
 * const found = todos(and({ user: "ann" }, or({ done: true }, { title: "Write" })));
 * deepStrictEqual(found.map(({ id }) => id), [1]);
 * ```
 */
export function and<Row>(...conditions: NoInfer<AnyFilter<Row>>[]): Combined<Row> {
  return new Combined(false, conditions);
}
