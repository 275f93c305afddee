/**
 * Mutation testing over the rooms that guard something.
 *
 * `deno task mutants [room …] [--all] [--seed 1] [--sample 60] [--workers 2] [--accept]` changes a
 * room's code in one place at a time, in a copy, and runs the room's tests: one must fail.
 * `--all` tries every mutant in place of a sample; `--accept` writes the survivors into
 * `tests/mutants/survivors/<room>.json`, where each needs a reason by hand. The exit code is 1 when
 * less than 90 % of a room's mutants are killed, or when a survivor has no reason.
 */
import { parseArgs } from "node:util";
import { ROOT } from "../house/_files.ts";
import { type Mutant, mutate, sample } from "./mutate.ts";
import { OPERATORS } from "./operators.ts";
import { type Room, ROOMS, toTest } from "./rooms.ts";
import { type Stage, type Verdict, Worker } from "./run.ts";
import { type Survivor, Survivors } from "./survivors.ts";

const LEAST = 0.9;

if (import.meta.main) Deno.exit(await main(Deno.args));

interface Options {
  readonly size: number;
  readonly seed: number;
  readonly workers: readonly Worker[];
  readonly accept: boolean;
  /** Aborted by Ctrl-C, so that the copies are removed. */
  readonly signal: AbortSignal;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: "boolean", default: false },
      accept: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      sample: { type: "string", default: "60" },
      workers: { type: "string", default: "2" },
    },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(ROOMS);
  const unknown = names.filter((name) => !Object.hasOwn(ROOMS, name));
  if (unknown.length > 0) {
    print(`Cannot find ${unknown.join(", ")}, expected ${Object.keys(ROOMS).join(", ")}`);
    return 1;
  }
  const size = values.all ? Infinity : Number(values.sample);
  print(`seed ${values.seed}, ${values.all ? "all mutants" : `${size} mutants a room`}`);
  print(`operators: ${Object.keys(OPERATORS).join(", ")}`);

  await using stack = new AsyncDisposableStack();
  const workers: Worker[] = [];
  for (let i = 0; i < Number(values.workers); i++) workers.push(stack.use(await Worker.open(ROOT)));
  const signal = untilStopped();
  const options = { size, seed: Number(values.seed), workers, accept: values.accept, signal };
  let isGood = true;
  for (const name of names) isGood = await tryRoom(name, options) && isGood;
  return isGood ? 0 : 1;
}

/** Tries a room's mutants and prints what came of it; false when too many survive. */
async function tryRoom(name: string, options: Options): Promise<boolean> {
  const { size, seed, workers, accept, signal } = options;
  const room = ROOMS[name], start = performance.now();
  const all: Mutant[] = [];
  for (const file of room.files) all.push(...mutate(file, await workers[0]!.read(file)));
  const mutants = sample(all, size, seed);
  const verdicts = await tryAll(mutants, room, { workers, signal });

  const survivors = verdicts.filter(({ outcome }) => outcome === "survived")
    .map(({ mutant }) => mutant);
  const killed = verdicts.length - survivors.length, share = killed / verdicts.length;
  const timeouts = verdicts.filter(({ outcome }) => outcome === "timeout").length;
  const seconds = Math.round((performance.now() - start) / 1000);
  print(
    `${name}: ${killed} of ${verdicts.length} killed (${Math.floor(share * 100)} %), ` +
      `${timeouts} timeouts, ${all.length} mutants in all, ${seconds} s`,
  );
  const accepted = await Survivors.read(name);
  for (const mutant of survivors) print(`  ${toLine(mutant, accepted.reason(mutant))}`);
  for (const entry of accepted.without(all)) print(`  no longer there: ${toText(entry)}`);
  const dead = verdicts.filter(({ outcome }) => outcome !== "survived");
  for (const entry of accepted.of(dead.map(({ mutant }) => mutant))) {
    print(`  killed, but in the list: ${toText(entry)}`);
  }
  if (accept) await accepted.add(survivors);
  return share >= LEAST && survivors.every((mutant) => accepted.reason(mutant) !== undefined);
}

/** Each worker takes the next mutant as soon as it is free. */
async function tryAll(
  mutants: readonly Mutant[],
  room: Room,
  { workers, signal }: Pick<Options, "workers" | "signal">,
): Promise<Verdict[]> {
  const own = room.files.map(toTest);
  const stage = await workers[0]!.measure(own, room.isBare);
  const more = room.more && await workers[0]!.measure(room.more, room.isBare);
  /** Most mutants are killed by the test of their own file. */
  const stagesOf = ({ file }: Mutant): Stage[] => {
    const test = toTest(file), others = own.filter((other) => other !== test);
    return [
      { ...stage, tests: [test] },
      ...others.length > 0 ? [{ ...stage, tests: others }] : [],
      ...more ? [more] : [],
    ];
  };
  const verdicts: Verdict[] = [];
  const next = mutants.entries();
  await Promise.all(workers.map(async (worker) => {
    for (const [index, mutant] of next) {
      if (signal.aborted) break;
      verdicts[index] = await worker.try(mutant, stagesOf(mutant));
    }
  }));
  signal.throwIfAborted();
  return verdicts;
}

function untilStopped(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => controller.abort(new Error(`Stopped by ${name}`)));
  }
  return controller.signal;
}

function toLine({ file, at, operator, before, after }: Mutant, reason?: string): string {
  return `${file}:${at} ${operator}: ${before} → ${after}${reason ? ` (${reason})` : ""}`;
}

function toText({ file, inside, operator, lines }: Survivor): string {
  return `${file} ${inside} ${operator}: ${lines.join(" → ")}`;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
