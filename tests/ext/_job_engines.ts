import type { Jobs } from "../../ext/jobs.ts";
import type { Database } from "../../mod.ts";
import { needing } from "../_needs.ts";
import type { Keep } from "./_job_keeps.ts";

/** What jobs are kept in, by one of several processes. */
export interface Engine extends AsyncDisposable {
  /** Makes an empty place, and returns what another process opens it by. */
  create(): Promise<string>;
  open(source: string): Process;
  keep(source: string, process: Process): Keep | Promise<Keep & AsyncDisposable>;
}

/** What a process has. */
export interface Process {
  readonly board: Jobs;
  /** The database of the program: that of the jobs, where one keeps them. */
  readonly db: Database<boolean>;
  readonly close: () => unknown;
}

/** What some engines can't do. */
export type Lack = "transactions" | "one clock" | "exact counts";

/** Where a test runs. */
export interface Place extends AsyncDisposable {
  readonly source: string;
  readonly db: Database<boolean>;
  readonly board: Jobs;
  readonly keep: Keep;
  /** What another process would have. */
  other(): Process;
}

/** A kind of engine. */
export interface EngineCase {
  readonly name: string;
  readonly needs: readonly string[];
  readonly lacks?: readonly Lack[];
  start(): Promise<Engine>;
}

/** What is tested over each engine. */
export interface JobTest {
  readonly does: string;
  readonly fn: (at: Place) => Promise<void>;
  readonly needs?: Lack | undefined;
}

/** Runs tests over one engine, each in a place of its own. */
export function testOver(
  { name, needs, lacks = [], start }: EngineCase,
  what: string,
  tests: readonly JobTest[],
): void {
  Deno.test({
    ...needing(needs, `${what} over ${name}`),
    fn: async (t) => {
      await using engine = await start();
      for (const { does, fn, needs } of tests) {
        const isLacking = needs !== undefined && lacks.includes(needs);
        await t.step({
          name: isLacking ? `${does} (not here: ${needs})` : does,
          ignore: isLacking,
          async fn() {
            await using place = await toPlace(engine);
            await fn(place);
          },
        });
      }
    },
  });
}

/** How many jobs are kept. */
export async function countOf(keep: Keep): Promise<number> {
  return (await keep.rows()).length;
}

/** The events of a response, one at a time; at its end, an empty text. */
export function eventsOf(response: Response): { next(): Promise<string> } {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async () => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (event !== ":") return event; // Else a heartbeat.
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return text;
      text += value;
    }
  };
  return { next };
}

async function toPlace(engine: Engine): Promise<Place> {
  const stack = new AsyncDisposableStack();
  const source = await engine.create();
  const open = () => stack.adopt(engine.open(source), async ({ close }) => void await close());
  const process = open();
  const keep = await engine.keep(source, process);
  if (Symbol.asyncDispose in keep) stack.use(keep);
  return {
    ...{ source, db: process.db, board: process.board, keep, other: open },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
