/**
 * A to-do list in one file: a class is the table, the form and the view. `deno task todo` runs it.
 * Every change returns the rows that changed, and `Left()` out of band.
 */
import {
  Button,
  database,
  fastApp,
  fillForm,
  Form,
  type FT,
  Group,
  Hidden,
  Input,
  Li,
  Link,
  only,
  P,
  serve,
  Style,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";

class Todo {
  id = 0;
  title = "";
  done = false;
  place = 0;

  __ft__() {
    const { id, title, done } = this;
    const row = { hx_target: "closest li", hx_swap: "outerHTML" } as const;
    return Li(
      { cls: { done } },
      Input({
        type: "checkbox",
        checked: done,
        aria_label: title,
        hx_post: toggle.to({ id }),
        ...row,
      }),
      Button(title, { cls: "title", title: "Edit", hx_get: edit.to({ id }), ...row }),
      Move("↑", "up", this, -1),
      Move("↓", "down", this, 1),
      Button("✕", {
        aria_label: `Delete ${title}`,
        hx_post: remove.to({ id }),
        ...row,
        hx_swap: "delete",
      }),
    );
  }
}

const db = database(Deno.env.get("TODO_DB") ?? `${import.meta.dirname}/data/todos.db`);
const todos = db.create(Todo);
const inOrder = () => todos({ orderBy: "place, id" });

export const { app, rt } = fastApp({ hdrs: [Link({ rel: "icon", href: icon() }), Style(css())] });

rt(async function index() {
  return Titled("To do", AddForm(), Ul(await inOrder(), { id: "todos" }), Left());
});

const add = rt.post({ todo: only(Todo, "title") }, async function add({ todo }) {
  todo.place = Date.now(); // After all places that `move` assigns.
  return [await todos.insert(todo), AddForm(), Left()];
});

const toggle = rt.post({ id: Number }, async function toggle({ id }) {
  const { done } = await todos.get(id);
  return [await todos.update({ id, done: !done }), Left()];
});

const edit = rt.get({ id: Number }, async function edit({ id }) {
  const form = Form(
    { hx_post: save, hx_target: "closest li", hx_swap: "outerHTML" },
    Hidden({ name: "id" }),
    Group(Input({ name: "title", required: true, autofocus: true }), Button("Save")),
  );
  return Li(fillForm(form, await todos.get(id)));
});

const save = rt.post({ todo: only(Todo, "id", "title") }, function save({ todo }) {
  return todos.update(todo);
});

const move = rt.post({ id: Number, by: Number }, async function move({ id, by }) {
  const all = await inOrder();
  const from = all.findIndex((todo) => todo.id === id);
  const to = from + by;
  if (all[from] && all[to]) [all[from], all[to]] = [all[to], all[from]];
  for (const [place, { id }] of all.entries()) await todos.update({ id, place });
  return all;
});

const remove = rt.post({ id: Number }, async function remove({ id }) {
  await todos.delete(id);
  return Left();
});

function AddForm(): FT {
  return Form(
    { id: "add", hx_post: add, hx_target: "#todos", hx_swap: "beforeend", hx_swap_oob: true },
    Group(
      Input({ name: "title", placeholder: "What is to be done?", required: true, autofocus: true }),
      Button("Add"),
    ),
  );
}

function Move(text: string, way: string, { id, title }: Todo, by: number) {
  return Button(text, {
    id: `${way}-${id}`, // htmx restores the focus by id.
    aria_label: `Move ${title} ${way}`,
    hx_post: move.to({ id, by }),
    hx_target: "#todos",
  });
}

async function Left() {
  const all = await todos();
  const left = all.filter((todo) => !todo.done).length;
  return P(`${left} of ${all.length} left`, { id: "left", hx_swap_oob: true });
}

function icon() {
  return "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>" +
    "<text y='13' font-size='13'>✅</text></svg>";
}

function css() {
  return `
    html { background: color-mix(in srgb, var(--pico-background-color), var(--pico-muted-border-color)) }
    main.container { max-width: 36rem; margin-block: 5vh; padding: 1.5rem clamp(1rem, 5vw, 2rem);
      background: var(--pico-background-color); border-radius: 1rem }
    #todos { padding: 0 }
    #todos:empty::after { content: "Nothing to do. Enjoy the day." }
    #todos > li { display: flex; align-items: center; gap: .5rem; list-style: none; padding: .5rem 0;
      border-bottom: 1px solid var(--pico-muted-border-color) }
    #todos > li > button { all: unset; cursor: pointer; color: var(--pico-muted-color);
      padding: .125rem .5rem; border-radius: .375rem }
    #todos > li > button:hover { background: var(--pico-secondary-focus) }
    #todos > li > button:focus-visible { outline: 2px solid var(--pico-primary) }
    #todos > li > .title { flex: 1; color: inherit }
    #todos > li > *, #todos fieldset { margin-block: 0 }
    #todos > li > form { flex: 1 }
    #todos .done .title { text-decoration: line-through; opacity: .6 }
    #left { color: var(--pico-muted-color) }`;
}

serve(app);
