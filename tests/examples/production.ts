/**
 * Kills each part of examples/production in turn while people order tea, and looks at what is lost.
 * `deno run -A tests/examples/production.ts 600` prints what it found in ten minutes.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
// @ts-types="../../ext/postgres/types.ts"
import pg from "pg";
import { freePort } from "../_port.ts";
import { type TempFolder, tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { PAUSE, Person, type Seen, startProbe } from "./_shop.ts";

/** How a run is made. */
export interface KillOptions {
  /** How many people order at a time. */
  readonly people: number;
  /** What is killed, in turn, and again from the first on while there is time. */
  readonly kills: readonly Kill[];
  /** Seconds for which people go on; each part is killed once at least. */
  readonly seconds: number;
  /** Seconds from one kill to the next, at least. */
  readonly every: number;
}

/** The name of a part, and a signal. */
export type Kill = readonly [part: string, signal: Deno.Signal];

/** What one kind of kill cost, at most. All times are milliseconds. */
export interface Cost {
  kills: number;
  /** For how long a page without a session had no answer. */
  page: number;
  /** For how long a person could not order. */
  orders: number;
  /** For how long a page that was open was cut off. */
  cut: number;
  /** From an order that was accepted to its shipment. */
  shipped: number;
}

/** What happened. */
export interface KillRun {
  readonly orders: number;
  /** How many mails came a second time. */
  readonly doubledMails: number;
  readonly people: number;
  readonly costs: Readonly<Record<string, Cost>>;
  /** What should not happen: orders that are lost, pages that show something else. */
  readonly problems: readonly string[];
  readonly failures: Readonly<Record<string, number>>;
}

/** Each part by both signals, first those after which jobs wait for half a minute. */
export const KILLS: readonly Kill[] = [
  ["main", "SIGKILL"],
  ...["mailbox", "PostgreSQL", "worker", "Redis", "Caddy"].flatMap((part): Kill[] => [
    [part, "SIGKILL"],
    [part, part === "PostgreSQL" ? "SIGINT" : "SIGTERM"],
  ]),
  // Pages are at the other server after each of these.
  ["server-A", "SIGKILL"],
  ["server-B", "SIGTERM"],
  ["server-A", "SIGTERM"],
  ["server-B", "SIGKILL"],
];

const MAIN = fileURLToPath(new URL("../../examples/production/main.ts", import.meta.url));

/** Runs the shop, with people in it. */
export async function killAll({ people, kills, seconds, every }: KillOptions): Promise<KillRun> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await tempFolder());
  const shop = resources.use(await Shop.open(folder));
  const seen: Seen = { accepted: new Map(), failures: {}, odd: [] };
  const all: Person[] = [];
  resources.defer(async () => void await Promise.all(all.map((person) => person.leave())));
  const enter = async () => {
    const person = new Person(all.length + 1, shop.origin, seen);
    all.push(person);
    await within(60, "a sign-up", person.begin());
    return person;
  };
  for (let n = 0; n < people; n++) await enter();
  const regulars = [...all];
  const shipments = resources.use(new Shipments(shop.database));
  const probe = startProbe(shop.origin);
  resources.defer(() => probe.end());

  const turns: (Omit<Cost, "kills" | "shipped"> & { name: string; ids: string[] })[] = [];
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; turn < kills.length || performance.now() < end; turn++) {
    const [part, signal] = kills[turn % kills.length]!;
    await progress(regulars);
    const next = performance.now() + every * 1000, before = seen.accepted.size;
    const cuts = regulars.map((person) => (person.ordering.take(), person.cuts.length));
    probe.gap.take();
    try {
      await shop.kill(part, signal);
      const guest = await enter(); // One more person signs up while the part is away.
      await progress([...regulars, guest]);
      await delay(Math.max(0, next - performance.now()));
      await guest.rest();
    } catch (error) {
      const state = JSON.stringify([seen.failures, seen.odd]);
      throw new Error(`After ${signal} to ${part}: ${state}, ${shop.printed()}`, { cause: error });
    }
    turns.push({
      name: `${part} ${signal}`,
      ids: [...seen.accepted.keys()].slice(before),
      page: probe.gap.take(),
      orders: Math.max(...regulars.map(({ ordering }) => ordering.take() - PAUSE)),
      cut: Math.max(0, ...regulars.flatMap((person, i) => person.cuts.slice(cuts[i]))),
    });
  }
  await Promise.all(regulars.map((person) => person.rest()));
  const mails = await shop.findMails(seen, all.length);
  const problems = [...mails.problems, ...await shipments.findProblems(seen)];
  problems.push(...await compare(all));
  for (const { name, shown } of all) if (shown === "") problems.push(`${name} saw no orders`);
  problems.push(...seen.odd);
  await Promise.all(all.map((person) => person.leave()));
  await probe.end();
  await shipments[Symbol.asyncDispose]();
  problems.push(...await shop.close());
  const { failures, accepted } = seen, costs: Record<string, Cost> = {};
  for (const { name, ids, ...times } of turns) {
    const cost = costs[name] ??= { kills: 0, page: 0, orders: 0, cut: 0, shipped: 0 };
    const shipped = Math.max(...ids.map((id) => shipments.seen.get(id)! - accepted.get(id)!));
    cost.kills++;
    for (const [what, time] of Object.entries({ ...times, shipped }) as [keyof Cost, number][]) {
      cost[what] = Math.round(Math.max(cost[what], time));
    }
  }
  const { doubled: doubledMails } = mails;
  return { orders: accepted.size, doubledMails, people: all.length, costs, problems, failures };
}

