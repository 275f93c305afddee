/** Many requests at once, by wrk or else by npm:autocannon. */
import type { Program } from "./processes.ts";
import type { Turn } from "./rounds.ts";

/** A request that is sent again and again. */
export interface Shot {
  path: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Over how many connections. Default: 32. */
  connections?: number;
  /** The status of its responses, if another than 200. */
  status?: number;
}

/**
 * Sends a request for a second, or some of them until there is a response: turns are short, as
 * machines are seldom quiet.
 */
export async function load(program: Program, shot: Shot): Promise<Turn> {
  const before = await program.work();
  let count = 0, seconds = 0;
  while (count === 0) {
    const loaded = await wrk(program.origin, shot) ?? await autocannon(program.origin, shot);
    count += loaded.count;
    seconds += loaded.seconds;
  }
  return { speed: count / seconds, work: count / (await program.work() - before) };
}

/** Lets the compiler do its work, which takes processor time and not just time. */
export async function warm(program: Program, shot: Shot): Promise<void> {
  for (let turn = 0, work = 0; turn < 8 && work < 1; turn++) {
    const before = await program.work();
    await load(program, shot);
    work += await program.work() - before;
  }
}

interface Loaded {
  count: number;
  seconds: number;
}

async function wrk(
  origin: string,
  { path, method = "GET", headers = {}, body, connections = 32, status = 200 }: Shot,
): Promise<Loaded | undefined> {
  const fields = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const script = await Deno.makeTempFile({ suffix: ".lua" });
  try {
    // A long string of Lua: nothing in it is read as code.
    const lines = [`wrk.method = "${method}"`, ...body ? [`wrk.body = [==[${body}]==]`] : []];
    await Deno.writeTextFile(script, lines.join("\n"));
    const args = ["-t1", `-c${connections}`, "-d1s", "-s", script, ...fields, origin + path];
    const printed = await output("wrk", args);
    if (printed === undefined) return;
    const failed = printed.match(status < 400 ? /Socket errors.*|Non-2xx.*/ : /Socket errors.*/)
      ?.[0];
    if (failed) throw new Error(`Cannot measure ${path}: ${failed}, expected none`);
    const [, count, seconds, unit] = printed.match(/(\d+) requests in ([\d.]+)(ms|s|m)/)!;
    const factor = { ms: 0.001, s: 1, m: 60 }[unit]!;
    return { count: Number(count), seconds: Number(seconds) * factor };
  } finally {
    await Deno.remove(script);
  }
}

async function autocannon(
  origin: string,
  { path, method = "GET", headers = {}, body, connections = 32 }: Shot,
): Promise<Loaded> {
  const fields = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const printed = await output(Deno.execPath(), [
    ...[
      "run",
      "-A",
      "npm:autocannon@9.0.0",
      "-j",
      `-c${connections}`,
      "-d1",
      "-m",
      method,
      ...fields,
    ],
    ...body === undefined ? [] : ["-b", body],
    origin + path,
  ]);
  const { requests, duration, errors } = JSON.parse(printed ?? "{}");
  if (errors !== 0) throw new Error(`Cannot measure ${path}: ${errors} errors, expected none`);
  return { count: requests.total, seconds: duration };
}

/** The output of a program, or undefined if it is not installed. */
async function output(program: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
