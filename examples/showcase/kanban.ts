/**
 * A board of tasks that a team moves from column to column: by the mouse, by the keyboard, and
 * without scripts. All who have it open see at once what the others do.
 *
 * @module
 */
import {
  Asset,
  database,
  Div,
  EventStream,
  fastApp,
  Form,
  type FT,
  H2,
  H3,
  Hidden,
  HTTPException,
  Li,
  Ol,
  oneOf,
  only,
  optional,
  P,
  Redirect,
  Section,
  serve,
  Span,
} from "@fasthtml/fasthtml";
import {
  AppShell,
  Avatar,
  Badge,
  Button,
  Card,
  ConfirmButton,
  Divider,
  Field,
  FieldForm,
  Grid,
  LinkButton,
  Menu,
  MenuItem,
  Row,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import type { IconName } from "@fasthtml/fasthtml/ext/icons";
import type { Linkable } from "@fasthtml/fasthtml/types";
import drag from "./kanban/drag.js" with { type: "text" };

const COLUMNS = { todo: "To do", doing: "In progress", review: "Review", done: "Done" } as const;
const KINDS = { task: "Task", bug: "Bug", idea: "Idea" } as const;
const MOST = 80;
const TEAM = ["Ada Byron", "Ben Okri", "Cleo Díaz"];

type Column = keyof typeof COLUMNS;
const columns = Object.keys(COLUMNS) as [Column, ...Column[]];

class Task {
  static types = { column: oneOf(...columns), kind: oneOf("task", "bug", "idea") };
  static notNull = ["title"];
  id = 0;
  title = "";
  note = "";
  kind: keyof typeof KINDS = "task";
  owner = "";
  column: Column = "todo";
  place = 0;
}

const db = database(Deno.env.get("KANBAN_DB") ?? "data/kanban.db");
const tasks = db.create(Task);
if (tasks.count() === 0) tasks.insertAll(firstTasks());

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ hdrs: new Asset("drag.mjs", drag), css: css() }),
  csp: true,
  exts: ["sse", "morph"],
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});
// A page that was cut off gets the last message: all that it missed is in there.
const board = app.channel("board", { keep: 1 });

const index = rt.get("/", () =>
  Page(
    "Board",
    AddForm(),
    // What comes changes only what differs: the focus stays where it is, and so does an open menu.
    Div(
      { id: "board", sse_connect: stream, sse_swap: "message", hx_swap: "morph:innerHTML" },
      Board(),
    ),
    Form(
      { id: "dropped", ...posts(move) },
      Hidden({ name: "id" }),
      Hidden({ name: "column" }),
      Hidden({ name: "before" }),
    ),
  ));

const stream = rt.get("/stream", () => EventStream(board));

const add = rt.post("/tasks", { task: only(Task, "title") }, async ({ task, htmx }) => {
  checkTitle(task);
  tasks.insert({ ...task, place: tasks.count({ column: "todo" }) });
  await board.send(Board());
  return htmx.request ? AddForm() : Redirect(index);
});

/** Puts a task before another one, or at the end of a column. */
const move = rt.post(
  "/move",
  { id: Number, column: oneOf(...columns), before: optional(Number) },
  ({ id, column, before, htmx }) => {
    db.transaction(() => {
      tasks.get(id); // or it is a 404
      const ids = inColumn(column).map((task) => task.id).filter((other) => other !== id);
      const at = ids.indexOf(before ?? 0);
      ids.splice(at < 0 ? ids.length : at, 0, id);
      ids.forEach((id, place) => tasks.update({ id, column, place }));
    });
    return changed(htmx.request);
  },
);

const remove = rt.post("/remove/{id:int}", ({ id }) => {
  tasks.delete(id);
  return changed(false);
});

const edit = rt.get("/tasks/{id:int}", ({ id }) => {
  const { title, note, kind, owner } = tasks.get(id);
  const question = `Delete “${title}”?`;
  const ask = ConfirmButton({ question, action: remove.to({ id }), icon: "trash-2" }, "Delete");
  return Page(
    "Edit task",
    undefined,
    Card(
      { cls: "edit", actions: ask },
      FieldForm(
        { method: "post", action: save.to({ id }), data_ui_dirty: true },
        Field({ name: "title", label: "Title", value: title, required: true, maxlength: MOST }),
        Field({ name: "note", label: "Note", type: "textarea", rows: 4, value: note }),
        Field({
          name: "kind",
          label: "Kind",
          type: "radios",
          choices: KINDS,
          value: kind,
        }),
        Field({
          name: "owner",
          label: "Owner",
          type: "select",
          choices: TEAM,
          empty: "Not taken",
          value: owner,
        }),
        Row(
          Button("Save", { variant: "primary" }),
          LinkButton("Cancel", { href: index, variant: "ghost" }),
        ),
      ),
    ),
  );
});

const save = rt.post(
  "/tasks/{id:int}",
  { task: only(Task, "title", "note", "kind", "owner") },
  ({ id, task }) => {
    checkTitle(task);
    tasks.update(task, id);
    return changed(false);
  },
);

/** Shows all who look how the board is now, and the user, too; without htmx on a page. */
async function changed(byHtmx: boolean) {
  await board.send(Board());
  return byHtmx ? Board() : Redirect(index);
}

