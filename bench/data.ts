/** The bench of the data wing. */
import { deepStrictEqual } from "node:assert";
import { drizzleTodos } from "./data/drizzle.ts";
import { fasthtmlTodos } from "./data/fasthtml.ts";
import { handTodos } from "./data/hand.ts";
import { kyselyTodos } from "./data/kysely.ts";
import { newTodo, type Todo, type Todos } from "./data/todos.ts";
import { compare, type Ratio } from "./rounds.ts";

const MANY = 1000;
const HUNDRED = Array.from({ length: 100 }, (_, i) => newTodo(i));

/**
 * Measures each verb on a SQLite file, through `node:sqlite` for all subjects: this project,
 * prepared statements by hand, drizzle (prepared) and kysely. First it checks that all of them
 * store and return the same rows.
 */
export async function dataBench({ quick }: { quick: boolean }): Promise<Ratio[]> {
  const folder = await Deno.makeTempDir();
  const subjects: Record<string, Todos> = {
    fasthtml: fasthtmlTodos(`${folder}/fasthtml.db`),
    hand: handTodos(`${folder}/hand.db`),
    drizzle: drizzleTodos(`${folder}/drizzle.db`),
    kysely: kyselyTodos(`${folder}/kysely.db`),
  };
  try {
    for (const todos of Object.values(subjects)) await check(todos);
    const ratios: Ratio[] = [];
    for (const [title, { times, run }] of Object.entries(VERBS)) {
      ratios.push(
        ...await compare(
          title,
          Object.entries(subjects).map(([name, todos]) => ({
            name,
            measure: () => speed(quick ? Math.ceil(times / 5) : times, (i) => run(todos, i)),
          })),
          {
            rounds: quick ? 3 : 9,
            show: (speed) => `${Math.round(speed).toLocaleString("en")} /s`,
          },
        ),
      );
    }
    return ratios;
  } finally {
    for (const todos of Object.values(subjects)) await todos.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const VERBS: Record<string, { times: number; run(todos: Todos, i: number): unknown }> = {
  get: { times: 50_000, run: (todos, i) => todos.get(i % MANY + 1) },
  select: { times: 3000, run: (todos) => todos.list(100) },
  update: { times: 10_000, run: (todos, i) => todos.update(i % MANY + 1, i % 2 === 0) },
  insert: { times: 10_000, run: (todos, i) => todos.insert(newTodo(i)) },
  insertAll: { times: 30, run: (todos) => todos.insertAll(THOUSAND) },
};

const THOUSAND = Array.from({ length: 1000 }, (_, i) => newTodo(i));

/** The calls per second. Only promises are awaited. */
async function speed(times: number, run: (i: number) => unknown): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    const result = run(i);
    if (result instanceof Promise) await result;
  }
  return times / (performance.now() - start) * 1000;
}

async function check(todos: Todos): Promise<void> {
  for (let i = 0; i < MANY; i += 100) await todos.insertAll(HUNDRED);
  const first = { id: 1, ...newTodo(0) };
  const plain = (todo: Todo) => ({ ...todo, done: Boolean(todo.done) });
  deepStrictEqual(plain(await todos.get(1)), first);
  deepStrictEqual(
    (await todos.list(100)).map(plain),
    HUNDRED.map((todo, i) => ({ id: i + 1, ...todo })),
  );
  deepStrictEqual(plain(await todos.update(1, true)), { ...first, done: true });
  deepStrictEqual(plain(await todos.insert(newTodo(7))), { id: MANY + 1, ...newTodo(7) });
  deepStrictEqual((await todos.insertAll(HUNDRED)).length, 100);
}
