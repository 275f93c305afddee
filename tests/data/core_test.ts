import { deepStrictEqual as eq, strictEqual, throws } from "node:assert";
import {
  database,
  DateOnly,
  inRequest,
  NotFoundError,
  UnknownColumnError,
  ValueError,
} from "../../lib/data/mod.ts";
class Todo {
  id = 0;
  title = "";
  done = false;
  details = "";
  __ft__() {
    return this.title;
  }
}
Deno.test("core", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const t = todos.insert({ title: "a" });
  eq({ ...t }, { id: 1, title: "a", done: false, details: "" });
  strictEqual(t instanceof Todo, true);
  const n = new Todo();
  n.title = "b";
  eq(todos.insert(n).id, 2);
  const id: number = 1;
  const u = todos.update({ id, done: !todos[id].done });
  eq(u.done, true);
  eq(todos().length, 2);
  eq(todos({ done: true }).map((t) => t.id), [1]);
  eq(todos("title = ?", ["b"]).map((t) => t.id), [2]);
  eq(todos("title = :t", { t: "b" }).map((t) => t.id), [2]);
  eq(todos({ orderBy: "-id", limit: 1 }).map((t) => t.id), [2]);
  eq(
    todos(undefined, undefined, { orderBy: "id desc, title", limit: 1, offset: 1 }).map((t) =>
      t.id
    ),
    [1],
  );
  eq([1 in todos, 3 in todos], [true, false]);
  throws(() => todos[3], NotFoundError);
  throws(() => todos.insert({ titel: "x" } as object), /did you mean "title"/);
  throws(() => todos.insert({ title: 5 } as never as Todo), ValueError);
  throws(() => todos({ orderBy: "titel" as never }), UnknownColumnError);
  const blank = new Todo();
  const form = Object.create(blank);
  form.title = "form";
  eq({ ...todos.insert(form) }, { id: 3, title: "form", done: false, details: "" });
  const f2 = Object.create(blank);
  f2.id = 1;
  f2.title = "new";
  eq({ ...todos.update(f2) }, { id: 1, title: "new", done: true, details: "" });
  eq(todos.upsert({ id: 1, title: "up" }).done, true);
  eq(todos.upsert({ id: 9, title: "up" }).done, false);
  strictEqual(todos.delete(9), todos);
  eq(todos.get(9, null), null);
  eq(todos.count(), 3);
  const users = db.create("users", {
    username: String,
    age: Number,
    tags: [String],
    born: DateOnly,
    pk: "username",
  });
  const us = users.insert({ username: "x", age: 1.5, tags: ["a"], born: new Date("2020-01-02") });
  const s: string[] = us.tags;
  eq(s, ["a"]);
  eq({ ...us }, { username: "x", age: 1.5, tags: ["a"], born: new Date("2020-01-02") });
  eq(users["x"].age, 1.5);
  eq("x" in users, true);
  eq({ ...db.t.users["x"] as object }, { ...us });
  // xtra
  class Note {
    id = 0;
    user = "";
    text = "";
  }
  const notes = db.create(Note);
  notes.insertAll([{ user: "a", text: "1" }, { user: "b", text: "2" }]);
  await Promise.all(["a", "b"].map((user) =>
    inRequest({}, async () => {
      strictEqual(notes.xtra({ user }), notes);
      await new Promise((r) => setTimeout(r, 5));
      eq(notes().map((n) => n.user), [user]);
      eq(notes.insert({ text: "x" }).user, user);
      throws(() => notes.insert({ user: "z" }), /xtra/);
      eq(notes("1 = 1 or 1 = 1").length, 2);
    })
  ));
  eq(notes.count(), 4);
  throws(() => notes("1=1) or (1=1"));
  throws(() => notes("1=1; drop table note"));
  eq({ ...notes.selectOne({ id: 1 }) }, { id: 1, user: "a", text: "1" });
  db.transaction(() => {
    notes.delete(1);
    throws(() =>
      db.transaction(() => {
        notes.delete(2);
        throw new Error("x");
      })
    );
  });
  eq(notes.count(), 3);
  eq(notes.lookup({ user: "q" }), 5);
  eq(notes({ withPk: true, limit: 1 }).map(([k]) => k), [2]);
});
