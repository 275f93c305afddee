/** A to-do list behind basic authentication. From AnswerDotAI/fasthtml, examples/todos4.py. */
import { AX, Button, Card, CheckboxX, clear, database, Div, FastHTML } from "@fasthtml/fasthtml";
import { fillForm, Form, Group, Hidden, Input, Li } from "@fasthtml/fasthtml";
import type { InputAttrs } from "@fasthtml/fasthtml/types";
import { serve, Titled, Ul } from "@fasthtml/fasthtml";
import { userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
import { picolink } from "@fasthtml/fasthtml/ext/pico";

class Todo {
  id = 0;
  task = "";
  done = false;
  __ft__() {
    const show = AX(this.task, `/todos/${this.id}`, current);
    const edit = AX("edit", `/edit/${this.id}`, current);
    return Li(show, this.done && " (done)", " | ", edit, { id: tid(this.id) });
  }
}

const todos = database("data/todos.db").create(Todo);
const auth = userPwdAuth({ user: "s3kret" }, {
  skip: [/\/favicon\.ico/, /\/static\/.*/, /.*\.css/],
});
export const app = new FastHTML({ hdrs: picolink, before: auth });
const rt = app.route;

const current = "current-todo";
const tid = (id: number) => `todo-${id}`;
const NewInput = (attrs: InputAttrs = {}) =>
  Input({ id: "new-task", name: "task", placeholder: "New Todo", ...attrs });

rt.get("/", () => {
  const add = Form(
    { hx_post: "/", target_id: "todo-list", hx_swap: "beforeend" },
    Group(NewInput(), Button("Add")),
  );
  const list = Ul(todos(), { id: "todo-list" });
  return Titled("Todo list", Card(list, { header: add, footer: Div({ id: current }) }));
});

rt.delete("/todos/{id:int}", ({ id }) => (todos.delete(id), clear(current)));

rt.post("/", { todo: Todo }, ({ todo }) => [todos.insert(todo), NewInput({ hx_swap_oob: true })]);

rt.get("/edit/{id:int}", ({ id }) => {
  const form = Form({ hx_put: "/", target_id: tid(id), id: "edit" })
    .with(Group(Input({ id: "task" }), Button("Save")), Hidden({ id: "id" }))
    .with(CheckboxX({ id: "done", label: "Done" }));
  return fillForm(form, todos[id]);
});

rt.put("/", { todo: Todo }, ({ todo }) => [todos.update(todo), clear(current)]);

rt.get("/todos/{id:int}", ({ id }) => {
  const remove = { hx_delete: `/todos/${id}`, target_id: tid(id), hx_swap: "outerHTML" } as const;
  return Div(Div(todos[id].task), Button("delete", remove));
});

serve(app);
