/** Does the verbs with one of the subjects: `postgres_program.ts <subject> <url>`. */
import { deepStrictEqual } from "node:assert";
import { offer, repeat, type Task } from "../program.ts";
import { newTodo } from "./todos.ts";
import type { PostgresTodos } from "./postgres_hand.ts";

const FILES: Record<string, () => Promise<(url: string) => Promise<PostgresTodos>>> = {
  fasthtml: async () => (await import("./postgres_fasthtml.ts")).fasthtmlTodos,
  hand: async () => (await import("./postgres_hand.ts")).handTodos,
};
const MANY = 1000, USERS = 32;
const [subject, url] = Deno.args;
const todos = await (await FILES[subject]())(url);
await check();

const tasks: Record<string, Task> = {
  get: repeat((i) => todos.get(i % MANY + 1)),
  select: repeat(() => todos.list(100)),
  insert: repeat((i) => todos.insert(newTodo(i))),
  update: repeat((i) => todos.update(i % MANY + 1, i % 2 === 0)),
};

/** Several users, who each wait for one before the next. */
const many = (task: Task): Task => (times) =>
  Promise.all(Array.from({ length: USERS }, () => task(Math.ceil(times / USERS))));

offer(undefined, {
  ...tasks,
  ...Object.fromEntries(Object.entries(tasks).map(([name, task]) => [`${name}-32`, many(task)])),
});

/** Whether this subject stores and returns rows as all others do. */
async function check(): Promise<void> {
  const rows = Array.from({ length: MANY }, (_, i) => newTodo(i));
  await todos.insertAll(rows);
  const plain = (todo: object) => ({ ...todo });
  deepStrictEqual(plain(await todos.get(1)), { id: 1, ...newTodo(0) });
  deepStrictEqual(
    (await todos.list(100)).map(plain),
    rows.slice(0, 100).map((todo, i) => ({ id: i + 1, ...todo })),
  );
  deepStrictEqual(plain(await todos.update(1, true)), { id: 1, ...newTodo(0), done: true });
  deepStrictEqual(plain(await todos.insert(newTodo(7))), { id: MANY + 1, ...newTodo(7) });
}
