import { deepStrictEqual } from "node:assert";
import type { Database } from "../../lib/data/mod.ts";
import { AGGREGATES } from "./conformance/aggregates.ts";
import { CHANGING } from "./conformance/changing.ts";
import { KEYS } from "./conformance/keys.ts";
import { PAGES } from "./conformance/pages.ts";
import { READ_ONLY } from "./conformance/read_only.ts";
import { SCHEMAS } from "./conformance/schemas.ts";
import { SEARCH } from "./conformance/search.ts";
import { SPEC } from "./conformance/spec.ts";
import { TRANSACTIONS } from "./conformance/transactions.ts";
import { TYPES } from "./conformance/types.ts";
import { VERBS } from "./conformance/verbs.ts";
import { WHERE } from "./conformance/where.ts";
import { XTRA } from "./conformance/xtra.ts";
import type { Section, Step } from "./conformance/step.ts";
import type { BackendUnderTest, Running } from "./backends.ts";

/** Every step of the data API, for every backend. */
export const SECTIONS: readonly Section[] = [
  SPEC,
  VERBS,
  WHERE,
  PAGES,
  AGGREGATES,
  KEYS,
  TYPES,
  XTRA,
  READ_ONLY,
  SCHEMAS,
  CHANGING,
  SEARCH,
  TRANSACTIONS,
].flat();

/** The steps on one backend: its server is started at the first that is asked for, and once. */
export class Conformance implements AsyncDisposable {
  readonly #backend: BackendUnderTest;
  #running: Promise<Running> | undefined;
  /** One at a time: a server may have one database, which each section has to itself. */
  #open: OpenSection | undefined;

  constructor(backend: BackendUnderTest) {
    this.#backend = backend;
  }

  /** The steps that the backend can answer. */
  stepsOf({ steps }: Section): readonly Step[] {
    const { sql, search = true } = this.#backend;
    return steps.filter(({ needs }) => needs !== "sql" || sql).filter(({ needs }) =>
      needs !== "search" || search
    );
  }

  /** Throws where a step's answer is wrong. Those before it are answered first, checked or not. */
  async check(section: Section, step: Step): Promise<void> {
    if (this.#open?.section !== section) {
      await this.#close();
      const db = await (await (this.#running ??= this.#backend.start())).open();
      const state = (async () => await section.prepare(db))();
      this.#open = { section, db, state, answers: new Map() };
    }
    const { db, answers } = this.#open;
    const state = await this.#open.state;
    for (const each of this.stepsOf(section)) {
      if (!answers.has(each)) {
        answers.set(each, await answerOf(() => each.run(state as never, db)));
      }
      if (each === step) break;
    }
    check(answers.get(step), step.expected);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    await (await this.#running)?.[Symbol.asyncDispose]();
  }

  async #close(): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    await open.db.close();
    // where it failed, each step has said so
    const state = await open.state.catch(() => undefined) as Partial<AsyncDisposable> | undefined;
    await state?.[Symbol.asyncDispose]?.();
  }
}

interface OpenSection {
  readonly section: Section;
  readonly db: Database<boolean>;
  readonly state: Promise<unknown>;
  readonly answers: Map<Step, unknown>;
}

/** Declares a test for each step: `upsert: inserts (Postgres (PGlite over TCP))`. */
export function testBackend(backend: BackendUnderTest): void {
  const { name, missing } = backend;
  if (missing !== undefined) {
    Deno.test({ name: `conformance of ${name}: ${missing}`, ignore: true, fn: () => {} });
    return;
  }
  const suite = new Conformance(backend);
  Deno.test.afterAll(() => suite[Symbol.asyncDispose]());
  for (const section of SECTIONS) {
    for (const step of suite.stepsOf(section)) {
      Deno.test({
        name: `${section.section}: ${step.name} (${name})`,
        // the server and the section's database are there for the tests that follow
        sanitizeOps: false,
        sanitizeResources: false,
        fn: () => suite.check(section, step),
      });
    }
  }
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
