/** The object that programs hold of a table: a function, an index by key, and the methods. */
import { MISTAKE, type Mistake, NOTHING } from "../result_marks.ts";
import { DataError, NotFoundError, show } from "./errors.ts";
import type { StoreTable } from "./table.ts";

const VERBS = new Set<string>(
  [
    "table Row columns pks get has insert insertAll update upsert upsertAll delete deleteWhere count lookup",
    "selectOne xtra ready each page sum avg min max groupBy indexes foreignKeys schema addColumn",
    "createIndex transform drop search enableSearch disableSearch",
  ].join(" ").split(" "),
);

const DIGITS = /^\d+$/;

// Properties that a promise, JSON, a renderer or a debugger reads of any object: never a key.
const NOT_KEYS =
  /^(?:then|toJSON|constructor|prototype|length|name|caller|arguments|__\w+__|[~$@].*)$/;

/** Makes a table callable: `todos()` finds rows, `todos[1]` is the row of key 1, `1 in todos`. */
export function toCallable(verbs: StoreTable, isAsync: boolean): unknown {
  const find = (...args: Parameters<StoreTable["find"]>) => verbs.find(...args);
  const tag = `table ${verbs.table}`;
  Object.defineProperty(find, Symbol.toStringTag, { value: tag });
  const mistake: Mistake = {
    found: tag,
    expected: "its rows, as a call of it finds them, or nothing",
  };
  Object.defineProperty(find, MISTAKE, { value: mistake });
  const bound = new Map<string, unknown>();
  const verb = (name: string) => {
    const value = Reflect.get(verbs, name);
    if (typeof value !== "function" || name === "Row") return value;
    const method = value.bind(verbs);
    bound.set(name, method);
    return method;
  };
  const callable = new Proxy(find, {
    get(target, name) {
      if (typeof name === "symbol") return Reflect.get(target, name);
      if (VERBS.has(name)) return bound.get(name) ?? verb(name);
      // The fast path of `todos[1]`: digits are never the name of a verb.
      if (DIGITS.test(name)) return verbs.get(name);
      return isKey(verbs, name) ? verbs.get(name) : Reflect.get(target, name);
    },
    has(target, name) {
      // A handler that returns what delete() returned has nothing to show.
      if (name === NOTHING) return verbs.hasDeleted;
      if (typeof name === "symbol") return Reflect.has(target, name);
      if (!isAsync) return verbs.has(name) as boolean;
      throw new DataError(
        `Cannot use "in" on "${verbs.table}": its verbs are async, expected await table.has(key)`,
      );
    },
    set(_target, name) {
      throw new DataError(
        `Cannot set ${String(name)} of "${verbs.table}": found an assignment, expected update()`,
      );
    },
  });
  verbs.callable = callable;
  return callable;
}

/**
 * Whether a property can be a key. A misspelled method of a table with numeric keys is undefined.
 */
function isKey(verbs: StoreTable, name: string): boolean {
  if (NOT_KEYS.test(name)) return false;
  if (verbs.textKeys || !/^[a-z_]\w*$/i.test(name)) return true;
  if (/^(?:null|undefined|NaN|Infinity|true|false)$/.test(name)) {
    throw new NotFoundError(`Cannot find ${show(name)} in "${verbs.table}": no row, expected one`);
  }
  return false;
}
