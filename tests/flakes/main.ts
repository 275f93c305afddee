/**
 * `deno task flakes` runs the tests that wait for browsers, sockets and other processes ten times,
 * while two busy loops keep the processor from them. `--stalls` stops their processes in
 * turn, for up to three seconds, in place of the loops; `--rounds 3` runs them three times, and paths
 * name other tests. It ends with 1 when a test failed in any round.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- printing is what it is run for
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stalls } from "./stalls.ts";

/** How the tests of one round ended: how many passed, and which failed. */
interface Round {
  readonly passed: number;
  readonly failed: readonly string[];
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Minutes until a round that hangs is ended, and counts as failed. */
const LONGEST = 40;

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "10" }, stalls: { type: "boolean" } },
  allowPositionals: true,
});
const waiting = ["app", "browser", "cli", "examples", "live", "load", "ported"];
const paths = positionals.length > 0 ? positionals : waiting.map((name) => `tests/${name}`);
const rounds = toCount(values.rounds);

// Workers rather than processes: they end with this one, however it ends.
const busy = (values.stalls ? [] : [1, 2])
  .map(() => new Worker("data:text/javascript,for (;;);", { type: "module" }));
const all: Round[] = [];
let tests: Deno.ChildProcess | undefined, stalls: Stalls | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    endTests();
    Deno.exit(1);
  });
}
for (let number = 1; number <= rounds; number++) {
  const start = performance.now();
  const { printed, success } = await run();
  const round = readRound(printed, success);
  all.push(round);
  const seconds = Math.round((performance.now() - start) / 1000);
  const { passed, failed } = round;
  console.log(
    `round ${number} of ${rounds}: ${passed} passed, ${failed.length} failed (${seconds} s)`,
  );
  for (const name of failed) console.log(`  ${name}`);
  if (failed.length > 0) console.error(printed);
}
for (const loop of busy) loop.terminate();
const [passed, failed] = [sum(({ passed }) => passed), sum(({ failed }) => failed.length)];
console.log(`${passed} passed, ${failed} failed in ${rounds} rounds`);
Deno.exit(failed > 0 ? 1 : 0);

async function run(): Promise<{ printed: string; success: boolean }> {
  tests = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--parallel", ...paths],
    cwd: ROOT,
    env: {
      PORT: "0",
      HOST: "127.0.0.1",
      NO_COLOR: "1",
      FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone",
    },
    stdout: "piped",
    stderr: "piped",
    detached: true, // a group of its own, so that what its tests started ends with it
  }).spawn();
  if (values.stalls) stalls = new Stalls(tests.pid);
  const timer = setTimeout(endTests, LONGEST * 60_000);
  const { success, stdout, stderr } = await tests.output();
  clearTimeout(timer);
  stalls?.end();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { printed: `${out}\n${err}`, success };
}

/** Ends the tests, and with them what they have started. */
function endTests(): void {
  if (tests) Deno.kill(-tests.pid, "SIGKILL");
  stalls?.end();
}

function readRound(printed: string, success: boolean): Round {
  const [, failures = "", passed = "0"] =
    /^(?: FAILURES \n(.*?))?(?:ok|FAILED) \| (\d+) passed/ms.exec(printed) ?? [];
  const failed = failures.split("\n").filter(Boolean);
  // Killed, or ended by itself: then it names no test.
  if (failed.length === 0 && !success) failed.push("the run ended without naming a test");
  return { passed: Number(passed), failed };
}

function toCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new RangeError(`Cannot run: --rounds is "${text}", expected a number from 1`);
}

function sum(count: (round: Round) => number): number {
  return all.reduce((total, round) => total + count(round), 0);
}
