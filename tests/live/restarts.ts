/**
 * Restarts servers again and again while clients write and read, and looks at what is lost.
 * `deno task restarts 100` prints what it found at a hundred, a quarter of each kind.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "../_program.ts";
import { freePort } from "../_port.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import {
  postWriter,
  type Reader,
  socketReader,
  socketWriter,
  startWatcher,
  streamReader,
  uploader,
  type Writer,
} from "./_clients.ts";
import { startPostgres, startRedis } from "./_brokers.ts";
import { Pages } from "./_pages.ts";
import { startProxy } from "./_proxy.ts";

/** What is restarted, and how. */
export interface RestartsOptions {
  /** How many servers there are: two are restarted in turn, behind a proxy. Default: 1. */
  servers?: 1 | 2;
  /** Every so many restarts, a server gets SIGKILL in the place of SIGTERM. Default: none does. */
  killEvery?: number;
  /** The URL of a broker that keeps messages: then clients get each message, also after restarts. */
  broker?: string;
  /** Whether Chromium reads, too, with a page of each version of htmx, for a socket and a stream. */
  withPages?: boolean;
}

/** What was done, and how long clients waited. */
export interface Figures {
  restarts: number;
  /** How many texts were acknowledged, by the name of the writer. */
  acknowledged: Record<string, number>;
  /** How many were not, as the connection broke or could not be made. */
  failed: Record<string, number>;
  /** Milliseconds without an answer at a restart, seen by a client that asks again and again. */
  down: Spread;
  /** Milliseconds until a socket or stream was open again. */
  away: Spread;
}

/** The half, and the most. */
interface Spread {
  half: number;
  most: number;
}

/** What should not happen. */
export interface Losses {
  /** Texts that were acknowledged, but are not in the database; that are, but more than once. */
  lostRows: string[];
  doubledRows: string[];
  /** Where no server was killed: texts in the database of which the writer does not know. */
  unknownRows: string[];
  /** Where no server was killed: requests that were answered, but whose task did not run. */
  lostTasks: string[];
  /** Where a broker keeps messages: those that a client missed, or got twice or in another order. */
  unread: string[];
  /** Answers that no restart explains, and what pages log. */
  odd: string[];
  /** Lines of the servers' logs that are not expected, and exit codes. */
  log: string[];
}

const SERVER = fileURLToPath(new URL("../fixtures/live/restart_server.ts", import.meta.url));

/** Restarts servers a number of times. Rejects where something does not come back. */
export async function restart(
  count: number,
  { servers = 1, killEvery = Infinity, broker, withPages = false }: RestartsOptions = {},
): Promise<[Losses, Figures]> {
  await using folder = await tempFolder();
  const file = `${folder.path}/rows.db`;
  const env = {
    ROWS: file,
    FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone",
    ...broker !== undefined && { BROKER: broker },
  };
  const ports = Array.from({ length: servers }, () => freePort());
  const start = (port: number) =>
    within(
      60,
      "a start",
      startProgram(["run", "-A", SERVER], { env: { ...env, PORT: `${port}` } }),
    );
  const log: string[] = [], unread: string[] = [], down: number[] = [];
  const programs: Program[] = [];
  for (const port of ports) programs.push(await start(port));
  await using proxy = startProxy(ports);
  const origin = servers > 1 ? proxy.origin : `http://127.0.0.1:${ports[0]}`;
  const writers: Record<string, Writer> = {
    post1: postWriter("post1", origin),
    post2: postWriter("post2", origin),
    upload: uploader("upload", origin),
    socket1: socketWriter("socket1", origin),
    socket2: socketWriter("socket2", origin),
  };
  const pages = withPages ? await Pages.open(origin) : undefined;
  const all = Object.values(writers);
  const readers: Record<string, Reader> = {
    socket: socketReader(origin),
    stream: streamReader(origin),
  };
  const watcher = startWatcher(origin);
  try {
    for (let i = 0; i < count; i++) {
      await progress(all, programs);
      watcher.takeLongest();
      const one = i % servers, isKilled = (i + 1) % killEvery === 0;
      const { code } = await within(
        60,
        "the end",
        programs[one]!.end(isKilled ? "SIGKILL" : "SIGTERM"),
      );
      log.push(
        ...oddLines(programs[one]!.printed(), isKilled),
        ...isKilled || !code ? [] : [`exit ${code}`],
      );
      programs[one] = await start(ports[one]!);
      await progress(all, programs);
      down.push(watcher.takeLongest());
    }
    await within(60, "the end of writing", Promise.all(all.map((writer) => writer.end())));
    const seen = async () => ({
      ...mapValues(readers, ({ texts }) => texts),
      ...await pages?.texts(),
    });
    if (broker !== undefined) unread.push(...await findUnread(toStored(all).keys(), seen));
    for (const program of programs) {
      const { code } = await within(60, "the end", program.end());
      log.push(...oddLines(program.printed(), false), ...code ? [`exit ${code}`] : []);
    }
  } finally {
    for (const program of programs) await program[Symbol.asyncDispose]();
    const clients = Object.entries({ ...writers, ...readers, watcher });
    await pages?.close();
    await Promise.all(
      clients.map(([name, client]) => within(60, `the end of ${name}`, client.end())),
    );
  }
  const [rows, tasks] = ["rows", "tasks"].map((table) => readTexts(file, table));
  const known = toStored(all), stored = new Set(rows);
  const isGraceful = killEvery > count;
  return [{
    lostRows: [...known.keys()].filter((text) => !stored.has(text)),
    doubledRows: rows!.filter((text, i) => rows!.indexOf(text) !== i),
    unknownRows: isGraceful ? rows!.filter((text) => !known.has(text)) : [],
    lostTasks: isGraceful
      ? [...known.values()].filter((text) => text.startsWith("post") && !tasks!.includes(text))
      : [],
    unread,
    odd: [...all.flatMap(({ odd }) => odd), ...pages?.problems ?? []],
    log,
  }, {
    restarts: count,
    acknowledged: mapValues(writers, ({ acknowledged }) => acknowledged.length),
    failed: mapValues(writers, ({ failed }) => failed),
    down: toSpread(down),
    away: toSpread(Object.values(readers).flatMap(({ gaps }) => gaps)),
  }];
}

