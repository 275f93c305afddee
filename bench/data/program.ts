/** Does the verbs with one of the subjects: `program.ts <subject> <file> <rows>`. */
import { deepStrictEqual } from "node:assert";
import { offer, repeat } from "../program.ts";
import { newTodo, type Todo, type Todos } from "./todos.ts";

const FILES: Record<string, () => Promise<(path: string) => Todos>> = {
  fasthtml: async () => (await import("./fasthtml.ts")).fasthtmlTodos,
  hand: async () => (await import("./hand.ts")).handTodos,
  drizzle: async () => (await import("./drizzle.ts")).drizzleTodos,
  kysely: async () => (await import("./kysely.ts")).kyselyTodos,
};
const [subject, path] = Deno.args, many = Number(Deno.args[2]);
const todos = (await FILES[subject]())(path);

const HUNDRED = Array.from({ length: 100 }, (_, i) => newTodo(i));
const THOUSAND = Array.from({ length: 1000 }, (_, i) => newTodo(i));
for (let i = 0; i < many; i += 1000) await todos.insertAll(THOUSAND);
await check();

/** Ids all over the table. */
const id = (i: number) => (i * 7919) % many + 1;
let isDone = false;

offer(undefined, {
  get: repeat((i) => todos.get(id(i))),
  select: repeat(() => todos.list(100)),
  update(times) {
    isDone = !isDone; // A row that has the value already may not be written.
    return repeat((i) => todos.update(id(i), isDone))(times);
  },
  insert: repeat((i) => todos.insert(newTodo(i))),
  insertAll: repeat(() => todos.insertAll(THOUSAND)),
});

/** Whether this subject stores and returns rows as all others do. */
async function check(): Promise<void> {
  const first = { id: 1, ...newTodo(0) };
  const plain = (todo: Todo) => ({ ...todo, done: Boolean(todo.done) });
  deepStrictEqual(plain(await todos.get(1)), first);
  deepStrictEqual(
    (await todos.list(100)).map(plain),
    HUNDRED.map((todo, i) => ({ id: i + 1, ...todo })),
  );
  deepStrictEqual(plain(await todos.update(1, true)), { ...first, done: true });
  deepStrictEqual(plain(await todos.get(1)), { ...first, done: true });
  deepStrictEqual(plain(await todos.insert(newTodo(7))), { id: many + 1, ...newTodo(7) });
  deepStrictEqual((await todos.insertAll(HUNDRED)).length, 100);
}
