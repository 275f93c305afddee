import { isDeepStrictEqual } from "node:util";
import { readGolden } from "../_golden.ts";
import { type Answer, answer } from "./answer.ts";
import { callHere } from "./funcs_calls.ts";
import { DIFFERENCES } from "./funcs_differences.ts";
import { type Case, toExpected } from "./funcs_expected.ts";
import { type Findings, type Section, toFindings } from "./rules.ts";

const section: Section<Case, Answer> = {
  name: "funcs",
  differences: DIFFERENCES,
  toId: ({ id }) => id,
  compare,
  corrupt,
};

/** Calls the counterpart of each helper function, and compares it with what FastHTML's gave. */
export async function funcsFindings(): Promise<Findings> {
  const cases = await readGolden<Case[]>("funcs.json");
  const answered = cases.map(async (each) => ({
    each,
    ours: await answer(() => callHere(each.fn, each.args, each.kwargs)),
  }));
  return toFindings(section, await Promise.all(answered));
}

function compare(each: Case, ours: Answer): string[] {
  const isSame = each.error === undefined
    ? ours.error === undefined && isDeepStrictEqual(ours.value, toExpected(each))
    : isAbout(each, ours.error);
  return isSame
    ? []
    : [`${ours.error ?? show(ours.value)}, not ${each.error ?? show(toExpected(each))}`];
}

/** Whether an error says which of the arguments is wrong. */
function isAbout({ args, kwargs }: Case, error = ""): boolean {
  return [...args, ...Object.values(kwargs)].some((arg) =>
    error.includes(JSON.stringify(arg)) || error.endsWith(`: ${arg}`)
  );
}

function corrupt(_: Case, { value }: Answer): Record<string, Answer> {
  const wrong: Record<string, unknown> = {
    "wrong value": "WRONG",
    ...(value !== "" && { "empty text": "" }),
    ...(value !== null && { null: null }),
    ...(value !== undefined && { nothing: undefined }),
    ...(typeof value === "boolean" && { "the opposite": !value }),
    ...(typeof value === "number" && { "off by one": value + 1 }),
    ...(value instanceof Date && { "off by one": new Date(value.getTime() + 86_400_000) }),
    ...(typeof value === "string" && {
      "text changed": `${value}WRONG`,
      ...(/\d/.test(value) && { "off by one": value.replace(/\d/, (digit) => `${+digit + 1}`) }),
    }),
  };
  return {
    ...Object.fromEntries(Object.entries(wrong).map(([kind, value]) => [kind, { value }])),
    TypeError: { error: "TypeError: WRONG" },
    ValueError: { error: "ValueError: WRONG" },
  };
}

function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : Deno.inspect(value, { depth: 9 });
}
