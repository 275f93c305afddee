import { NotFoundError } from "../../../lib/data/mod.ts";
import { inBrackets, section } from "./step.ts";

class User {
  static types = { name: String, email: String, year_started: Number, pwd: String };
  name: string | null = null;
  email: string | null = null;
  year_started: number | null = null;
  pwd: string | null = null;
}

class Todo {
  id = 0;
  title = "";
  detail = "";
  status = "";
  name = "";
}

class Publication {
  authors = "";
  year = 0;
  title = "";
}

const [BRADEN, ALMA, CHARLIE] = [
  { name: "Braden", email: "b@example.com", year_started: 2018, pwd: null },
  { name: "Alma", email: "a@example.com", year_started: 2019, pwd: null },
  { name: "Charlie", email: "c@example.com", year_started: 2018, pwd: null },
];

/** A row as a form gives it: only what was sent is its own. */
function sent<T extends object>(Class: new () => T, fields: Partial<T>): T {
  return Object.assign(Object.create(new Class()), fields);
}

/** Every example of the MiniDataAPI specification, in its order. */
export const SPEC = section("specification", (db) => ({
  users: db.create(User, { pk: "name" }),
  todos: db.create(Todo),
  publications: db.create(Publication, { pk: ["authors", "year"] }),
}), [
  [
    "create again takes the table there is",
    (_, db) => db.create(User, { pk: "name" }).table,
    "user",
  ],
  [
    "insert takes an instance",
    ({ users }) =>
      users.insert(sent(User, { name: "Braden", email: "b@example.com", year_started: 2018 })),
    BRADEN,
  ],
  [
    "insert takes an object",
    ({ users }) => users.insert({ name: "Alma", email: "a@example.com", year_started: 2019 }),
    ALMA,
  ],
  [
    "insert takes another",
    ({ users }) => users.insert({ name: "Charlie", email: "c@example.com", year_started: 2018 }),
    CHARLIE,
  ],
  [
    "insert makes the key 1",
    ({ todos }) =>
      todos.insert(sent(Todo, { title: "Write MiniDataAPI spec", status: "open", name: "Braden" })),
    {
      id: 1,
      title: "Write MiniDataAPI spec",
      detail: "",
      status: "open",
      name: "Braden",
    },
  ],
  [
    "insert makes the key 2",
    async ({ todos }) =>
      (await todos.insert({ title: "Implement SSE in FastHTML", status: "open", name: "Alma" })).id,
    2,
  ],
  [
    "insert makes the key 3",
    async ({ todos }) =>
      (await todos.insert({
        title: "Finish development of FastHTML",
        status: "closed",
        name: "Charlie",
      })).id,
    3,
  ],
  [
    "insert with a compound key",
    ({ publications }) => publications.insert({ authors: "Alma", year: 2019, title: "FastHTML" }),
    { authors: "Alma", year: 2019, title: "FastHTML" },
  ],
  ["insertAll with a compound key", async ({ publications }) =>
    (await publications.insertAll([
      { authors: "Alma", year: 2030, title: "FastHTML and beyond" },
      { authors: "Alma", year: 2035, title: "FastHTML, the early years" },
    ])).length, 2],
  ["users['Alma']", ({ users }) => inBrackets(users, "Alma"), ALMA],
  ["users['David'] is not found", ({ users }) => inBrackets(users, "David"), NotFoundError],
  ["todos[1]", async ({ todos }) => (await todos[1]).title, "Write MiniDataAPI spec"],
  ["get by a compound key", ({ publications }) => publications.get(["Alma", 2030]), {
    authors: "Alma",
    year: 2030,
    title: "FastHTML and beyond",
  }],
  ["users()", ({ users }) => users({ orderBy: "year_started, -name" }), [CHARLIE, BRADEN, ALMA]],
  ["users ordered", ({ users }) => users({ orderBy: "name" }), [ALMA, BRADEN, CHARLIE]],
  ["users where text", ({ users }) => users("name='Alma'"), [ALMA], "sql"],
  ["users where text with a value", ({ users }) => users("name=?", ["Alma"]), [ALMA], "sql"],
  ["users where object", ({ users }) => users({ name: "Alma" }), [ALMA]],
  ["users limited", ({ users }) => users({ orderBy: "name", limit: 1 }), [ALMA]],
  ["users from the second", ({ users }) => users({ orderBy: "name", limit: 5, offset: 1 }), [
    BRADEN,
    CHARLIE,
  ]],
  ["update takes an instance", async ({ users }) => {
    const user = await inBrackets(users, "Alma");
    user.year_started = 2099;
    return users.update(user);
  }, { ...ALMA, year_started: 2099 }],
  [
    "update takes an object",
    ({ users }) => users.update({ name: "Alma", year_started: 2199, email: "a@example.com" }),
    { ...ALMA, year_started: 2199 },
  ],
  ["update takes a part", ({ users }) => users.update({ name: "Alma", year_started: 2149 }), {
    ...ALMA,
    year_started: 2149,
  }],
  [
    "update of no row is not found",
    ({ users }) =>
      users.update(sent(User, { name: "John", year_started: 2024, email: "j@example.com" })),
    NotFoundError,
  ],
  [
    "delete returns the table",
    async ({ users }) => (await users.delete("Charlie")) === users,
    true,
  ],
  ["delete of no row is not found", ({ users }) => users.delete("Charlies"), NotFoundError],
  ["delete by a compound key", async ({ publications }) => {
    await publications.delete(["Alma", 2035]);
    return publications.count();
  }, 2],
  ["has a key", ({ users }) => users.has("Alma"), true],
  ["has no key", ({ users }) => users.has("John"), false],
  ["has a compound key", ({ publications }) => publications.has(["Alma", 2019]), true],
  ["has no compound key", ({ publications }) => publications.has(["John", 1967]), false],
  ["xtra returns the table", ({ todos }) => todos.xtra({ name: "Charlie" }) === todos, true],
  ["xtra narrows finding", async ({ todos }) => (await todos()).map(({ id }) => id), [3]],
  ["xtra lets its own row through", async ({ todos }) => (await todos[3]).name, "Charlie"],
  ["xtra: has its own row", ({ todos }) => todos.has(3), true],
  ["xtra: has no other row", ({ todos }) => todos.has(1), false],
  ["xtra: another row is not found", ({ todos }) => todos[2], NotFoundError],
  [
    "xtra: another row is not updated",
    ({ todos }) =>
      todos.update({ id: 1, title: "Finish MiniDataAPI Spec", status: "closed", name: "Braden" }),
    NotFoundError,
  ],
  [
    "xtra: its own row is updated",
    async ({ todos }) =>
      (await todos.update({ id: 3, title: "Finish", status: "closed", name: "Charlie" })).title,
    "Finish",
  ],
  ["xtra: another row is not deleted", ({ todos }) => todos.delete(1), NotFoundError],
  ["xtra: its own row is deleted", async ({ todos }) => {
    await todos.delete(3);
    return todos.count();
  }, 0],
  [
    "xtra sets the value of an insert",
    async ({ todos }) =>
      (await todos.insert(sent(Todo, { title: "Rewrite", status: "open" }))).name,
    "Charlie",
  ],
  ["xtra wins over an update", async ({ todos }) => {
    const [todo] = await todos();
    todo.name = "Braden";
    return (await todos.update(todo)).name;
  }, "Charlie"],
  [
    "db.q sees every row",
    async (_, db) => (await db.q("select * from todo order by id")).length,
    3,
    "sql",
  ],
  ["db.t gives a table by name", async (_, db) => (await db.table("user")).table, "user"],
  ["a table by name has a row class", async (_, db) => {
    const { Row } = await db.table("publication");
    return Object.keys(new Row());
  }, ["authors", "year", "title"]],
]);
