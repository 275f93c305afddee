/** A to-do list in SQLite. One class is the table, the form's fields and the view of a row. */
import { database, fastApp, Form, Input, Label, Li, P, serve, Span, Ul } from "@fasthtml/fasthtml";
import { AuthPage, Button, Field, IconButton, ui } from "@fasthtml/fasthtml/ext/ui";

class Todo {
  id = 0;
  owner = "";
  title = "";
  done = false;

  __ft__() {
    const { id, title, done } = this;
    const row = { hx_target: "closest li", hx_swap: "outerHTML" } as const;
    const box = Input({ type: "checkbox", checked: done, hx_post: toggle.to({ id }), ...row });
    const label = `Delete ${title}`;
    const bin = { label, icon: "trash-2", hx_post: remove.to({ id }), ...row } as const;
    return Li({ cls: { done } }, Label(box, Span(title)), IconButton(bin));
  }
}

export const db = database(":memory:"); // or a file: database("data/todos.db")
const todos = db.create(Todo);
export const { app, rt } = fastApp({
  ...ui({ css: css() }),
  csp: true,
  session: { cookie: "todo_" },
  // Each session sees its own rows: all queries of this request have this condition.
  before: ({ session }) => void todos.xtra({ owner: session.id ??= crypto.randomUUID() }),
});

const index = rt.get("/", () => {
  if (todos.count() === 0) todos.insertAll([{ title: "Read the code" }, { title: "Try it" }]);
  const page = { title: "To do", brand: "To-do list", home: index };
  return AuthPage(page, AddForm(), Ul({ id: "todos" }, todos()), Left());
});

const add = rt.post("/add", { title: String }, ({ title }) => {
  const row = title.trim() && todos.insert({ title: title.trim().slice(0, 200) });
  return [row, AddForm(), Left()];
});

const toggle = rt.post("/toggle/{id:int}", ({ id }) => {
  return [todos.update({ id, done: !todos.get(id).done }), Left()];
});

const remove = rt.post("/remove/{id:int}", ({ id }) => (todos.delete(id), Left()));

function AddForm() {
  const field = Field({ name: "title", label: "New task", maxlength: 200 });
  const attrs = { hx_post: add, hx_target: "#todos", hx_swap: "beforeend" } as const;
  return Form({ id: "add", hx_swap_oob: true, ...attrs }, field, Button("Add"));
}

function Left() {
  return P({ id: "left", hx_swap_oob: true }, `${todos.count({ done: false })} left`);
}

function css() {
  return `#add, #todos li { display: flex; align-items: end; gap: .5rem }
    #add .ui-field, #todos label { flex: 1 } #add button { inline-size: auto } #todos { list-style: none; padding: 0 }
    #todos li { align-items: center } #todos label { display: flex; gap: .5rem }
    .done span { text-decoration: line-through; opacity: .6 }`;
}

serve(app);
