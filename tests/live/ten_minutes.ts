/**
 * Runs each live example at two servers that share PostgreSQL, with users in browsers of both
 * versions of htmx, while the servers restart in turn. In the end all pages show the same, which is
 * what is stored. `deno task live` takes ten minutes; `deno task live redis 60 20` one, with
 * channels over Redis and a restart every 20 seconds.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type Database, database } from "../../lib/data/mod.ts";
import { postgres } from "../../ext/postgres.ts";
import { freePort } from "../_port.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";
import { openBrowser, watch } from "../browser/_browser.ts";
import { startPostgres, startRedis } from "./_brokers.ts";
import { type Example, EXAMPLES, pause, random, type Visit } from "./_live_users.ts";

/** How a run is made. */
export interface LiveOptions {
  readonly examples: readonly Example[];
  /** What carries the channels. */
  readonly broker: "postgres" | "redis";
  /** Seconds for which the users go on. */
  readonly seconds: number;
  /** Seconds from one restart to the next. */
  readonly every: number;
  /** How many pages each server has. */
  readonly pages: number;
  /** The signals that end servers, in turn. */
  readonly signals: readonly Deno.Signal[];
}

/** What happened in a run. */
export interface LiveRun {
  /** What the users did, and how often they had to do it again; what ended servers. */
  readonly did: Readonly<Record<string, number>>;
  /** Where pages differ, and what browsers and servers printed that they should not have. */
  readonly problems: readonly string[];
}

/** Characters of a problem: CI shows the end of what a test prints, and there may be many. */
const MOST_CHARACTERS = 500;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs the examples. */
export async function runLive(options: LiveOptions): Promise<LiveRun> {
  const { examples, broker, seconds, every, pages, signals } = options;
  await using resources = new AsyncDisposableStack();
  const store = resources.use(await startPostgres());
  const redis = broker === "redis" ? resources.use(await startRedis()) : undefined;
  const { path: folder } = resources.use(await tempFolder());
  const browser = await openBrowser();
  resources.defer(() => browser.close());

  const did: Record<string, number> = {};
  const note = (what: string) => did[what] = (did[what] ?? 0) + 1;
  const admin = database(postgres(store.url, { max: 1 }));
  const sites: Site[] = [];
  for (const example of examples) {
    await admin.q(`create database ${example.name}`);
    const url = store.url.replace(/\w+$/, example.name);
    const program = `${folder}/${example.name}.ts`;
    await Deno.writeTextFile(program, await toProgram(example, redis?.url));
    const site = resources.use(new Site(example, program, url));
    await site.open(browser, pages, note);
    sites.push(site);
  }
  await admin.close();
  const start = performance.now(), end = start + seconds * 1000;
  const acting = sites.map((site) => site.act(end));
  for (let turn = 0; start + (turn + 1) * every * 1000 < end; turn++) {
    await pause(start + (turn + 1) * every * 1000 - performance.now());
    const signal = signals[turn % signals.length]!;
    await Promise.all(sites.map((site) => site.restart(turn % 2, signal)));
    note(signal);
  }
  await Promise.all(acting);
  for (const site of sites) await site.compare();
  return { did, problems: sites.flatMap((site) => site.findProblems()) };
}

/** The text of an example; one line of it is another for Redis. */
async function toProgram({ name }: Example, redis: string | undefined): Promise<string> {
  const text = await Deno.readTextFile(`${ROOT}examples/${name}.ts`);
  if (redis === undefined) return text;
  return text.replace("postgresBroker(url)", `redisBroker(${JSON.stringify(redis)})`)
    .replace("{ postgresBroker }", "{ redisBroker }")
    .replace("ext/postgres-broker", "ext/redis-broker");
}

/** One example at two servers. */
class Site implements AsyncDisposable {
  readonly #example: Example;
  readonly #servers: readonly Server[];
  readonly #db: Database<true>;
  readonly #visits: Visit[] = [];
  readonly #watched: (readonly string[])[] = [];
  readonly #problems: string[] = [];

  constructor(example: Example, program: string, url: string) {
    this.#example = example;
    this.#servers = ["4", "2"].map((HTMX) => new Server(program, { DATABASE_URL: url, HTMX }));
    this.#db = database(postgres(url, { max: 1 }));
  }

  /** Starts the servers, and opens the pages of the users. */
  async open(browser: Browser, pages: number, note: Visit["note"]): Promise<void> {
    for (const server of this.#servers) {
      await server.start();
      for (let i = 0; i < pages; i++) {
        const user = `user${this.#visits.length + 1}`;
        const context = await browser.newContext();
        const page = await this.#visit(context, server, user);
        this.#visits.push({ user, page, said: [], note });
      }
    }
  }

