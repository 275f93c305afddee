/** To-dos of several users, with details in Markdown. From AnswerDotAI/fasthtml-example, todos2/main.py. */
import { A, Beforeware, Button, Card, CheckboxX, clear, Container } from "@fasthtml/fasthtml";
import { database, Div, fastApp, fillForm, Form, Grid, Group, H1, H2 } from "@fasthtml/fasthtml";
import { Hidden, Input, Integer, Li, Redirect, serve, signIn, signOut } from "@fasthtml/fasthtml";
import { Textarea, Title, Titled, Ul } from "@fasthtml/fasthtml";
import { MarkdownJS, SortableJS } from "@fasthtml/fasthtml/ext/js";
import { Passwords } from "@fasthtml/fasthtml/ext/password";

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
  priority = 0;
  __ft__() {
    const { id } = this;
    const show = A(this.title, { hx_post: retr.to({ id }), target_id: "current-todo" });
    const change = A("edit", { hx_post: edit.to({ id }), target_id: "current-todo" });
    const dt = this.done ? "✅ " : "";
    const hidden = [Hidden(id, { id: "id" }), Hidden(0, { id: "priority" })];
    return Li(dt, show, " | ", change, hidden, { id: `todo-${id}` });
  }
}

const users = db.create(User, { pk: "name" });
const todos = db.create(Todo);
const passwords = new Passwords({ minLength: 1, allowCommon: true });

const loginRedir = Redirect("/login");

const skip = [/\/favicon\.ico/, /\/static\/.*/, /.*\.js/, /.*\.css/, "/login"];
const before = Beforeware(({ scope, session }) => {
  scope.auth = session.auth;
  if (!session.auth) return loginRedir;
  todos.xtra({ name: session.auth });
}, { skip });

const exceptionHandlers = { 404: () => Titled("Oh no!", Div("We could not find that page :(")) };

const hdrs = [SortableJS(".sortable"), MarkdownJS(".markdown")];
export const { rt, app } = fastApp({ before, live: true, exceptionHandlers, hdrs });

rt.get(function login() {
  const frm = Form({ action: "/login", method: "post" }).with(
    Input({ id: "name", placeholder: "Name" }),
    Input({ id: "pwd", type: "password", placeholder: "Password" }),
    Button("login"),
  );
  return Titled("Login", frm);
});

rt.post("/login", { name: String, pwd: String }, async ({ name, pwd, session }) => {
  if (!name || !pwd) return loginRedir;
  const user = users.get(name, undefined) ?? users.insert({ name, pwd: await passwords.hash(pwd) });
  if (!await passwords.check(name, pwd, user.pwd)) return loginRedir;
  signIn(session, user.name);
  return Redirect("/");
});

const { logout, reorder, create, remove, edit, replace, retr } = rt.named({
  logout: rt(({ session }) => {
    signOut(session);
    return loginRedir;
  }),
  index: rt.get(({ auth }) => {
    const title = `${auth}'s Todo list`;
    const leave = A("logout", { href: logout });
    const list = Form({ id: "todo-list", cls: "sortable", hx_post: reorder, hx_trigger: "end" })
      .with({ role: "list" });
    const header = Form({ hx_post: create, target_id: "todo-list", hx_swap: "afterbegin" }).with(
      Group(Input({ id: "new-title", name: "title", placeholder: "New Todo" }), Button("Add")),
    );
    const footer = Div({ id: "current-todo" });
    const cts = Container(
      Grid(H1(title), Div({ style: "text-align: right" }, leave)),
      Card(Ul({ role: "none" }, list.with(todos({ orderBy: "priority" }))), { header, footer }),
    );
    return [Title(title), cts];
  }),
  reorder: rt({ id: [Integer] }, ({ id }) => {
    id.forEach((id, priority) => todos.update({ priority, id }));
    return todos({ orderBy: "priority" });
  }),
  create: rt({ todo: Todo }, ({ todo }) => {
    const input = { id: "new-title", name: "title", placeholder: "New Todo", hx_swap_oob: true };
    return [todos.insert(todo), Input(input)];
  }),
  remove: rt({ id: Integer }, ({ id }) => {
    todos.delete(id);
    return clear("current-todo");
  }),
  edit: rt({ id: Integer }, ({ id }) => {
    const res = Form({ hx_post: replace, target_id: `todo-${id}`, id: "edit" }).with(
      Group(Input({ id: "title" }), Button("Save")),
      [Hidden({ id: "id" }), Hidden({ id: "priority" }), CheckboxX({ id: "done", label: "Done" })],
      Textarea({ id: "details", name: "details", rows: 10 }),
    );
    return fillForm(res, todos[id]);
  }),
  replace: rt({ todo: Todo }, ({ todo }) => [todos.update(todo), clear("current-todo")]),
  retr: rt({ id: Integer }, ({ id }) => {
    const todo = todos[id];
    const btn = Button("delete", { name: "id", value: id, target_id: `todo-${todo.id}` })
      .with({ hx_post: remove, hx_swap: "outerHTML" });
    return Div(H2(todo.title), Div(todo.details, { cls: "markdown" }), btn);
  }),
});

serve(app);
