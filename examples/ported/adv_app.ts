/** The to-do list that FastHTML shows first. From AnswerDotAI/fasthtml, examples/adv_app.py. */
import { AX, Beforeware, Button, Card, CheckboxX, clear, Container } from "@fasthtml/fasthtml";
import { database, Div, FastHTML, fillForm, Form, Grid, Group, H1, H2 } from "@fasthtml/fasthtml";
import { Hidden, Input, Li, P, Redirect, serve, signIn, signOut } from "@fasthtml/fasthtml";
import type { InputAttrs } from "@fasthtml/fasthtml/types";
import { Textarea, Title, Titled, Ul } from "@fasthtml/fasthtml";
import { MarkdownJS, SortableJS } from "@fasthtml/fasthtml/ext/js";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { picolink } from "@fasthtml/fasthtml/ext/pico";

// The fields are the columns, and their initial values the types. `__ft__` says how a row is shown.
class Todo {
  id = 0;
  title = "";
  done = false;
  name = "";
  details = "";
  priority = 0;
  __ft__() {
    const showing = AX(this.title, show.to({ id: this.id }), current);
    const editing = AX("edit", edit.to({ id: this.id }), current);
    const fields = [Hidden(this.id, { id: "id" }), Hidden(0, { id: "priority" })];
    return Li(this.done && "✅ ", showing, " | ", editing, fields, { id: `todo-${this.id}` });
  }
}

const db = database("data/utodos.db");
const users = db.create("user", { name: String, pwd: String, pk: "name" });
const todos = db.create(Todo, { transform: true });

const toLogin = Redirect("/login");
const skip = [/\/favicon\.ico/, /\/static\/.*/, /.*\.css/, "/login", "/send_login"];

// Runs before every handler that is not skipped. A returned value is the response.
const before = Beforeware(({ scope, session }) => {
  scope.auth = session.auth;
  if (!session.auth) return toLogin;
  todos.xtra({ name: session.auth }); // In this request, `todos` is narrowed to this user's.
}, { skip });

const notFound = () => Titled("Oh no!", Div("We could not find that page :("));
const hdrs = [picolink, SortableJS(".sortable"), MarkdownJS(".markdown")];
export const app = new FastHTML({ before, exceptionHandlers: { 404: notFound }, hdrs });
const rt = app.route;

rt(function login() {
  const form = Form({ action: sendLogin, method: "post" }).with(
    Input({ id: "name", placeholder: "Name" }),
    Input({ id: "pwd", type: "password", placeholder: "Password" }),
    Button("login"),
  );
  return Titled("Login", form);
});

const passwords = new Passwords({ minLength: 1, allowCommon: true });
const credentials = { name: String, pwd: String };

const sendLogin = rt.post(credentials, async function send_login({ name, pwd, session }) {
  if (!name || !pwd) return toLogin;
  // A name without an account gets one, to keep this short.
  const user = users.get(name, undefined) ?? users.insert({ name, pwd: await passwords.hash(pwd) });
  if (!await passwords.check(name, pwd, user.pwd)) return toLogin;
  signIn(session, user.name);
  return Redirect("/");
});

const logout = rt.post("/logout", ({ session }) => (signOut(session), toLogin));

const current = "current-todo";
const NewInput = (attrs: InputAttrs = {}) =>
  Input({ id: "new-title", name: "title", placeholder: "New Todo", ...attrs });

const create = rt(
  "/create",
  { todo: Todo },
  ({ todo }) => [todos.insert(todo), NewInput({ hx_swap_oob: true })],
);

const update = rt("/update", { todo: Todo }, ({ todo }) => [todos.update(todo), clear(current)]);

const rm = rt.post("/rm", { id: Number }, ({ id }) => (todos.delete(id), clear(current)));

const edit = rt({ id: Number }, function edit({ id }) {
  const form = Form({ hx_post: update, target_id: `todo-${id}`, id: "edit" }).with(
    Group(Input({ id: "title" }), Button("Save")),
    [Hidden({ id: "id" }), CheckboxX({ id: "done", label: "Done" })],
    Textarea({ id: "details", rows: 10 }),
  );
  return fillForm(form, todos[id]);
});

const show = rt({ id: Number }, function show({ id }) {
  const { title, details } = todos[id];
  const remove = { hx_post: rm.to({ id }), target_id: `todo-${id}`, hx_swap: "outerHTML" } as const;
  return Div(H2(title), Div(details, { cls: "markdown" }), Button("delete", remove));
});

const reorder = rt.post({ id: [Number] }, function reorder({ id }) {
  id.forEach((id, priority) => todos.update({ id, priority }));
  return todos({ orderBy: "priority" });
});

rt(function index({ auth }) {
  const title = `${auth}'s Todo list`;
  const leave = Form({ action: logout, method: "post" }, Button("logout"));
  const top = Grid(H1(title), Div(leave, { style: "text-align: right" }));
  const adding = { hx_post: create, target_id: "todo-list", hx_swap: "afterbegin" } as const;
  const add = Form(adding, Group(NewInput(), Button("Add")));
  const list = { id: "todo-list", cls: "sortable", hx_post: reorder, hx_trigger: "end" };
  const card = Card(
    { header: add, footer: Div({ id: current }) },
    P("Drag/drop todos to reorder them"),
    Ul({ role: "none" }, Form(list, todos({ orderBy: "priority" }), { role: "list" })),
  );
  return [Title(title), Container(top, card)];
});

serve(app);
