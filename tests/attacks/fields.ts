/** The fields that cases may have: one that is misspelt would test nothing. */
import type { AttackRequest, Case, Expectation, Step } from "./types.ts";

/** The fields of a case that nothing reads, and steps that are none. */
export function findUnknown({ steps, expect, request = {}, ...rest }: Case): string[] {
  return [
    ...unknown(rest, CASE),
    ...unknown(request, REQUEST),
    ...unknown(expect, EXPECT),
    ...(steps ?? []).flatMap(inStep),
    ...steps?.length === 0 ? ["steps"] : [],
  ];
}

/** What the shared cases have beside fields that are read: the outcome of another library. */
type Told = "fasthtml_0_14_13";

const CASE: Fields<Exclude<keyof Case, "steps" | "expect" | "request"> | Told> = {
  id: true,
  area: true,
  kind: true,
  call: true,
  program: true,
  needs: true,
  env: true,
  flow: true,
  body_has: true,
  body_lacks: true,
  session: true,
  fasthtml_0_14_13: true,
};

const REQUEST: Fields<keyof AttackRequest> = {
  method: true,
  path: true,
  headers: true,
  body: true,
  gen: true,
  body_b64: true,
  raw: true,
  cookie: true,
};

const EXPECT: Fields<keyof Expectation> = {
  text: true,
  status: true,
  body_lacks: true,
  body_has: true,
  header_has: true,
  header_has2: true,
  header_lacks: true,
  one_header: true,
  count_header: true,
  max_body: true,
  max_responses: true,
  attr: true,
  href_scheme_not: true,
  loc_same_origin: true,
  hx_same_origin: true,
  json_equals: true,
};

const HEARD = { equals: true, has: true, lacks: true, close: true } as const;

/** The other fields of a step, by the field that says what it does. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  request: ["as", "expect", "later", "begins"],
  answer: ["expect"],
  connect: ["path", "headers", "as", "expect"],
  say: ["text", "frame", "times"],
  hear: ["expect"],
  leave: [],
  eventually: [],
  run: ["on", "equals", "throws", "may_throw", "lacks"],
  all: [],
  repeat: ["at_once", "steps"],
  write: ["text", "mode"],
  rejects: [],
  grows_less: [],
  wait: [],
};
const PROCESS = ["start", "args", "env", "restart", "signal", "prints", "lacks", "ends", "of"];

type Fields<Name extends string> = Readonly<Record<Name, true>>;

function unknown(given: object, known: Fields<string>): string[] {
  return Object.keys(given).filter((name) => !Object.hasOwn(known, name));
}

function inStep(step: Step): string[] {
  const action = Object.keys(STEPS).find((name) => name in step);
  const known = action ? [action, ...STEPS[action]!] : PROCESS;
  const { request = {}, expect = {}, steps = [], all = [], eventually = [] } = step as StepParts;
  return [
    ...Object.keys(step).filter((name) => !known.includes(name)),
    ...Object.keys(step).length === 0 ? ["empty step"] : [],
    ...unknown(request, REQUEST),
    ...unknown(expect, action === "hear" ? HEARD : EXPECT),
    ...[...steps, ...all.flat(), ...[eventually].flat()].flatMap(inStep),
  ];
}

/** What a step may hold. */
interface StepParts {
  readonly request?: AttackRequest;
  readonly expect?: object;
  readonly steps?: readonly Step[];
  readonly all?: readonly (Step | readonly Step[])[];
  readonly eventually?: Step;
}
