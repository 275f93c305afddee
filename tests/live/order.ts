/**
 * Sends to a channel of one process, and looks at the order in which another one gets it.
 * `deno task order` does so over each broker, restarts each broker's server, and measures the memory
 * of a fast sender: it prints what it found, and ends with 1 where a message is lost, doubled or
 * out of order.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- printing is what it is run for
import { fileURLToPath } from "node:url";
import type { Broker, FastHTML, RtFunction } from "@fasthtml/fasthtml";
import { natsBroker } from "../../ext/nats_broker.ts";
import { postgresBroker } from "../../ext/postgres_broker.ts";
import { redisBroker } from "../../ext/redis_broker.ts";
import { until } from "../_within.ts";
import { newApp } from "../http/_app.ts";
import { type BrokerServer, startNats, startPostgres, startRedis } from "./_brokers.ts";

/** What is wrong in what a process got of each sender. */
export interface Disorder {
  readonly inversions: number;
  readonly losses: number;
  readonly doubles: number;
}

/** A broker and its server, which keeps its data when it is ended. */
export interface BrokerKind {
  readonly name: string;
  /** The program that the test needs. */
  readonly needs: string;
  start(): Promise<BrokerServer>;
  open(url: string): Broker;
}

/** All brokers that have a server. */
export const KINDS: readonly BrokerKind[] = [
  {
    name: "Redis",
    needs: "redis-server",
    start: () => startRedis({ isDurable: true }),
    open: redisBroker,
  },
  { name: "PostgreSQL", needs: "postgresql", start: startPostgres, open: postgresBroker },
  { name: "NATS", needs: "nats-server", start: startNats, open: natsBroker },
];

/** Two processes send `count` messages in each of three ways to a channel; a third one listens. */
export async function order(open: () => Broker | undefined, count: number): Promise<Disorder> {
  await using one = join(open()), two = join(open()), listener = join(open());
  const heard: string[] = [];
  listener.app.channel("order").listen((html) => heard.push(html));
  await meet([one, two], heard);
  heard.length = 0;
  await Promise.all([one, two].map(async ({ app, rt }, i) => {
    const send = (way: string, n: number) =>
      app.channel("order").send(`${i}${way} ${n} ${"x".repeat(n % 2 ? 9000 : 9)}`);
    const path = rt.post("/send/{n}", { n: Number }, async ({ n }) => {
      await send("c", n);
      return "sent";
    });
    const numbers = Array.from({ length: count }, (_, n) => n);
    await Promise.all(numbers.map((n) => send("a", n)));
    for (const n of numbers) await send("b", n);
    for (const n of numbers) await app.request(path.to({ n }), { method: "POST" });
    await send("end", 0);
  }));
  const isOver = () => heard.filter((text) => text.slice(1).startsWith("end")).length > 1;
  await until(60, "the last messages", isOver);
  return toDisorder(heard.filter((text) => text[1] !== "e"), count);
}

/** One process of the application, as far as a channel knows. */
interface Process extends AsyncDisposable {
  readonly app: FastHTML;
  readonly rt: RtFunction;
}

function join(broker: Broker | undefined): Process {
  const { app, rt } = newApp(broker ? { broker } : {});
  return { app, rt, [Symbol.asyncDispose]: async () => void await app.close() };
}

/** Waits until a listener hears all processes. */
async function meet(processes: readonly Process[], heard: readonly string[]): Promise<void> {
  for (const [i, { app }] of processes.entries()) {
    await until(60, "a first message", async () => {
      await app.channel("order").send(`hello ${i}`);
      return heard.includes(`hello ${i}`);
    });
  }
}

/** Compares what came of each sender and way, as numbers, with what was sent. */
function toDisorder(heard: readonly string[], count: number): Disorder {
  const found = { inversions: 0, losses: 0, doubles: 0 };
  for (const way of ["0a", "0b", "0c", "1a", "1b", "1c"]) {
    const numbers = heard.filter((text) => text.startsWith(way))
      .map((text) => Number(text.split(" ")[1]));
    const different = new Set(numbers).size;
    found.losses += count - different;
    found.doubles += numbers.length - different;
    found.inversions += numbers.filter((n, i) => i > 0 && n < numbers[i - 1]!).length;
  }
  return found;
}

/** Seconds from the return of a server, after five were without it, to the first message heard. */
async function returnOf({ start, open }: BrokerKind): Promise<number> {
  await using server = await start();
  await using one = join(open(server.url)), listener = join(open(server.url));
  const heard: string[] = [];
  listener.app.channel("order").listen((html) => heard.push(html));
  await meet([one], heard);
  await server.crash();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  heard.length = 0;
  await server.start();
  const begin = performance.now();
  await meet([one], heard);
  return (performance.now() - begin) / 1000;
}

/** Memory of a process that awaits 20,000 messages of 2 kB: before, and at most. */
async function fill(open: () => Broker | undefined): Promise<void> {
  await using one = join(open());
  const channel = one.app.channel("order");
  {
    await using listener = join(open());
    const heard: string[] = [];
    listener.app.channel("order").listen((html) => heard.push(html));
    await meet([one], heard);
  }
  const before = Deno.memoryUsage().rss, begin = performance.now(), text = "x".repeat(2000);
  let most = before;
  for (let n = 0; n < 20_000; n++) {
    await channel.send(`${n} ${text}`);
    if (n % 100 === 0) most = Math.max(most, Deno.memoryUsage().rss);
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`  20,000 x 2 kB in ${seconds} s: ${toMb(before)} before, ${toMb(most)} at most`);
}

function toMb(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

async function main(): Promise<void> {
  const [name, url] = Deno.args, own = fileURLToPath(import.meta.url);
  // A process of its own, whose memory nothing else has used.
  const kind = KINDS.find((kind) => kind.name === name);
  if (name) return await fill(() => kind?.open(url!));
  const measure = async (...args: string[]) => {
    const command = new Deno.Command(Deno.execPath(), { args: ["run", "-A", own, ...args] });
    await command.spawn().status;
  };
  const show = (name: string, found: Disorder) => {
    console.log(name, found);
    if (Object.values(found).some((n) => n > 0)) Deno.exitCode = 1;
  };
  show("local", await order(() => undefined, 500));
  await measure("local");
  for (const kind of KINDS) {
    {
      await using server = await kind.start();
      show(kind.name, await order(() => kind.open(server.url), 500));
      await measure(kind.name, server.url);
    }
    console.log(`  heard again ${(await returnOf(kind)).toFixed(1)} s after the server's return`);
  }
}

if (import.meta.main) await main();
