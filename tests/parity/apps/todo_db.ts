import {
  A,
  Button,
  CheckboxX,
  clear,
  database,
  fastApp,
  type FastHTML,
  fillForm,
  Form,
  Hidden,
  Input,
  Integer,
  Li,
  Titled,
  Ul,
} from "../../../mod.ts";

/** `apps/todo_db.py`: a list of to-dos in a database. */
export default function (): FastHTML {
  const db = database(":memory:");
  class Todo {
    static types = { prio: Integer };
    id = 0;
    title = "";
    done = false;
    prio: number | null = null;
    __ft__() {
      return Li(
        A(this.title, { hx_get: edit.to({ id: this.id }), hx_target: "#cur" }),
        this.done ? " *" : "",
        { id: `todo-${this.id}` },
      );
    }
  }
  const todos = db.create(Todo, { transform: true });
  const { app, rt } = fastApp({ defaultHdrs: false });
  const mkInput = (attrs = {}) =>
    Input({ id: "title", name: "title", placeholder: "New", required: true, ...attrs });
  const create = rt("/create", { t: Todo }, ({ t }) => [
    todos.insert(t),
    mkInput({ hx_swap_oob: "true" }),
  ]);
  rt("/", () =>
    Titled(
      "Todos",
      Form(mkInput(), Button("Add"), {
        hx_post: create,
        hx_target: "#list",
        hx_swap: "beforeend",
      }),
      Ul(todos({ orderBy: "prio,id" }), { id: "list" }),
    ));
  const edit = rt("/edit", { id: Integer }, ({ id }) => {
    const form = Form(
      Hidden({ id: "id" }),
      Input({ id: "title" }),
      CheckboxX({ id: "done", label: "Done" }),
      Input({ id: "prio", type: "number" }),
      Button("Save"),
      { hx_put: "/", id: "edit" },
    );
    return fillForm(form, todos.get(id));
  });
  app.put("/", { t: Todo }, ({ t }) => [todos.update(t), clear("cur")]);
  app.delete("/{id:int}", ({ id }) => {
    todos.delete(id);
    return clear("cur");
  });
  const plain = ({ id, title, done, prio }: Todo) => ({ id, title, done, prio });
  rt("/json", () => todos().map(plain));
  rt("/one/{id:int}", ({ id }) => todos.get(id));
  return app;
}
