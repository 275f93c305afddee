import { deepStrictEqual } from "node:assert";
import type { Database } from "../../lib/data/mod.ts";
import { KEYS } from "./conformance/keys.ts";
import { SCHEMAS } from "./conformance/schemas.ts";
import { SPEC } from "./conformance/spec.ts";
import { TRANSACTIONS } from "./conformance/transactions.ts";
import { TYPES } from "./conformance/types.ts";
import { VERBS } from "./conformance/verbs.ts";
import { XTRA } from "./conformance/xtra.ts";
import type { Section } from "./conformance/step.ts";

/** Every step of the data API, for every backend. */
export const SECTIONS: readonly Section[] = [
  SPEC,
  VERBS,
  KEYS,
  TYPES,
  XTRA,
  SCHEMAS,
  TRANSACTIONS,
].flat();

/** What a run of the suite found. */
export interface Outcome {
  passed: number;
  /** Steps that need SQL, on a backend without. */
  left: number;
  failures: { step: string; error: unknown }[];
}

/** Runs every step; each section gets an empty database from `open`. */
export async function conform(
  open: () => Promise<Database<boolean>>,
  { sql = true }: { sql?: boolean } = {},
): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, left: 0, failures: [] };
  for (const { section, prepare, steps } of SECTIONS) {
    const db = await open();
    try {
      const state = await prepare(db);
      for (const { name, run, expected, needs } of steps) {
        if (needs === "sql" && !sql) {
          outcome.left++;
          continue;
        }
        try {
          check(await answerOf(() => run(state as never, db)), expected);
          outcome.passed++;
        } catch (error) {
          outcome.failures.push({ step: `${section}: ${name}`, error });
        }
      }
    } finally {
      await db.close();
    }
  }
  return outcome;
}

async function answerOf(run: () => unknown): Promise<unknown> {
  try {
    return plain(await run());
  } catch (error) {
    return error;
  }
}

function check(answer: unknown, expected: unknown): void {
  if (expected instanceof RegExp || typeof expected === "function") {
    if (!(answer instanceof Error)) throw new Error(`no error, but ${Deno.inspect(answer)}`);
    if (expected instanceof RegExp ? expected.test(answer.message) : answer instanceof expected) {
      return;
    }
    throw answer;
  }
  if (answer instanceof Error) throw answer;
  deepStrictEqual(answer, expected);
}

/** Rows as plain objects, so that whole values compare; a value that has a class of its own stays. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
