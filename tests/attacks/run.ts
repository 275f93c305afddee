/** Sends each attack, and says what came of it. */
import { fileURLToPath } from "node:url";
import { check } from "./check.ts";
import { DRIVERS } from "./drivers.ts";
import type { Driver } from "./drivers/types.ts";
import { startTarget, type Target, toJar } from "./target.ts";
import type { Case, Expectation } from "./types.ts";

/** What came of one attack. */
export interface Outcome {
  readonly id: string;
  /** What is wrong; empty where the program is safe. */
  readonly wrong: readonly string[];
  /** Why DESIGN wants another outcome than the case; the rest of the case still held. */
  readonly design?: string;
}

/** Where DESIGN wins over a case: the reason, which cases, and what they must come to instead. */
const BY_DESIGN: [
  reason: string,
  applies: (request: NonNullable<Case["request"]>) => boolean,
  instead: Partial<Expectation>,
][] = [
  [
    "what is no text can't be rendered: the mistake is the program's, logged, and nothing is sent",
    ({ path = "" }) => /^\/esc\/(attrname|tag|jsonchild)/.test(path),
    { status: [200, 400, 404, 500] },
  ],
  [
    "a cookie with such a path can't be: the mistake is the program's, and nothing is set",
    ({ path = "" }) => path.startsWith("/setck"),
    { status: [200, 400, 500] },
  ],
];

/** Where the cases are: in `ATTACKS`, a folder or a file, or the shared ones and this project's own. */
export function findFiles(): string[] {
  const named = Deno.env.get("ATTACKS");
  if (named) return [named.endsWith(".json") ? named : `${named}/attacks.json`];
  return ["../fixtures/attacks/shared.json", "./attacks.json"]
    .map((path) => fileURLToPath(import.meta.resolve(path)));
}

/** Reads the cases of a file. */
export async function readCases(file: string): Promise<Case[]> {
  return JSON.parse(await Deno.readTextFile(file));
}

/** Sends all attacks to one program, which must answer after each. */
export async function runCases(
  cases: readonly Case[],
  report: (outcome: Outcome) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await using target = await startTarget();
  for (const each of cases) {
    const outcome = await runCase(each, target);
    const { status } = await target.request({ method: "GET", path: "/ok" });
    const wrong = status === 200 ? [] : ["the program no longer answers"];
    outcomes.push({ ...outcome, wrong: [...outcome.wrong, ...wrong] });
    report(outcomes.at(-1)!);
  }
  return outcomes;
}

async function runCase(each: Case, target: Target): Promise<Outcome> {
  const { id, kind, request, flow, expect } = each;
  const driver = DRIVERS[id] ?? DRIVERS[kind];
  if (driver && !flow) return { id, wrong: await drive(driver, each, target) };
  const host = `127.0.0.1:${target.port}`;
  let cookie = each.session ? await target.login(each.session) : "";
  if (flow) {
    let answer = await target.request({ method: "GET", path: "/ok" });
    for (const [method, path] of flow) {
      answer = await target.request({ method, path }, cookie);
      cookie = toJar(answer, cookie);
    }
    const { body_has, body_lacks } = each;
    const all = { ...expect, ...body_has && { body_has }, ...body_lacks && { body_lacks } };
    return { id, wrong: check(all, answer, host) };
  }
  if (!request || kind !== "http" && kind !== "raw") {
    return { id, wrong: [`no driver for ${kind}`] };
  }
  const [design, , instead] = BY_DESIGN.find(([, applies]) => applies(request)) ?? [];
  const answer = kind === "raw"
    ? await target.raw(request.raw!)
    : await target.request(request, cookie);
  const wrong = check({ ...expect, ...instead }, answer, host);
  const isAsked = check(expect, answer, host).length === 0;
  return { id, wrong, ...design && !isAsked && { design } };
}

/** A driver says what is wrong, or throws. */
async function drive(driver: Driver, each: Case, target: Target): Promise<string[]> {
  try {
    const wrong = await driver(each, target);
    return Array.isArray(wrong) ? wrong : [];
  } catch (error) {
    return [String(error).slice(0, 300)];
  }
}
