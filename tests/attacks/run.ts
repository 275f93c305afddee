/** Sends each attack, and says what came of it. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findPostgres, findProgram } from "../_needs.ts";
import { check } from "./check.ts";
import SHARED_STEPS from "./shared_steps.json" with { type: "json" };
import { toCookie } from "./cookies.ts";
import { findUnknown } from "./fields.ts";
import { needsOwn, play } from "./steps/play.ts";
import { toSteps } from "./steps/prose.ts";
import { startTarget, type Target, toJar } from "./target.ts";
import type { Case, Expectation } from "./types.ts";

/** What came of one attack. */
export interface Outcome {
  readonly id: string;
  /** What is wrong; empty where the program is safe. */
  readonly wrong: readonly string[];
  /** Why DESIGN wants another outcome than the case, of which the rest held; or why it was not run. */
  readonly design?: string;
}

const STEPS: Readonly<Record<string, Partial<Case>>> = SHARED_STEPS as never;

const NEEDS = { postgresql: findPostgres, redis: () => findProgram("redis-server") };

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

/** Reads the cases of a file. The shared ones say in prose what is done: their steps are here. */
export async function readCases(file: string): Promise<Case[]> {
  const cases: Case[] = JSON.parse(await Deno.readTextFile(file));
  return cases.map((each) => {
    const { program, ...rest } = { ...STEPS[each.id], ...each };
    if (program === undefined) return rest;
    const beside = resolve(dirname(file), program);
    return { ...rest, program: existsSync(beside) ? beside : program };
  });
}

/**
 * Sends all attacks: to one program, which must answer after each, and beside it those that need a
 * program of their own.
 */
export async function runCases(cases: readonly Case[]): Promise<Outcome[]> {
  const outcomes = new Map<Case, Outcome>();
  await using target = await startTarget();
  const run = async (isOwn: boolean) => {
    for (const each of cases.filter((each) => needsOwn(each) === isOwn)) {
      const outcome = await runCase(each, target);
      const isAlive = isOwn || (await target.request({ path: "/ok" })).status === 200;
      const wrong = isAlive ? outcome.wrong : [...outcome.wrong, "the program no longer answers"];
      outcomes.set(each, { ...outcome, wrong });
    }
  };
  await Promise.all([run(false), run(true)]);
  return cases.map((each) => outcomes.get(each)!);
}

async function runCase(each: Case, shared: Target): Promise<Outcome> {
  const { id, kind, env, program } = each;
  const unknown = findUnknown(each);
  if (unknown.length > 0) return { id, wrong: [`Cannot run this case: unknown ${unknown}`] };
  const missing = (each.needs ?? []).filter((name) => !NEEDS[name]());
  if (missing.length > 0) return { id, wrong: [], design: `not run: it needs ${missing}` };
  const steps = each.steps ?? (each.request || each.flow ? undefined : toSteps(each));
  try {
    if (steps) {
      await play({ ...each, steps }, shared);
      return { id, wrong: [] };
    }
    if (!needsOwn(each)) return await send(each, shared);
    await using own = await startTarget({
      program,
      env: { ...kind === "debug" && { ATTACK_DEBUG: "1" }, ...env },
    });
    return await send(each, own);
  } catch (error) {
    return { id, wrong: [String(error).replace(/\s+/g, " ").slice(0, 400)] };
  }
}

async function send(each: Case, target: Target): Promise<Outcome> {
  const { id, request, flow, expect, body_has, body_lacks } = each;
  const host = target.fill("{host}");
  let cookie = each.session ? await target.login(each.session) : "";
  if (flow) {
    let answer = await target.request({ method: "GET", path: "/ok" });
    for (const [method, path] of flow) {
      answer = await target.request({ method, path }, { cookie });
      cookie = toJar(answer, cookie);
    }
    const all = { ...expect, ...body_has && { body_has }, ...body_lacks && { body_lacks } };
    return { id, wrong: check(all, answer, host) };
  }
  if (!request) {
    return { id, wrong: ["Cannot run this case: it says in prose what is done, expected steps"] };
  }
  if (request.cookie !== undefined) cookie = `session_=${toCookie(request.cookie)}`;
  const [design, , instead] = BY_DESIGN.find(([, applies]) => applies(request)) ?? [];
  const answer = request.raw
    ? await target.raw(request.raw)
    : await target.request(request, { cookie });
  const wrong = check({ ...expect, ...instead }, answer, host);
  const isAsked = check(expect, answer, host).length === 0;
  return { id, wrong, ...design && !isAsked && { design } };
}
