import { isDeepStrictEqual } from "node:util";
import {
  ConstraintError,
  NotFoundError,
  ScopeError,
  UnknownColumnError,
  ValueError,
} from "../../lib/data/mod.ts";
import type { Parity } from "./ft.ts";
import { evaluate, isDatabase, isTable, LeftOut, type Op, type Scope } from "./python.ts";

/** Runs every step of a folder's `minidata.json` here and compares it with what fastlite answered. */
export async function dataParity(folder: string): Promise<Parity> {
  const sections: Section[] = JSON.parse(await Deno.readTextFile(`${folder}/minidata.json`));
  const parity: Parity = { same: 0, different: [], unexplained: [] };
  for (const { section, steps } of sections) {
    const scope: Scope = new Map();
    let drifted = false;
    for (const [i, step] of steps.entries()) {
      const ours = await run(step, scope);
      if (agree(step, ours)) parity.same++;
      else {
        const difference = DIFFERENCES.find(([, applies]) => applies(step, ours));
        const id = `${section} ${i}: ${step.call}`;
        if (difference || drifted && follows(ours)) parity.different.push(id);
        else parity.unexplained.push(`${id}\n    ${describe(ours)}`);
      }
      // what fastlite stored and this project refused is missing from what comes after
      const missing = step.error === undefined ? ours.error : ours.error instanceof LeftOut;
      drifted ||= Boolean(missing) && WRITES.test(step.call);
    }
  }
  return parity;
}

interface Section {
  section: string;
  steps: Step[];
}

interface Step {
  call: string;
  op: Op;
  result?: unknown;
  error?: string;
}

interface Outcome {
  value?: unknown;
  error?: Error;
}

const WRITES = /insert|update|upsert|delete|create|xtra|transform|alter/;

/** Whether an answer can differ because of rows that are missing since an earlier step. */
function follows({ value, error }: Outcome): boolean {
  return value !== undefined || error instanceof NotFoundError;
}

/** Where this project differs on purpose: the reason, and how such a step is known. */
const DIFFERENCES: [reason: string, applies: (step: Step, ours: Outcome) => boolean][] = [
  [
    "not offered here; the reason is in tests/parity/python.ts",
    (_, { error }) => error instanceof LeftOut,
  ],
  ["a value of the wrong type is refused", (_, { error }) => error instanceof ValueError],
  [
    "xtra narrows for good: what contradicts it is refused",
    (_, { error }) => error instanceof ScopeError,
  ],
  ["a name must be that of a column", (_, { error }) => error instanceof UnknownColumnError],
  [
    "a row out of xtra's reach is not taken over",
    ({ call }, { error }) => /upsert/.test(call) && error instanceof NotFoundError,
  ],
  [
    "an update without a key is a mistake",
    (_, { error }) => /expected a key$/.test(error?.message ?? ""),
  ],
  [
    "a key changes only with the option rekey",
    (_, { error }) => /option rekey$/.test(error?.message ?? ""),
  ],
  ["a boolean is no key", ({ call }) => /\[True\]/.test(call)],
  [
    "offset goes without limit, and no limit is negative",
    ({ call }) => /offset=|limit=-/.test(call),
  ],
  ["one value needs no list around it", ({ call }) => /\('\w+=\?', '\w+'\)/.test(call)],
  [
    "a class with columns that the table lacks is an error at once",
    (_, { error }) => /expected the option transform/.test(error?.message ?? ""),
  ],
  [
    "a key is never made up: a class has an id, or says its pk",
    (_, { error }) => /no column id/.test(error?.message ?? ""),
  ],
  [
    "a table that is not there is an error",
    (_, { error }) => /no such table/.test(error?.message ?? ""),
  ],
  [
    "an unknown field does not compile; it is an error when the row is stored",
    ({ error }, { value }) => error === "TypeError" && value !== undefined,
  ],
  [
    "booleans, dates and JSON come back as they went in",
    ({ result }, { value }) => isDeepStrictEqual(untyped(value), untyped(expected(result))),
  ],
];

/** Values as SQLite has them: what fastlite gives. */
function untyped(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string") {
    if (/^[[{]/.test(value)) return JSON.stringify(JSON.parse(value));
    return value.replace(/(?:T00:00:00)?\.000Z$/, "");
  }
  if (typeof value !== "object" || value === null || "bytes" in value) return value;
  if (Array.isArray(value)) return value.map(untyped);
  return Object.fromEntries(
    Object.entries(value).map((
      [name, item],
    ) => [name, isJson(item) ? JSON.stringify(item) : untyped(item)]),
  );
}

function isJson(value: unknown): boolean {
  return typeof value === "object" && value !== null && !("bytes" in value);
}

async function run({ op }: Step, scope: Scope): Promise<Outcome> {
  try {
    return { value: plain(await evaluate(op, scope)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error };
  }
}

function agree({ result, error }: Step, ours: Outcome): boolean {
  if (error === undefined) {
    return ours.error === undefined && isDeepStrictEqual(ours.value, expected(result));
  }
  if (!ours.error || ours.error instanceof LeftOut) return false;
  if (error === "NotFoundError") return ours.error instanceof NotFoundError;
  return error !== "ConstraintError" || ours.error instanceof ConstraintError;
}

/** What was answered here, with classes and tables by their names, as the file has them. */
function plain(value: unknown): unknown {
  if (isTable(value)) return { table: value.table };
  if (isDatabase(value)) return { database: true };
  if (typeof value === "function") return { class: true };
  if (Array.isArray(value)) return value.map(plain);
  if (value === undefined) return null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return { bytes: new TextDecoder().decode(value) };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

/** What fastlite answered, in the same form. */
function expected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== "object" || value === null) return value;
  const node = value as Record<string, unknown>;
  if ("$dc" in node) return expected(node.fields);
  if ("$dict" in node) return expected(node.$dict);
  if ("$tuple" in node) return expected(node.$tuple);
  if ("$table" in node) return { table: node.$table };
  if ("$database" in node) return { database: true };
  if ("$class" in node) return { class: true };
  if ("$cursor" in node) return null;
  if ("$bytes" in node) return { bytes: node.$bytes };
  const set = Object.entries(node).filter(([, item]) => !isUnset(item));
  return Object.fromEntries(set.map(([name, item]) => [name, expected(item)]));
}

function isUnset(value: unknown): boolean {
  return typeof value === "object" && value !== null && "$unset" in value;
}

function describe({ value, error }: Outcome): string {
  return error ? `${error.name}: ${error.message}` : JSON.stringify(value);
}