/** Waits until an order of each person is accepted. */
async function progress(people: readonly Person[]): Promise<void> {
  const before = people.map(({ orders }) => orders);
  await until(90, "orders", () => people.every(({ orders }, i) => orders > before[i]!));
}

/** Waits until all pages show what a new one does, and that is the same for all. */
async function compare(people: readonly Person[]): Promise<string[]> {
  const loaded = await Promise.all(people.map((person) => person.load()));
  const right = loaded[0]!;
  const wrong = () => people.filter(({ shown }) => shown !== right);
  await until(30, "the same at all pages", () => wrong().length === 0).catch(() => {});
  return [
    ...loaded.filter((page) => page !== right).map((page) => `a page has ${page}, not ${right}`),
    ...wrong().map(({ name, shown }) => `${name} is shown ${shown}, not ${right}`),
    ...right.includes(">0 being packed<") ? [] : [`a page has ${right}`],
  ];
}

/** The shop, as its one command starts it. */
class Shop implements AsyncDisposable {
  readonly origin: string;
  readonly #folder: string;
  readonly #port: number;
  #process!: Deno.ChildProcess;
  #printed = "";
  #reading: Promise<void> | undefined;

  static async open({ path }: TempFolder): Promise<Shop> {
    if (Deno.uid() === 0) await Deno.chmod(path, 0o755); // PostgreSQL runs as another user.
    const shop = new Shop(path);
    await shop.#start();
    return shop;
  }

  private constructor(folder: string) {
    this.#folder = `${folder}/the shop`;
    this.#port = freePorts(7);
    this.origin = `http://127.0.0.1:${this.#port}`;
  }

  /** The URL of the database. */
  get database(): string {
    const secret = Deno.readTextFileSync(`${this.#folder}/secret`);
    return `postgres://shop:${secret}@127.0.0.1:${this.#port + 4}/postgres`;
  }

  /** Kills a part, or the launcher, which is then started again by hand. */
  async kill(part: string, signal: Deno.Signal): Promise<void> {
    Deno.kill(parseInt(Deno.readTextFileSync(`${this.#folder}/${part}.pid`)), signal);
    if (part !== "main") return;
    await this.#process.status;
    await this.#start();
  }

  /** The last of what the shop has printed. */
  printed(): string {
    return this.#printed.slice(-20_000);
  }

  /** Waits until there is a mail for each order, and one for each person. */
  async findMails({ accepted }: Seen, people: number) {
    const folder = `${this.#folder}/mails`, read = new Map<string, string>();
    const look = () => {
      for (const { name } of Deno.readDirSync(folder)) {
        if (!name.endsWith(".eml") || read.has(name)) continue;
        const text = Deno.readTextFileSync(`${folder}/${name}`).replace(/=\r\n/g, "");
        read.set(name, /Your order ([\w-]{36})/.exec(text)?.[1] ?? /^To: (.*)\r$/m.exec(text)![1]!);
      }
      return new Set(read.values());
    };
    const isWhole = () => look().size === accepted.size + people;
    await until(180, "mails", isWhole).catch(() => {}); // Said below.
    const told = look();
    const problems = [...accepted.keys()].filter((id) => !told.has(id))
      .map((id) => `there is no mail on order ${id}`);
    if (!isWhole()) problems.push(`there are mails on ${told.size} things`);
    return { problems, doubled: read.size - told.size };
  }