/** Waits until the server has acknowledged something more of each writer. */
async function progress(writers: readonly Writer[], programs: readonly Program[]): Promise<void> {
  const before = writers.map(({ acknowledged }) => acknowledged.length);
  const isOn = () => writers.every(({ acknowledged }, i) => acknowledged.length > before[i]!);
  await until(60, "an acknowledged text of each writer", isOn).catch((error) => {
    const printed = programs.map((program) => program.printed()).join("");
    throw new Error(`Cannot go on: ${JSON.stringify(writers)}, ${printed}`, { cause: error });
  });
}

/** What was acknowledged, by the text that is stored and sent. */
function toStored(writers: readonly Writer[]): Map<string, string> {
  const texts = writers.flatMap(({ acknowledged }) => acknowledged);
  return new Map(texts.map((text) => [text.replace(/^upload:\d+$/, "$&, 200000 bytes"), text]));
}

type Seen = Record<string, readonly string[]>;

/** Waits until all readers have all texts, and compares what they got, and in which order. */
async function findUnread(texts: Iterable<string>, look: () => Promise<Seen>): Promise<string[]> {
  const acknowledged = [...texts];
  let seen: Seen = {};
  const missing = () =>
    Object.entries(seen).flatMap(([reader, got]) => {
      const all = new Set(got);
      return acknowledged.filter((text) => !all.has(text)).map((text) =>
        `${reader} missed ${text}`
      );
    });
  const isWhole = async () => {
    seen = await look();
    return missing().length === 0;
  };
  // What is missing in the end is said below.
  await until(30, "all messages", isWhole).catch(() => {});
  const [first = []] = Object.values(seen);
  const strange = Object.entries(seen).flatMap(([reader, got]) => {
    const at = got.findIndex((text, i) => text !== first[i]);
    const twice = got.filter((text, i) => got.indexOf(text) !== i);
    return [
      ...at < 0 ? [] : [`${reader} got ${got[at]} at ${at}, where another got ${first[at]}`],
      ...twice.length === 0 ? [] : [`${reader} got ${twice.length} twice, such as ${twice[0]}`],
    ];
  });
  const own = new Map<string, number>();
  const back = first.filter((text) => {
    if (!acknowledged.includes(text)) return false;
    const [name, n] = text.split(/[:,]/);
    const isBack = Number(n) < (own.get(name!) ?? 0);
    own.set(name!, Number(n));
    return isBack;
  });
  return [
    ...strange,
    ...missing(),
    ...back.map((text) => `all got ${text} too late`),
  ];
}

/** What a server printed beside its link, and beside the number of those who left at its end. */
function oddLines(printed: string, isKilled: boolean): string[] {
  const lines = printed.trim().split("\n").filter((line) => !line.startsWith("Link: "));
  if (/^Shut down: (\d+) of \1 sockets left$/.test(lines.at(-1) ?? "")) lines.pop();
  else if (!isKilled) lines.push("(not all have left before the end)");
  return lines;
}

function readTexts(file: string, table: string): string[] {
  using database = new DatabaseSync(file);
  return database.prepare(`SELECT text FROM ${table}`).all().map(({ text }) => `${text}`);
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function toSpread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    half: Math.round(sorted[sorted.length >> 1] ?? 0),
    most: Math.round(sorted.at(-1) ?? 0),
  };
}

if (import.meta.main) {
  const count = Number(Deno.args[0] ?? 100);
  // One for each run, as it keeps messages.
  await using redis = await startRedis();
  await using other = await startRedis();
  await using postgres = await startPostgres();
  const runs: RestartsOptions[] = [
    { servers: 1 },
    { servers: 1, killEvery: 5, broker: redis.url },
    { servers: 2, broker: other.url, withPages: true },
    { servers: 2, killEvery: 5, broker: postgres.url, withPages: true },
  ];
  for (const run of runs) {
    // deno-lint-ignore no-console -- what the task is for
    console.log(run, ...await restart(Math.ceil(count / runs.length), run));
  }
}