  /** Lets the users act until a time. */
  async act(end: number): Promise<void> {
    await Promise.all(this.#visits.map(async (visit) => {
      const { user, page } = visit;
      try {
        for (; performance.now() < end; await pause(300 + random(1500))) {
          await this.#example.act?.(visit);
        }
      } catch (error) {
        const shown = await page.locator("body").innerText();
        this.#problems.push(`${user}: ${error}; the page shows ${shown.replace(/\s+/g, " ")}`);
      }
    }));
  }

  /** Ends one of the servers, and starts it again. */
  async restart(side: number, signal: Deno.Signal): Promise<void> {
    const server = this.#servers[side]!, { code } = await server.end(signal);
    if (signal === "SIGTERM" && code !== 0) this.#problems.push(`a server ended with ${code}`);
    await server.start();
  }

  /** Waits until all pages show what is stored: those of the users, and new ones elsewhere. */
  async compare(): Promise<void> {
    const { look, isOwn, findFault, stored } = this.#example;
    const pages = await Promise.all(this.#visits.map(async ({ user, page }) => {
      const other = this.#servers.find(({ origin }) => !page.url().startsWith(origin))!;
      const late = await this.#visit(page.context(), other, user);
      return [[user, page], [`new ${user}`, late]] as [string, Page][];
    }));
    for (const group of isOwn ? pages : [pages.flat()]) {
      const names = [...group.map(([name]) => name), "the database"];
      let shown: unknown[] = [];
      const isSame = async () => {
        const looks = group.map(([, page]) => look(page));
        shown = await Promise.all([...looks, ...stored ? [stored(this.#db)] : []]);
        return shown.every((one) => isDeepStrictEqual(one, shown[0]));
      };
      try {
        await until(60, "the same at all pages", isSame);
      } catch (error) {
        this.#problems.push(`${error}: ${toDifference(names, shown)}`);
      }
    }
    this.#problems.push(...await findFault?.(this.#visits) ?? []);
  }

  /** What is wrong with what was seen and printed so far. */
  findProblems(): string[] {
    // What the browser says of a server that is away, and htmx of a button that was pressed then.
    const own = [
      "Failed to load resource: net::ERR_",
      "WebSocket connection to '",
      "htmx: htmx:error: Failed to fetch",
      "htmx:afterRequest, ",
      "htmx:sendError, ",
    ].map((start) => `console: ${start}`);
    const isOwn = (line: string) => own.some((start) => line.startsWith(start));
    const printed = this.#servers.flatMap((server) => server.printed().split("\n"));
    return [
      ...this.#problems,
      ...this.#watched.flat().filter((line) => !isOwn(line)),
      ...printed.filter((line) => line !== "" && !line.startsWith("Link: ")),
    ].map((problem) => `${this.#example.name}: ${problem}`.slice(0, MOST_CHARACTERS));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#db.close();
    for (const server of this.#servers) await server.end("SIGKILL");
  }

  async #visit(context: BrowserContext, { origin }: Server, user: string): Promise<Page> {
    const page = await context.newPage();
    // The list grows while the page is open.
    this.#watched.push(watch(page));
    await page.goto(origin + this.#example.path(user));
    return page;
  }
}

/** Which parts of what pages show are not those of the last. */
function toDifference(names: readonly string[], shown: readonly unknown[]): string {
  const parts = shown.map((one) => Array.isArray(one) ? one : `${one}`.split(" "));
  const last = parts.length - 1, right = parts[last]!;
  return parts.flatMap((own, i) =>
    Array.from({ length: Math.max(own.length, right.length) }, (_, at) => at)
      .filter((at) => own[at] !== right[at])
      .map((at) => `${at} is ${own[at]} at ${names[i]}, ${right[at]} at ${names[last]}`)
  ).join("; ");
}

/** A server that always has the same port. */
class Server {
  readonly origin: string;
  readonly #program: string;
  readonly #env: Readonly<Record<string, string>>;
  #running: Program | undefined;
  #before = "";

  constructor(program: string, env: Readonly<Record<string, string>>) {
    const port = freePort();
    this.origin = `http://127.0.0.1:${port}`;
    this.#program = program;
    this.#env = {
      ...env,
      PORT: `${port}`,
      FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone",
    };
  }

  async start(): Promise<void> {
    const args = ["run", "-A", `--config=${ROOT}deno.json`, this.#program];
    this.#running = await startProgram(args, { env: this.#env });
  }

  async end(signal: Deno.Signal): Promise<Deno.CommandStatus> {
    const status = await this.#running!.end(signal);
    this.#before += this.#running!.printed();
    this.#running = undefined;
    return status;
  }

  printed(): string {
    return this.#before + (this.#running?.printed() ?? "");
  }
}

if (import.meta.main) {
  const [broker = "postgres", seconds = "600", every = "60", pages = "2", ...names] = Deno.args;
  if (broker !== "postgres" && broker !== "redis") {
    throw new TypeError(`Cannot run: broker "${broker}", expected postgres or redis`);
  }
  const { did, problems } = await runLive({
    examples: EXAMPLES.filter(({ name }) => names.length === 0 || names.includes(name)),
    broker,
    seconds: Number(seconds),
    every: Number(every),
    pages: Number(pages),
    signals: ["SIGTERM", "SIGTERM", "SIGKILL"],
  });
  // deno-lint-ignore no-console -- what the task is for
  console.log(did, problems.join("\n"));
  Deno.exit(problems.length > 0 ? 1 : 0);
}
