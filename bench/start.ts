/** The bench of starting: from nothing to the first response. */
import { pathToFileURL } from "node:url";
import config from "../deno.json" with { type: "json" };
import { type Place, type Plan, toPlaces } from "./plan.ts";
import { ROOT } from "./processes.ts";
import { compare, median, print, type Ratio, type Turn } from "./rounds.ts";

const SMALL = { fasthtml: "fasthtml.ts", hono: "hono.ts", bare: "bare.ts" };
const FULL = { fasthtml: "fasthtml_full.ts", hono: "hono_full.ts" };

/**
 * The figures: of a small program, of one with a table, sessions and sockets, and of the small one
 * with what is published.
 */
export const startFigures = ["start", "start-full", "start-published"];

/** Measures time, processor time and memory from the start of a process to its first response. */
export async function startBench(plan: Plan): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  const source = ({ root, file }: Place) => ({ path: `${root}/bench/start/${file}`, cwd: root });
  for (const [title, programs] of Object.entries({ start: SMALL, "start-full": FULL })) {
    if (!plan.isWanted(title)) continue;
    const starts = toPlaces(programs, plan.against).map((place) => ({
      name: place.name,
      ...source(place),
    }));
    ratios.push(...await compareStarts(title, starts, plan));
  }
  if (plan.isWanted("start-published")) ratios.push(...await published(plan));
  return ratios;
}

/** A program, and where it is run. */
interface Start {
  name: string;
  path: string;
  cwd: string;
  env?: Readonly<Record<string, string>>;
}

/** The small programs as users have them: from a registry, in a folder of their own. */
async function published(plan: Plan): Promise<Ratio[]> {
  await using resources = new AsyncDisposableStack();
  const registries = new Map<string, Readonly<Record<string, string>>>();
  const starts: Start[] = [];
  for (const { name, file, root } of toPlaces(SMALL, plan.against)) {
    if (!registries.has(root)) {
      // Each version publishes itself.
      const { startRegistry } = await import(pathToFileURL(`${root}/tests/_registry.ts`).href);
      registries.set(root, resources.use(await startRegistry()).env);
    }
    const cwd = await Deno.makeTempDir();
    resources.defer(() => Deno.remove(cwd, { recursive: true }));
    const { version } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
    const imports = {
      "@fasthtml/fasthtml": `jsr:@fasthtml/fasthtml@${version}`,
      "hono": config.imports.hono,
    };
    await Deno.writeTextFile(`${cwd}/deno.json`, JSON.stringify({ imports }));
    await Deno.copyFile(`${ROOT}/bench/start/${file}`, `${cwd}/main.ts`);
    starts.push({ name, path: `${cwd}/main.ts`, cwd, env: registries.get(root) });
  }
  return await compareStarts("start-published", starts, plan);
}

async function compareStarts(
  title: string,
  starts: readonly Start[],
  { quick }: Plan,
): Promise<Ratio[]> {
  const memories = new Map<Start, number[]>(starts.map((start) => [start, []]));
  for (const start of starts) await measure(start); // Compiles it, and downloads what is published.
  const subjects = starts.map((start) => ({
    name: start.name,
    async measure() {
      const { memory, ...turn } = await measure(start);
      if (memory !== undefined) memories.get(start)!.push(memory);
      return turn;
    },
  }));
  const ratios = await compare(title, subjects, {
    rounds: quick ? 9 : 21,
    show: (speed) => `${(1000 / speed).toFixed(1)} ms`,
  });
  const [ours, ...others] = starts;
  const of = (start: Start) => memories.get(start)!;
  if (of(ours).length === 0) return ratios;
  for (const start of starts) {
    print(`${title}-memory ${start.name}`, `${(median(of(start)) / 1024).toFixed(1)} MiB`);
  }
  const toRatio = (start: Start) => ({
    name: `${title}-memory/${start.name}`,
    value: median(of(start).map((size, round) => size / of(ours)[round])),
  });
  return [...ratios, ...others.map(toRatio)];
}

/** Starts a program, waits for its first response, and ends it. Memory is in KiB. */
async function measure(
  { name, path, cwd, env = {} }: Start,
): Promise<Turn & { memory?: number }> {
  const before = performance.now();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", path],
    cwd,
    env: { ...env, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped", // Hono's programs print their link there
  }).spawn();
  try {
    const port = await Promise.race([findPort(process.stdout), findPort(process.stderr)]);
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { "hx-request": "true" },
    });
    const body = await response.text();
    const speed = 1000 / (performance.now() - before);
    if (body !== "<p>Hello, World!</p>") {
      throw new Error(`Cannot start ${name}: it responded with ${body}, expected a paragraph`);
    }
    return { speed, ...await toUsage(process.pid) };
  } finally {
    process.kill("SIGKILL");
    await process.status;
  }
}

/** The port that a program prints. */
async function findPort(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let printed = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    printed += text;
    const port = /(?:Link:|Listening on) http:\/\/[\w.]+:(\d+)/.exec(printed)?.[1];
    if (port) return port;
  }
  return new Promise(() => {}); // The other stream has it.
}

/** What Linux says of a process, its threads together; nothing on other systems. */
async function toUsage(pid: number): Promise<{ work?: number; memory?: number }> {
  if (Deno.build.os !== "linux") return {};
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  let nanoseconds = 0;
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    nanoseconds += Number(
      (await Deno.readTextFile(`/proc/${pid}/task/${name}/schedstat`)).split(" ")[0],
    );
  }
  return { work: 1e9 / nanoseconds, memory: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) };
}
