import { setTimeout as delay } from "node:timers/promises";
import {
  type Database,
  DataError,
  type DataTable,
  inRequest,
  NotFoundError,
  UnknownColumnError,
  XtraError,
} from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Todo {
  id = 0;
  title = "";
  done = false;
  user = "";
}

type Todos = DataTable<Todo, number, boolean>;

const ids = async (todos: Todos) => (await todos({ orderBy: "id" })).map(({ id }) => id);

/** Rows 1 and 3 are a's, 2 and 4 are b's. */
async function fill(db: Database<boolean>): Promise<Todos> {
  const todos = db.create(Todo);
  await todos.insertAll(["a", "b", "a", "b"].map((user, i) => ({ title: `t${i + 1}`, user })));
  return todos;
}

/** A second table object, which nothing has narrowed. */
const all = (db: Database<boolean>): Todos => db.create(Todo);

const narrowed = section("xtra", async (db) => (await fill(db)).xtra({ user: "a" }), [
  ["finds its own", ids, [1, 3]],
  [
    "finds its own among",
    async (todos) => (await todos({ title: ["t1", "t2"] })).map(({ id }) => id),
    [1],
  ],
  [
    "an or in a text can't leave it",
    async (todos) => (await todos("title = 't2' or title = 't4'")).length,
    0,
    "sql",
  ],
  ["a where can't leave it", (todos) => todos({ user: "b" }), []],
  ["counts its own", (todos) => todos.count(), 2],
  ["counts its own among", (todos) => todos.count({ title: "t2" }), 0],
  ["get of another's", (todos) => todos.get(2), NotFoundError],
  ["get of another's with a fallback", (todos) => todos.get(2, "none"), "none"],
  ["has its own", async (todos) => [await todos.has(1), await todos.has(2)], [true, false]],
  ["selectOne", (todos) => todos.selectOne({ id: 2 }), NotFoundError],
  ["update of another's", (todos) => todos.update({ id: 2, title: "hack" }), NotFoundError],
  ["update by a key beside", (todos) => todos.update({ title: "hack" }, 2), NotFoundError],
  ["update can't give away", async (todos) => (await todos.update({ id: 1, user: "b" })).user, "a"],
  ["delete of another's", (todos) => todos.delete(2), NotFoundError],
  ["deleteWhere of another's", (todos) => todos.deleteWhere({ id: 4 }), 0],
  [
    "deleteWhere with text of another's",
    (todos) => todos.deleteWhere("id = 4 or 1 = 1 and id = 4"),
    0,
    "sql",
  ],
  ["upsert of another's", (todos) => todos.upsert({ id: 2, title: "hack" }), NotFoundError],
  ["upsert of another's by its key alone", (todos) => todos.upsert({ id: 2 }), NotFoundError],
  [
    "replacing another's",
    (todos) => todos.insert({ id: 2, title: "hack" }, { replace: true }),
    XtraError,
  ],
  [
    "ignoring another's",
    (todos) => todos.insert({ id: 2, title: "hack" }, { ignore: true }),
    undefined,
  ],
  ["rekeying onto another's", (todos) => todos.update({ id: 2 }, 1, { rekey: true }), Error],
  ["insert sets the value", async (todos) => (await todos.insert({ title: "t5" })).user, "a"],
  [
    "insert of new Todo() sets the value",
    async (todos) => (await todos.insert(new Todo())).user,
    "a",
  ],
  ["insert for another", (todos) => todos.insert({ title: "t6", user: "b" }), XtraError],
  [
    "insertAll for another",
    (todos) => todos.insertAll([{ title: "t6" }, { user: "b" }]),
    XtraError,
  ],
  ["upsert for another", (todos) => todos.upsert({ id: 70, user: "b" }), XtraError],
  [
    "upsert inserts its own",
    async (todos) => (await todos.upsert({ id: 70, title: "mine" })).user,
    "a",
  ],
  ["lookup of another's inserts its own", async (todos) => {
    const key = await todos.lookup({ title: "t2" });
    return (await todos.get(key)).user;
  }, "a"],
  ["narrowing again", (todos) => ids(todos.xtra({ done: false, title: "t1" })), [1]],
  ["it can't be widened", (todos) => todos.xtra({ user: "b" }), XtraError],
  ["an unknown column", (todos) => todos.xtra({ usr: "a" } as object), UnknownColumnError],
  [
    "undefined",
    (todos) => todos.xtra({ user: undefined as unknown as string }),
    /user is undefined, expected a value/,
  ],
  [
    "another's rows are as they were",
    async (_, db) => (await all(db)({ user: "b" }, { orderBy: "id" })),
    [
      { id: 2, title: "t2", done: false, user: "b" },
      { id: 4, title: "t4", done: false, user: "b" },
    ],
  ],
]);

