import { inspect, isDeepStrictEqual } from "node:util";
import { NotFoundError, ValueError } from "../../lib/data/mod.ts";
import { readGolden } from "../_golden.ts";
import { DIFFERENCES } from "./data_differences.ts";
import { isSameError } from "./data_errors.ts";
import { goOn } from "./data_replay.ts";
import { toData, toExpected } from "./data_values.ts";
import { type Fields, isDatabase, type Scope } from "./fastlite.ts";
import { type Op, runStep } from "./python.ts";
import { type Answered, type Findings, type Section, toFindings } from "./rules.ts";

/** A step of a section, and what fastlite answered. */
export interface Step {
  /** The section and the number in it: `insert 20`. */
  readonly id: string;
  /** The Python. */
  readonly call: string;
  readonly op: Op;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

/** What a step gives here, its value as data. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: Error;
}

/** Runs each step of `minidata.json` here and compares it with what fastlite answered. */
export async function dataFindings(): Promise<Findings> {
  const recorded: { section: string; steps: Omit<Step, "id">[] }[] = await readGolden(
    "minidata.json",
  );
  const answered = recorded.flatMap(({ section, steps }) =>
    runSection(steps.map((step, i) => ({ ...step, id: `${section} ${i}` })))
  );
  return toFindings(DATA, answered);
}

const DATA: Section<Step, Outcome> = {
  name: "data",
  differences: DIFFERENCES,
  toId: ({ id }) => id,
  compare: (step, ours) => isSame(step, ours) ? [] : [describe(step, ours)],
  corrupt,
};

function runSection(steps: readonly Step[]): Answered<Step, Outcome>[] {
  const scope: Scope = new Map();
  const answered = steps.map((step) => {
    const ours = run(step, scope);
    goOn(step.id, scope);
    return { each: step, ours };
  });
  for (const value of scope.values()) if (isDatabase(value)) value.close();
  return answered;
}

function run(step: Step, scope: Scope): Outcome {
  try {
    return { value: toData(runStep(step, scope)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error };
  }
}

function isSame(step: Step, { value, error }: Outcome): boolean {
  if (step.error !== undefined) return error !== undefined && isSameError(step, error);
  return error === undefined && isDeepStrictEqual(value, toExpected(step.result));
}

function describe({ call, result, error, message }: Step, ours: Outcome): string {
  const said = ours.error && `${ours.error.name}: ${ours.error.message}`;
  const theirs = error ? `${error}: ${message}` : inspect(toExpected(result), OPTIONS);
  return `${call} gives ${said ?? inspect(ours.value, OPTIONS)}, expected ${theirs}`;
}

const OPTIONS = { depth: Infinity, breakLength: Infinity, compact: true };

/** Wrong answers in place of ours. */
function corrupt(_step: Step, ours: Outcome): Record<string, Outcome> {
  const wrong: Record<string, Outcome> = {
    "another value": { value: "WRONG" },
    "null": { value: null },
    "an empty list": { value: [] },
    "a ValueError": { error: new ValueError("WRONG") },
    "a TypeError": { error: new TypeError("WRONG") },
    "a NotFoundError": { error: new NotFoundError("WRONG") },
  };
  const { value, error } = ours;
  if (error) {
    const Class = error.constructor as ErrorConstructor;
    wrong["another message"] = { error: new Class("WRONG") };
    wrong["another class"] = { error: new RangeError(error.message) };
  }
  const paths = pathsIn(value);
  const numbers = paths.filter((path) => typeof at(value, path) === "number");
  for (const [where, i] of [["first", 0], ["last", -1]] as const) {
    const [path, number] = [paths.at(i), numbers.at(i)];
    if (path?.length) {
      wrong[`the ${where} field changed`] = { value: replace(value, path, "WRONG") };
    }
    if (number) {
      const next = Number(at(value, number)) + 1;
      wrong[`the ${where} number off by one`] = { value: replace(value, number, next) };
    }
  }
  if (Array.isArray(value) && value.length > 0) {
    wrong["the first one dropped"] = { value: value.slice(1) };
    wrong["the last one dropped"] = { value: value.slice(0, -1) };
  }
  return Object.fromEntries(
    Object.entries(wrong).filter(([, one]) => !isDeepStrictEqual(one, ours)),
  );
}

type Path = readonly string[];

/** Where the single values of a value are. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) => pathsIn(item, [...path, name]));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((found, name) => (found as Fields)[name], value);
}

function replace(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  const copy: Fields = Array.isArray(value) ? [...value] as never : { ...value as Fields };
  return Object.assign(copy, { [name]: replace(copy[name], rest, by) });
}
