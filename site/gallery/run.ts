/** Runs the programs of the gallery, within limits, and empties what users have stored. */
import { type Database, fastApp, FastHTML } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { type GalleryProgram, PROGRAMS, toName } from "./list.ts";

/** Where programs run, below the base of the site. */
export const RUN = "/gallery/run";

/** The folder of the programs. */
export const FOLDER: URL = new URL("../../examples/gallery/", import.meta.url);

const HOUR = 3_600_000;

/** How often the rows of a program are counted, in requests, and how many it may have. */
const EVERY = 100, MOST_ROWS = 20_000;

/** What the module of a program exports: its application, and its database in memory if any. */
interface ProgramModule {
  readonly app: FastHTML;
  readonly db?: Database;
}

/** Options of {@linkcode runPrograms}. */
export interface RunOptions {
  /** Default: all programs. */
  readonly programs?: readonly GalleryProgram[];
  /** The time in milliseconds, for tests. Default: `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Makes an application in which each program runs below its name. To be mounted at `RUN`: a client
 * may send ten requests a second, and a program that was idle for an hour forgets what it stored.
 */
export async function runPrograms(options: RunOptions = {}): Promise<FastHTML> {
  const { programs = PROGRAMS, clock = Date.now } = options;
  const running = new Map<string, Running>();
  for (const program of programs) {
    running.set(toName(program), new Running(await importProgram(program), clock()));
  }
  const { app } = fastApp({
    htmx: false,
    pico: false,
    surreal: false,
    csp: true,
    before: limit("600/m", { name: "gallery", clock }),
    secretKey: "only programs have sessions: 0123456789abcdef",
    middleware: async (request, next) => {
      const [, name = ""] = /\/gallery\/run\/([\w-]+)/.exec(new URL(request.url).pathname) ?? [];
      await running.get(name)?.arrive(clock());
      return await next(request);
    },
  });
  for (const [name, { module }] of running) app.mount(`/${name}`, module.app);
  return app;
}

async function importProgram({ file }: GalleryProgram): Promise<ProgramModule> {
  const { app, db } = await import(new URL(`${file}.ts`, FOLDER).href);
  if (!(app instanceof FastHTML)) {
    throw new TypeError(`Cannot run ${file}.ts: app is ${typeof app}, expected an application`);
  }
  return { app, db };
}

/** A program that runs, and when it got its last request. */
class Running {
  readonly module: ProgramModule;
  #last: number;
  #requests = 0;

  constructor(module: ProgramModule, now: number) {
    this.module = module;
    this.#last = now;
  }

  /** Empties its tables after an idle hour, and when they have grown too large. */
  async arrive(now: number): Promise<void> {
    const isIdle = now - this.#last >= HOUR;
    this.#last = now;
    const isLarge = ++this.#requests % EVERY === 0 && await this.#countRows() > MOST_ROWS;
    if (isIdle || isLarge) await this.#empty();
  }

  async #countRows(): Promise<number> {
    let count = 0;
    for (const table of await this.#tables()) count += await table.count();
    return count;
  }

  async #empty(): Promise<void> {
    for (const table of await this.#tables()) await table.deleteWhere("1 = 1");
  }

  async #tables() {
    const { db } = this.module;
    if (!db) return [];
    return (await db.tables()).map((name) => db.t[name]!);
  }
}
