/** Code of cases, beside a table of two users. */
import { ok, strictEqual } from "node:assert";
import * as library from "../../../mod.ts";
import type { Database } from "../../../lib/data/mod.ts";
import { startPglite } from "../../ext/postgres_servers.ts";
import type { RunStep } from "../types.ts";

/** Tables as every case finds them. */
export interface Tables extends AsyncDisposable {
  readonly names: Readonly<Record<string, unknown>>;
  /** That no case has reached what is not its user's. */
  check(): Promise<void>;
}

/** Makes a database with three rows of alice, three of bob, and a table with a password. */
export async function openTables(on: "sqlite" | "postgres"): Promise<Tables> {
  await using resources = new AsyncDisposableStack();
  const server = on === "postgres" ? resources.use(await startPglite()) : undefined;
  // As a database whose verbs all give promises, which `await` takes either way.
  const db = (server ? await server.open() : library.database(":memory:")) as Database<true>;
  resources.defer(async () => await db.close());
  const users = db.create("user", { id: Number, pwd: String, pk: "id" });
  await users.insert({ id: 1, pwd: PASSWORD });
  const todos = db.create(Todo, { name: "todo" });
  for (let id = 1; id <= 6; id++) {
    const name = id < 4 ? "alice" : "bob";
    await todos.insert({ id, name, title: `${name} ${id}`, priority: id });
  }
  const scoped = db.create(Todo, { name: "todo" }).xtra({ name: "alice" });
  const rest = resources.move();
  return {
    names: { ...library, db, todos, scoped, users, Todo },
    async check() {
      const bob = await db.q("select name, title from todo where id in (4, 5, 6) order by id");
      const titles = bob.map(({ name, title }) => `${name}: ${title}`).join();
      strictEqual(titles, "bob: bob 4,bob: bob 5,bob: bob 6");
      strictEqual((await db.q('select * from "user"')).length, 1);
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
}

class Todo {
  static types = { priority: Number };
  id = 0;
  name: string | null = "";
  title = "";
  priority: number | null = 0;
  done = false;
}

/** What no case may come to know. */
const PASSWORD = "secret";

/** Runs code with these names, and holds what it comes to against the step. */
export async function runCode(
  step: RunStep,
  names: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { run, throws, may_throw, equals, lacks = [PASSWORD] } = step;
  const code = typeof run === "string" ? run : run.join("\n");
  let said: string;
  try {
    const value = await evaluate(code, names);
    said = toJson(value);
    ok(throws === undefined, `it comes to ${said.slice(0, 200)}`);
    if (equals !== undefined) strictEqual(said, JSON.stringify(equals));
  } catch (error) {
    // What is no error of the library's, but of this runner's comparison, is an outcome too.
    if (!(error instanceof Error) || error.name === "AssertionError") throw error;
    said = `${error.name}: ${error.message}`;
    ok(may_throw || throws !== undefined && new RegExp(throws).test(said), said);
  }
  for (const text of lacks) ok(!said.includes(text), `${said.slice(0, 200)} has ${text}`);
}

/** The value of the last expression; code with `await` says `return`. */
function evaluate(code: string, names: Readonly<Record<string, unknown>>): unknown {
  const [keys, values] = [Object.keys(names), Object.values(names)];
  if (/\bawait\b/.test(code)) return new AsyncFunction(...keys, code)(...values);
  return new Function(...keys, "code", "return eval(code)")(...values, code);
}

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => typeof part === "bigint" ? `${part}n` : part) ??
    String(value);
}