  /** Ends all, and returns what should not be. */
  async close(): Promise<string[]> {
    this.#process.kill("SIGTERM");
    const { code } = await within(60, "the end of the shop", this.#process.status);
    await within(10, "the end of all that prints", this.#reading!);
    const left = [...Deno.readDirSync(this.#folder)].filter(({ name }) => name.endsWith(".pid"));
    return [
      ...code === 0 ? [] : [`the shop ended with ${code}`],
      ...left.map(({ name }) => `${name} is left`),
    ];
  }

  async #start(): Promise<void> {
    const opened = Promise.withResolvers<void>(), before = this.#printed.length;
    this.#process = new Deno.Command("/bin/sh", {
      args: ["-c", 'exec "$0" "$@" 2>&1', Deno.execPath(), "run", "-A", MAIN],
      env: { SHOP_DATA: this.#folder, PORT: `${this.#port}`, NO_COLOR: "1" },
      stdout: "piped",
      stdin: "null",
    }).spawn();
    const { stdout } = this.#process;
    this.#reading = (async () => {
      for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
        this.#printed += text;
        if (this.#printed.includes("The shop is open", before)) opened.resolve();
      }
      opened.reject(new Error(`Cannot open the shop: ${this.#printed}`));
    })();
    opened.promise.catch(() => {}); // Said below.
    await within(60, "the opening", opened.promise);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended by itself
    }
    await within(60, "the end of the shop", this.#reading!);
  }
}

/** The first of so many ports in a row that are free. */
function freePorts(count: number): number {
  for (;;) {
    const first = freePort();
    try {
      const listeners = Array.from(
        { length: count },
        (_, n) => Deno.listen({ hostname: "127.0.0.1", port: first + n }),
      );
      for (const listener of listeners) listener.close();
      return first;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

/** Reads the database again and again. */
class Shipments implements AsyncDisposable {
  /** When each order was seen as shipped. */
  readonly seen = new Map<string, number>();
  readonly #url: string;
  readonly #running: Promise<void>;
  #isOver = false;

  constructor(url: string) {
    this.#url = url;
    this.#running = this.#look();
  }

  /** Waits until all is shipped, and compares it with what was accepted. */
  async findProblems({ accepted }: Seen): Promise<string[]> {
    const missing = () => [...accepted.keys()].filter((id) => !this.seen.has(id));
    await until(120, "shipments", () => missing().length === 0).catch(() => {});
    const stored = new Set((await this.#ask('select id from "order"')).map(({ id }) => id));
    const [jobs] = await this.#ask("select count(*)::int as count from _jobs");
    return [
      ...missing().map((id) => `order ${id} is ${stored.has(id) ? "not shipped" : "lost"}`),
      ...stored.size === accepted.size ? [] : [`${stored.size} orders are stored`],
      ...jobs.count === 0 ? [] : [`${jobs.count} jobs are left`],
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #look(): Promise<void> {
    const sql = 'select id from "order" where shipped order by at desc limit 1000';
    for (; !this.#isOver; await delay(200)) {
      try {
        const rows = await this.#ask(sql), now = performance.now();
        for (const { id } of rows) if (!this.seen.has(id)) this.seen.set(id, now);
      } catch {
        // PostgreSQL is away.
      }
    }
  }

  // deno-lint-ignore no-explicit-any -- rows of the test's own SQL
  async #ask(sql: string): Promise<any[]> {
    const client = new pg.Client({ connectionString: this.#url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

if (import.meta.main) {
  const [seconds = "600", every = "12", people = "8", ...parts] = Deno.args;
  const kills = KILLS.filter(([part]) => parts.length === 0 || parts.includes(part));
  const { costs, ...rest } = await killAll({
    people: Number(people),
    kills,
    seconds: Number(seconds),
    every: Number(every),
  });
  // deno-lint-ignore no-console -- what the task is for
  console.table(costs), console.log(rest);
  Deno.exit(rest.problems.length > 0 ? 1 : 0);
}
