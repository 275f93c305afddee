/**
 * Many clients at once: no 5xx, and each write that got a response is in the database once. `LOAD_REQUESTS`
 * sends more than the suite does.
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";

const APP = fileURLToPath(new URL("app.ts", import.meta.url));
const total = Number(Deno.env.get("LOAD_REQUESTS") ?? 2000);
const CONNECTIONS = 64;

interface Seen {
  readonly statuses: Map<string, number>;
  /** Keys of entries whose writing was answered. */
  readonly keys: string[];
}

async function withProgram(run: (program: Program, file: string) => Promise<void>): Promise<void> {
  await using folder = await tempFolder();
  const file = `${folder.path}/load.db`;
  const args = ["run", "-A", "--v8-flags=--expose-gc", APP];
  await using program = await startProgram(args, { env: { LOAD_DB: file } });
  await run(program, file);
}

/** One request of the mix; what it is depends on its number alone. */
async function send(origin: string, i: number, seen: Seen): Promise<void> {
  const note = (kind: string, response: Response) => {
    const line = `${kind} ${response.status}`;
    seen.statuses.set(line, (seen.statuses.get(line) ?? 0) + 1);
  };
  const form = (path: string, body: BodyInit) => fetch(origin + path, { method: "POST", body });
  switch (i % 8) {
    case 0:
      return await drop(await fetch(`${origin}/`), (response) => note("page", response));
    case 1:
      return await drop(await fetch(`${origin}/greet/eve?times=3`), (r) => note("greet", r));
    case 2:
    case 3: {
      const key = `key-${i}`;
      const response = await form("/add", new URLSearchParams({ key, n: `${i}` }));
      note("write", response);
      strictEqual((await response.json()).key, key);
      seen.keys.push(key);
      return;
    }
    case 4: {
      const body = new FormData();
      body.append("file", new File(["x".repeat(20_000)], "f.txt"));
      const response = await form("/upload", body);
      note("upload", response);
      deepStrictEqual(await response.json(), { size: 20_000 });
      return;
    }
    case 5:
      return await drop(await fetch(`${origin}/nowhere/${i}`), (r) => note("absent", r));
    case 6:
      return await drop(await fetch(`${origin}/greet/x?times=many`), (r) => note("bad", r));
    default:
      return await drop(await fetch(`${origin}/visits`), (r) => note("session", r));
  }
}

async function drop(response: Response, note: (response: Response) => void): Promise<void> {
  note(response);
  await response.body?.cancel();
}

async function sendAll(origin: string, count: number, seen: Seen, from = 0): Promise<void> {
  let next = from;
  const visitor = async () => {
    while (next < from + count) await send(origin, next++, seen);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, visitor));
}

function storedKeys(file: string): string[] {
  using db = new DatabaseSync(file);
  return db.prepare("select key from entry order by key").all().map(({ key }) => String(key));
}

/** Megabytes after a collection: resident, on V8's heap, and beside it. */
async function memory(origin: string): Promise<[rss: number, heap: number, external: number]> {
  const text = await (await fetch(`${origin}/memory`)).text();
  return text.split(",").map((bytes) => Math.round(Number(bytes) / 1e6)) as [
    number,
    number,
    number,
  ];
}

Deno.test("64 connections over mixed routes: no 5xx, nothing lost or doubled", () =>
  withProgram(async ({ origin, printed }, file) => {
    const seen: Seen = { statuses: new Map(), keys: [] };
    await sendAll(origin, 2000, seen, 1_000_000); // the first requests fill caches and buffers
    const before = await memory(origin);
    const start = performance.now();
    await sendAll(origin, total, seen);
    const seconds = (performance.now() - start) / 1000;
    const after = await memory(origin);
    deepStrictEqual([...seen.statuses.keys()].sort(), [
      "absent 404",
      "bad 400",
      "greet 200",
      "page 200",
      "session 200",
      "upload 200",
      "write 200",
    ]);
    deepStrictEqual(storedKeys(file), seen.keys.sort());
    const grown = `megabytes: ${before} before, ${after} after`;
    ok(after[1] - before[1] < 10 && after[2] - before[2] < 40 && after[0] - before[0] < 150, grown);
    strictEqual(/Error/.test(printed()), false, printed());
    if (total > 2000) {
      // deno-lint-ignore no-console -- the figures of a long run
      console.log({ total, seconds, before, after, ...Object.fromEntries(seen.statuses) });
    }
  }));

Deno.test("SIGTERM under load: what is accepted is answered, what is answered is stored", () =>
  withProgram(async (program, file) => {
    const seen: Seen = { statuses: new Map(), keys: [] };
    let broken = 0;
    const isRefused = (error: unknown) =>
      error instanceof TypeError && /refused|reset|closed|SendRequest/i.test(String(error.cause));
    let isEnding = false;
    const visitor = async (_: unknown, at: number) => {
      for (let i = 0; i < 400; i++) {
        try {
          const key = `key-${at}-${i}`;
          const body = new URLSearchParams({ key, n: `${i}` });
          const response = await fetch(`${program.origin}/add`, { method: "POST", body });
          strictEqual(response.status, 200);
          await response.json();
          seen.keys.push(key);
        } catch (error) {
          if (!isRefused(error)) throw error;
          // Rejected before it was accepted; the client may send it elsewhere.
          if (!isEnding) broken++;
          return;
        }
      }
    };
    const visitors = Promise.all(Array.from({ length: 32 }, visitor));
    await until(60, "writes from all", () => seen.keys.length > 64);
    isEnding = true;
    const { code } = await program.end("SIGTERM");
    await visitors;
    deepStrictEqual([code, broken], [0, 0]);
    // Neither an answered write that is lost, nor a stored one that was not answered.
    deepStrictEqual(storedKeys(file), seen.keys.sort());
  }));
