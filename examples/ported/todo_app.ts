/** A to-do list. From AnswerDotAI/fasthtml-example, 01_todo_app/main.py. */
import { AX, Button, Card, CheckboxX, clear, Container, Div, fastApp } from "@fasthtml/fasthtml";
import { fillForm, Form, Group, H1, Hidden, Input } from "@fasthtml/fasthtml";
import type { InputAttrs } from "@fasthtml/fasthtml/types";
import { Li, serve, Style, Title, Ul } from "@fasthtml/fasthtml";

class Todo {
  id = 0;
  task = "";
  done = false;
  __ft__() {
    const show = AX(this.task, `/todos/${this.id}`, current);
    const edit = AX("edit", `/edit/${this.id}`, current);
    return Li(show, this.done && " ✅", " | ", edit, { id: tid(this.id) });
  }
}

const hdrs = Style(":root { --pico-font-size: 100%; }");
export const { app, rt, db } = fastApp({ db: "data/todos.db", hdrs });
const todos = db.create(Todo);

const current = "current-todo";
const tid = (id: number) => `todo-${id}`;
const NewInput = (attrs: InputAttrs = {}) =>
  Input({ id: "new-task", name: "task", placeholder: "New Todo", required: true, ...attrs });

rt.get("/", () => {
  const add = { hx_post: "/", target_id: "todo-list", hx_swap: "beforeend" } as const;
  const header = Form(add, Group(NewInput(), Button("Add")));
  const card = Card({ header, footer: Div({ id: current }) }, Ul(todos(), { id: "todo-list" }));
  return [Title("Todo list"), Container(H1("Todo list"), card)];
});

rt.delete("/todos/{id:int}", ({ id }) => (todos.delete(id), clear(current)));

rt.post("/", { todo: Todo }, ({ todo }) => [todos.insert(todo), NewInput({ hx_swap_oob: true })]);

rt.get("/edit/{id:int}", ({ id }) => {
  const form = Form({ hx_put: "/", hx_swap: "outerHTML", target_id: tid(id), id: "edit" })
    .with(Group(Input({ id: "task" }), Button("Save")), Hidden({ id: "id" }))
    .with(CheckboxX({ id: "done", label: "Done" }));
  return fillForm(form, todos[id]);
});

rt.put("/", { todo: Todo }, ({ todo }) => [todos.upsert(todo), clear(current)]);

rt.get("/todos/{id:int}", ({ id }) => {
  const remove = { hx_delete: `/todos/${id}`, target_id: tid(id), hx_swap: "outerHTML" } as const;
  return Div(Div(todos[id].task), Button("delete", remove));
});

serve(app);
