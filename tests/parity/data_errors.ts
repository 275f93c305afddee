import {
  ConstraintError,
  DataError,
  NotFoundError,
  UnknownColumnError,
  ValueError,
} from "../../lib/data/mod.ts";
import type { Step } from "./data.ts";

/** An error of fastlite's, and the one of the same meaning here: its class and what it says. */
type Pair = [
  theirs: RegExp,
  Class: new (message: string) => Error,
  says: (message: string, found: RegExpExecArray, call: string) => boolean,
];

const PAIRS: Pair[] = [
  [/^NotFoundError: /, NotFoundError, (message, _, call) => namesKey(message, call)],
  [/^ConstraintError: (.+)$/, ConstraintError, (message, [, why]) => message.endsWith(`: ${why}`)],
  [
    /^SQLError: (?:no such column:|table \w+ has no column named) (\w+)$/,
    UnknownColumnError,
    (message, [, name]) => message.startsWith(`Cannot use "${name}" on table "`),
  ],
  [
    /^SQLError: (no such column: \w+)$/,
    DataError,
    (message, [, why]) => message === `Cannot run SQL: ${why}`,
  ],
  [
    /^SQLError: incomplete input$/,
    DataError,
    (message) => message === 'Cannot run SQL: near ")": syntax error',
  ],
  [
    /^SQLError: table \[(\w+)\] already exists$/,
    DataError,
    (message, [, table]) =>
      message ===
        `Cannot create table "${table}": it exists, expected no such table`,
  ],
  [
    /^BindingsError: .*uses (\d+) and there are (\d+) supplied/,
    DataError,
    (message, [, wanted, given]) =>
      message.endsWith(`: it has ${given} values, expected ${wanted}`),
  ],
  [
    /^BindingsError: Statement has (\d+) bindings but you didn't supply any!$/,
    DataError,
    (message, [, wanted]) => message.endsWith(`: it has 0 values, expected ${wanted}`),
  ],
  [
    /^ValueError: dictionary update sequence/,
    DataError,
    (message) => message.endsWith(": found a value of Array, expected a row"),
  ],
  [
    /^ValueError: Not unique: \d+ results$/,
    DataError,
    (message) => message.endsWith(": more than one row, expected one"),
  ],
  [
    /^MismatchError: datatype mismatch$/,
    ValueError,
    (message, _, call) => {
      const [, name, value] = / (\w+) is "(.+)", expected an integer/.exec(message) ?? [];
      return call.includes(`${name}='${value}'`);
    },
  ],
];

/** Whether an error says here what fastlite's error says, by its class and by what it names. */
export function isSameError({ call, error, message }: Step, ours: Error): boolean {
  return PAIRS.some(([theirs, Class, says]) => {
    const found = theirs.exec(`${error}: ${message}`);
    return found !== null && ours.constructor === Class && says(ours.message, found, call);
  });
}

/** Whether a message of `NotFoundError` names the table and the key, or the where, of a call. */
function namesKey(message: string, call: string): boolean {
  const [, update] = /^Cannot update "\w+": the record has no (\w+), expected a key$/
    .exec(message) ?? [];
  if (update !== undefined) return call.includes(`${update}=None`);
  const [, key, table] = /^Cannot find (.+) in "(\w+)"(?:: no row, expected one)$/
    .exec(message) ?? [];
  if (key === undefined || !call.startsWith(table!)) return false;
  if (key === "a value of Object") return call.includes("{");
  const python = key.replaceAll('"', "'").replaceAll("null", "None").replace(/^\[(.*)\]$/, "$1");
  return call.includes(python);
}
