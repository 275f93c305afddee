/** The rows of the long page. */
import { people, type Person } from "../table/people.ts";

const MANY = 100_000;

/** As many rows as the query `count` says. */
export function peopleOf(count: number): readonly Person[] {
  return ALL.slice(0, count);
}

const ALL = Array.from(
  { length: MANY },
  (_, id): Person => ({ ...people[id % people.length], id }),
);