const HOSTILE = [
  `"' or 1=1 --`,
  `"'; drop table todo --`,
  "O'Brien",
  "a\\b",
  `x" or "1"="1`,
  "$where",
  "null",
];

const hostile = section("xtra with hostile values", fill, [
  ...HOSTILE.map((user) =>
    [
      `finds nothing for ${user}`,
      (_: Todos, db: Database<boolean>) => all(db).xtra({ user })(),
      [],
    ] as const
  ),
  ...HOSTILE.map((user) =>
    [`finds its own for ${user}`, async (_: Todos, db: Database<boolean>) => {
      const own = all(db).xtra({ user });
      await own.insert({ title: "mine" });
      return (await own()).map(({ user }) => user);
    }, [user]] as const
  ),
  ["null is the rows without", (_, db) => all(db).xtra({ user: null as unknown as string })(), []],
  ["the others are untouched", (todos) => todos.count({ user: ["a", "b"] }), 4],
]);

// each leaves the bracket around it where a database reads it otherwise than we do
const ESCAPES = [
  "1=1) or (1=1",
  "$$ is null) or ($$ is null",
  "$1(') is null) or ($1(') is null",
  "\ufeff$1(') is null) or (\ufeff$1(') is null",
  "exists(select 1 as [(])) or (1=1 and exists(select 1 as [)])",
  "exists(select 1 as a$$)) or (1=1 and exists(select 1 as b$$)",
  "1=1 /*/**/ ' */ ) or (1=1 --'",
  "title = E'\\'' ) or (1=1 --'",
  "title = E'a''\\'' ) or (1=1 --'",
  "1=1 --\r) or (1=1",
  "$é$ ) $é$ = $é$ $é$) or ($é$ ( $é$ = $é$ $é$",
  "title = `)` or (1=1",
];

const escapes = section(
  "xtra with hostile texts",
  async (db) => (await fill(db)).xtra({ user: "a" }),
  [
    ...ESCAPES.map((text) =>
      [
        `finds none of another's by ${text}`,
        async (todos: Todos) => {
          const found = await Promise.resolve().then(() => todos(text)).catch((error) => {
            if (error instanceof DataError) return [];
            throw error;
          });
          return found.filter(({ user }) => user !== "a");
        },
        [],
        "sql",
      ] as const
    ),
    ["a text of 20 MB", (todos) => todos.count(`title = '${"x".repeat(20e6)}'`), 0, "sql"],
  ],
);

const lists = section("xtra with a list", async (db) => {
  const todos = await fill(db);
  await todos.insert({ title: "t5", user: "c" });
  return todos.xtra({ user: ["a", "b"] as string & string[] });
}, [
  ["finds those of all", ids, [1, 2, 3, 4]],
  [
    "insert for one of them",
    async (todos) => (await todos.insert({ title: "t6", user: "b" })).user,
    "b",
  ],
  [
    "insert for another",
    (todos) => todos.insert({ user: "c" }),
    /"c", expected "a" or "b" by xtra/,
  ],
  ["insert for nobody", (todos) => todos.insert({ title: "t7" }), XtraError],
]);

const requests = section("xtra in requests", fill, [
  ["two users in flight never meet", async (todos) => {
    const users = Array.from({ length: 20 }, (_, i) => i % 2 ? "a" : "b");
    const seen = await Promise.all(users.map((user) =>
      inRequest({}, async () => {
        todos.xtra({ user });
        await delay(1);
        const { id } = await todos.insert({ title: "in flight" });
        await delay(1);
        await todos.update({ id, done: true });
        const owners = new Set((await todos()).map((todo) => todo.user));
        await todos.delete(id);
        return [...owners].join();
      })
    ));
    return seen.every((owners, i) => owners === users[i]);
  }, true],
  ["nothing is left behind", ids, [1, 2, 3, 4]],
  ["the same table narrows within what lasts", async (todos) => {
    todos.xtra({ done: false });
    const inside = await inRequest({}, () => ids(todos.xtra({ user: "b" })));
    return [inside, await ids(todos)];
  }, [[2, 4], [1, 2, 3, 4]]],
  [
    "what lasts can't be widened in a request",
    (todos) => inRequest({}, () => todos.xtra({ done: true })),
    XtraError,
  ],
]);

/** Narrowed tables. */
export const XTRA = [narrowed, hostile, escapes, lists, requests];
