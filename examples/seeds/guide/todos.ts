/** A table of objects: its verbs, queries, and routes that show it; a counter in the session. */
import { database, fastApp, Li, P, serve, Ul } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const db = database("data/app.db"); // connects to a SQLite file, created if it does not exist

class Todo {
  id = 0;
  title = "";
  done = false;
}

const todos = db.create(Todo); // creates the table "todo" if it does not exist

todos.insert({ title: "Write documentation" }); // inserts a todo, and returns it
todos.insert({ title: "Build FastHTML app", done: true });
const allItems = todos(); // all todos, as a list of objects
const one = todos[1]; // the todo with the primary key 1
todos.update({ id: 1, done: true }); // changes fields of the todo with this key
if (todos.has(1)) { // whether the key exists
  todos.delete(1); // removes it
}

rt(function verbs() {
  return [allItems.length, one.title, todos.has(1)].map((value) => P(`${value}`));
});

// Queries
todos.insert({ title: "Write documentation" });
rt(function queries() {
  return Ul(
    todos({ where: { done: true }, orderBy: "title", limit: 10 }).map(TodoItem),
    todos("title = ?", ["Write documentation"]).map(TodoItem),
  );
});

// A default filter on all verbs
rt(function open_todos() {
  todos.xtra({ done: false }); // in this request only
  return Ul(todos().map(TodoItem));
});

// Todo list route
rt(function list_todos() {
  const items = todos({ orderBy: "id DESC" });
  return Ul(items.map((t) => Li(`${t.done ? "✅" : "🔲"} ${t.title}`)));
});

// Sessions and server state
rt(function visit_counter({ session }) {
  session.count = session.get("count", 0) + 1;
  return P(`Visit count: ${session.count}`);
});

// Best practices: lists need no loop, and a handler may return nothing
rt(function index() {
  return Ul(todos().map(TodoItem));
});
rt.post({ id: Number }, function delete_item({ id }) {
  todos.delete(id);
});

function TodoItem(todo: Todo) {
  return Li(todo.title);
}

serve(app);
