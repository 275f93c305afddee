/**
 * Lets thousands join one room within two seconds, and looks at how long others wait meanwhile.
 * `deno task herd` prints what it found for 5,000.
 *
 * @module
 */
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { startProgram } from "../_program.ts";

/** What happened to a herd. */
export interface Herd {
  /** Seconds until the last one was connected, and until it was seen by the members. */
  readonly connected: number;
  readonly together: number;
  /** How often the members were shown to all. */
  readonly shown: number;
  /** How many sockets the server ended. */
  readonly dropped: number;
  /** How many got the last of ten messages, which were sent at once, after the nine before. */
  readonly reached: number;
  /** Milliseconds that another client's requests took while they came. */
  readonly wait: Spread;
  /** Milliseconds of processor time that the server took before it would have come to them. */
  readonly busy: Spread;
  /** Bytes of memory of the server for each member. */
  readonly rss: number;
}

/** Half of the values are at most `half`, 99 of 100 at most `most`. */
export interface Spread {
  readonly half: number;
  readonly most: number;
  readonly max: number;
}

interface Look {
  readonly shown: number;
  readonly rss: number;
  readonly delays: number[];
}

const pinger = new URL("../fixtures/live/pinger.ts", import.meta.url);
const server = fileURLToPath(new URL("../fixtures/live/herd_server.ts", import.meta.url));

/** Starts a server and lets a number of clients join its room within some seconds. */
export async function herd(count: number, seconds = 2): Promise<Herd> {
  await using program = await startProgram(["run", "-A", server]);
  const look = async (): Promise<Look> => await (await fetch(`${program.origin}/look`)).json();
  const before = await look();
  const start = performance.now(), origin = program.origin.replace("http", "ws");
  let dropped = 0, together = 0, isDone = false;
  const got = new Map<WebSocket, string[]>();
  const join = async (i: number) => {
    await wait(i * seconds * 1000 / count);
    const socket = new WebSocket(`${origin}/member${i}`);
    got.set(socket, []);
    socket.onclose = () => isDone || dropped++;
    socket.onmessage = ({ data }) => {
      if (data.startsWith("message")) got.get(socket)!.push(data);
      else if (data.includes(`>${count} are here<`) && i === count - 1) {
        together = performance.now();
      }
    };
    await new Promise((resolve) => socket.onopen = resolve);
  };
  // In a thread of its own: this one is as busy as the server.
  const other = new Worker(pinger, { workerData: `${program.origin}/ping` });
  await Promise.all(Array.from({ length: count }, (_, i) => join(i)));
  const connected = performance.now();
  while (!together && dropped === 0) await wait(20);
  other.postMessage("stop");
  const [waits] = await once(other, "message") as [number[]];
  const after = await look();
  const texts = Array.from({ length: 10 }, (_, i) => `message ${i}`);
  await Promise.all(texts.map((text) => {
    const body = new URLSearchParams({ text });
    return fetch(`${program.origin}/send`, { method: "POST", body }).then((reply) => reply.text());
  }));
  const reached = () => [...got.values()].filter((all) => all.length === texts.length).length;
  for (let tries = 0; tries < 100 && reached() + dropped < count; tries++) await wait(100);
  isDone = true;
  for (const socket of got.keys()) socket.close();
  return {
    connected: (connected - start) / 1000,
    together: (together - start) / 1000,
    shown: after.shown,
    dropped,
    reached: reached(),
    wait: toSpread(waits),
    busy: toSpread(after.delays),
    rss: (after.rss - before.rss) / count,
  };
}

function toSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
  return { half: at(0.5), most: at(0.99), max: at(1) };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// deno-lint-ignore no-console -- what the task is for
if (import.meta.main) console.log(await herd(Number(Deno.args[0] ?? 5000)));
