import type { Database } from "../../../lib/data/mod.ts";

/** What a backend must have. */
export type Need = "sql" | "search";

/** One call and what it must answer: a value, an error's class, or a pattern of its message. */
export interface Step<State = never> {
  name: string;
  run(state: State, db: Database<boolean>): unknown;
  expected: unknown;
  needs?: Need;
}

/** Steps that run one after the other on an empty database. */
export interface Section {
  section: string;
  /** Makes what the steps start from; where that can be disposed of, it is when they are done. */
  prepare(db: Database<boolean>): unknown;
  steps: readonly Step[];
}

type Row<State> = readonly [
  name: string,
  run: (state: State, db: Database<boolean>) => unknown,
  expected: unknown,
  needs?: Need,
];

/** A section from a table of steps. */
export function section<State>(
  name: string,
  prepare: (db: Database<boolean>) => State | Promise<State>,
  steps: readonly Row<State>[],
): Section {
  return {
    section: name,
    prepare,
    steps: steps.map(([name, run, expected, needs]): Step<State> => ({
      name,
      run,
      expected,
      needs,
    })),
  };
}

/** `table["key"]`, which the types of a table with text keys don't have: it may be a verb. */
export function inBrackets<Row>(table: { update(record: never): Row }, key: string): Row {
  return (table as unknown as Readonly<Record<string, Row>>)[key]!;
}
