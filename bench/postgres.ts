/** The bench of the Postgres backend. */
import { deepStrictEqual } from "node:assert";
import { postgres } from "../ext/postgres.ts";
import { database } from "../lib/data/mod.ts";
import { findPostgres } from "../tests/_needs.ts";
import { DebianServer } from "../tests/ext/postgres_servers.ts";
import { handTodos, type PostgresTodos } from "./data/postgres_hand.ts";
import { newTodo } from "./data/todos.ts";
import { compare, print, type Ratio } from "./rounds.ts";

const MANY = 1000;
const USERS = 32;

/**
 * Measures verbs on a PostgreSQL server of its own, one after the other and for 32 users at once:
 * this project, and npm:pg by hand. Both return rows as objects, and survive a restart.
 */
export async function postgresBench({ quick }: { quick: boolean }): Promise<Ratio[]> {
  if (!findPostgres()) {
    print("postgres", "not installed");
    return [];
  }
  await using server = await DebianServer.start();
  const url = async (name: string) => {
    await server.run(`CREATE DATABASE ${name}`);
    return `${server.address}/${name}`;
  };
  const subjects: Record<string, PostgresTodos> = {
    fasthtml: await fasthtmlTodos(await url("fasthtml")),
    hand: await handTodos(await url("hand")),
  };
  try {
    for (const todos of Object.values(subjects)) await check(todos);
    const ratios: Ratio[] = [];
    for (const [title, { times, users = 1, run }] of Object.entries(VERBS)) {
      const each = Math.ceil((quick ? times / 5 : times) / users);
      ratios.push(
        ...await compare(
          `postgres ${title}`,
          Object.entries(subjects).map(([name, todos]) => ({
            name,
            measure: () => speed(each, users, (i) => run(todos, i)),
          })),
          {
            rounds: quick ? 5 : 15,
            show: (speed) => `${Math.round(speed).toLocaleString("en")} /s`,
          },
        ),
      );
    }
    return ratios;
  } finally {
    for (const todos of Object.values(subjects)) await todos.close();
  }
}

interface Verb {
  readonly times: number;
  readonly users?: number;
  run(todos: PostgresTodos, i: number): Promise<unknown>;
}

const get: Verb = { times: 4000, run: (todos, i) => todos.get(i % MANY + 1) };
const select: Verb = { times: 1000, run: (todos) => todos.list(100) };
const insert: Verb = { times: 2000, run: (todos, i) => todos.insert(newTodo(i)) };

const VERBS: Record<string, Verb> = {
  get,
  select,
  insert,
  [`get for ${USERS}`]: { ...get, users: USERS },
  [`select for ${USERS}`]: { ...select, users: USERS },
  [`insert for ${USERS}`]: { ...insert, users: USERS },
};

/** The calls per second of several users, who each wait for one before the next. */
async function speed(
  times: number,
  users: number,
  run: (i: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: users }, async (_, user) => {
    for (let i = 0; i < times; i++) await run(user * times + i);
  }));
  return users * times / (performance.now() - start) * 1000;
}

async function fasthtmlTodos(url: string): Promise<PostgresTodos> {
  class Todo {
    id = 0;
    title = "";
    done = false;
    details = "";
  }
  const db = database(postgres(url));
  const todos = db.create(Todo);
  await todos.ready();
  return {
    get: async (id) => await todos.get(id),
    list: async (limit) => await todos({ limit }),
    insert: async (todo) => await todos.insert(todo),
    insertAll: async (list) => await todos.insertAll(list),
    close: async () => await db.close(),
  };
}

async function check(todos: PostgresTodos): Promise<void> {
  const rows = Array.from({ length: MANY }, (_, i) => newTodo(i));
  await todos.insertAll(rows);
  const plain = (todo: object) => ({ ...todo });
  deepStrictEqual(plain(await todos.get(1)), { id: 1, ...newTodo(0) });
  deepStrictEqual(
    (await todos.list(100)).map(plain),
    rows.slice(0, 100).map((todo, i) => ({ id: i + 1, ...todo })),
  );
  deepStrictEqual(plain(await todos.insert(newTodo(7))), { id: MANY + 1, ...newTodo(7) });
}
