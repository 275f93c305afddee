/** To-dos behind basic authentication; a new name makes an account. From AnswerDotAI/fasthtml, examples/user_app.py. */
import { A, AX, Button, Card, CheckboxX, clear, database, Div, FastHTML } from "@fasthtml/fasthtml";
import { fillForm, Form, Grid, Group, Hidden, Input } from "@fasthtml/fasthtml";
import { Li, serve, Style, Titled, Ul } from "@fasthtml/fasthtml";
import { basicLogout, userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { picolink } from "@fasthtml/fasthtml/ext/pico";
import type { InputAttrs } from "@fasthtml/fasthtml/types";

const db = database("data/utodos.db");
class User {
  name = "";
  pwd = "";
}
class Todo {
  id = 0;
  title = "";
  done = false;
  name = "";
  details = "";
  __ft__() {
    const show = AX(this.title, `/todos/${this.id}`, idCurr);
    const edit = AX("edit", `/edit/${this.id}`, idCurr);
    const dt = this.done ? "✅ " : "";
    return Li(dt, show, " | ", edit, Hidden(this.id, { id: "id" }), { id: tid(this.id) });
  }
}
const users = db.create(User, { pk: "name" });
const todos = db.create(Todo);
const passwords = new Passwords({ minLength: 1, allowCommon: true });

const idCurr = "current-todo";
const tid = (id: number) => `todo-${id}`;

async function lookupUser(name: string, pwd: string) {
  const user = users.get(name, undefined) ?? users.insert({ name, pwd: await passwords.hash(pwd) });
  return passwords.check(name, pwd, user.pwd);
}

const auth = userPwdAuth(lookupUser, {
  skip: [/\/favicon\.ico/, /\/static\/.*/, /.*\.css/],
  remember: 60,
});

export const app = new FastHTML({
  before: [auth, ({ auth }) => void todos.xtra({ name: auth })],
  hdrs: [picolink, Style(":root { --pico-font-size: 100%; }")],
});
const rt = app.route;

const mkInput = (attrs: InputAttrs = {}) =>
  Input({ id: "new-title", name: "title", placeholder: "New Todo", ...attrs });

rt.get("/", ({ url, auth }) => {
  const add = Form(Group(mkInput(), Button("Add")))
    .with({ hx_post: "/", target_id: "todo-list", hx_swap: "beforeend" });
  const list = Ul(todos(), { id: "todo-list" });
  const card = Card(list, { header: add, footer: Div({ id: idCurr }) });
  const logout = A("logout", { href: basicLogout({ url }) });
  const top = Grid(Div(logout, { style: "text-align: right" }));
  return Titled(`${auth}'s todo list`, top, card);
});

rt.delete("/todos/{id:int}", ({ id }) => {
  todos.delete(id);
  return clear(idCurr);
});

rt.post("/", { todo: Todo }, ({ todo }) => [todos.insert(todo), mkInput({ hx_swap_oob: true })]);

rt.get("/edit/{id:int}", ({ id }) => {
  const res = Form({ hx_put: "/", target_id: tid(id), id: "edit" }).with(
    Group(Input({ id: "title" }), Button("Save")),
    Hidden({ id: "id" }),
    CheckboxX({ id: "done", label: "Done" }),
  );
  return fillForm(res, todos[id]);
});

rt.put("/", { todo: Todo }, ({ todo }) => [todos.upsert(todo), clear(idCurr)]);

rt.get("/todos/{id:int}", ({ id }) => {
  const btn = Button("delete", { hx_delete: `/todos/${id}` })
    .with({ target_id: tid(id), hx_swap: "outerHTML" });
  return Div(Div(todos[id].title), btn);
});

serve(app);