function Page(title: string, actions: FT | undefined, ...content: FT[]) {
  const nav = [{ label: "Board", href: index, icon: "square-kanban" as const, current: true }];
  const description = actions && "Drag a task, or open its menu. All see it at once.";
  return AppShell(
    { title, description, actions, brand: "Kite Works", nav, end: ThemeToggle() },
    content,
  );
}

function Board(): FT {
  return Grid({ columns: 4 }, columns.map(ColumnOf));
}

/** The form for a new task: what comes back is an empty one. */
function AddForm(): FT {
  return Form(
    {
      id: "add",
      cls: "ui-row ui-gap-sm",
      ...posts(add),
      hx_target: "this",
      hx_swap: "outerHTML",
    },
    Field({
      name: "title",
      label: "New task",
      hideLabel: true,
      placeholder: "New task",
      required: true,
      maxlength: MOST,
    }),
    Button("Add", { icon: "plus" }),
  );
}

function ColumnOf(column: Column): FT {
  const all = inColumn(column);
  return Section(
    { id: column, data_column: column, cls: "column", aria_labelledby: `${column}-name` },
    Row({ justify: "between" }, H2(COLUMNS[column], { id: `${column}-name` }), Badge(all.length)),
    Ol(all.map((task, at) => TaskCard(task, all, at))),
  );
}

function TaskCard({ id, title, note, kind, owner, column }: Task, all: Task[], at: number): FT {
  const here = { id, column }, others = columns.filter((other) => other !== column);
  return Li(
    { id: `task-${id}`, cls: "ui-card task", draggable: "true", data_card: id },
    H3(title),
    note && P(note, { cls: "ui-muted" }),
    Menu(
      {
        id: `menu-${id}`,
        label: `What to do with “${title}”`,
        icon: "ellipsis",
        iconOnly: true,
        size: "sm",
      },
      others.map((to) => Act(COLUMNS[to], "move-right", move, { id, column: to })),
      Divider(),
      at > 0 && Act("Up", "arrow-up", move, { ...here, before: all[at - 1]!.id }),
      at < all.length - 1 && Act("Down", "arrow-down", move, { ...here, before: all[at + 2]?.id }),
      MenuItem("Edit", { href: edit.to({ id }), icon: "pencil" }),
    ),
    (kind !== "task" || owner) && Row(
      { justify: "between" },
      Span(kind !== "task" && Badge(KINDS[kind], { tone: kind === "bug" ? "danger" : "info" })),
      owner && Avatar({ name: owner, size: "sm" }),
    ),
  );
}

/** An entry of a menu that does something: a form, so that it works without scripts. */
function Act(
  label: string,
  icon: IconName,
  route: Linkable,
  values: Record<string, string | number | undefined>,
): FT {
  return Form(
    posts(route),
    Object.entries(values).map(([name, value]) => Hidden({ name, value })),
    MenuItem({ type: "submit", icon }, label),
  );
}

function posts(route: Linkable) {
  const htmx = { hx_post: route, hx_target: "#board", hx_swap: "morph:innerHTML" } as const;
  return { method: "post", action: route, ...htmx } as const;
}

function inColumn(column: Column): Task[] {
  return tasks({ where: { column }, orderBy: "place, id" });
}

function checkTitle({ title }: { title: string }) {
  if (title.length > MOST) {
    throw new HTTPException(422, `A title has at most ${MOST} characters.`);
  }
}

function firstTasks(): Partial<Task>[] {
  return [
    { title: "Call the sail maker", owner: TEAM[1], column: "todo" },
    {
      title: "Prices in Swiss francs",
      note: "Two shops in Zurich asked for it.",
      kind: "idea",
      column: "todo",
    },
    { title: "Receipts lack the tax number", kind: "bug", owner: TEAM[0], column: "todo" },
    { title: "Photos of the spring kites", owner: TEAM[2], column: "doing" },
    {
      title: "Search finds no umlauts",
      note: "“Drache” is found, “Dräche” is not.",
      kind: "bug",
      owner: TEAM[0],
      column: "doing",
    },
    { title: "New packaging", note: "Cardboard only.", owner: TEAM[1], column: "review" },
    { title: "Workshop in May", kind: "idea", owner: TEAM[2], column: "done" },
    { title: "Insurance for the fair", column: "done" },
  ].map((task, place) => ({ ...task, place }) as Partial<Task>);
}

function css() {
  return `
    .column { display: flex; flex-direction: column; gap: .75rem; align-self: start;
      padding: .9rem; border-radius: var(--ui-radius-card); background: var(--ui-sunken) }
    .column h2 { font-size: 1em }
    .column > ol { display: grid; gap: .6rem; min-block-size: 3rem; padding: 0; list-style: none;
      align-content: start }
    .task { position: relative; display: grid; gap: .4rem; margin: 0; padding: .8rem .9rem; overflow: visible; cursor: grab }
    .task > h3 { font-size: 1em; padding-inline-end: 1.5rem }
    .task > .ui-muted { font-size: .93em }
    .task > .ui-button { position: absolute; inset: .35rem .35rem auto auto }
    .task .ui-popover > form { display: contents }
    .drop-line { block-size: 3px; border-radius: 3px; background: var(--ui-primary) }
    .edit { max-inline-size: 36rem }`;
}

serve(app);
