/** The notes: a form for a new one, and a table with a search field. */
import {
  APIRouter,
  checked,
  contains,
  Div,
  fillForm,
  Form,
  only,
  Redirect,
} from "@fasthtml/fasthtml";
import { Button, Card, Field, FieldForm, IconButton, Row, Table } from "@fasthtml/fasthtml/ext/ui";
import { Note, notes } from "../data.ts";
import { Shell } from "../parts/shell.ts";

export const notePages = APIRouter();

notePages.get("/", { q: "" }, async (context) =>
  Shell(
    context,
    { title: "Notes" },
    Card(AddForm()),
    Card(Search(context.q), await NoteTable(context.q)),
  ));

const list = notePages.get("/list", { q: "" }, ({ q }) => NoteTable(q));

const add = notePages.post(
  "/add",
  { note: checked(only(Note, "text")) },
  async ({ note, htmx }) => {
    if (!note.ok) return fillForm(AddForm(), note.input, note.errors);
    await notes.insert(note.value);
    if (!htmx.request) return Redirect("/"); // sent without JavaScript
    return [AddForm(), (await NoteTable("")).with({ hx_swap_oob: true })];
  },
);

const remove = notePages.post("/remove", { id: Number, q: "" }, async ({ id, q, htmx }) => {
  await notes.delete(id);
  // The button is gone: the table has the keyboard's place.
  return htmx.request ? (await NoteTable(q)).with({ autofocus: true }) : Redirect("/");
});

function AddForm() {
  return FieldForm(
    { method: "post", action: add, hx_post: add, hx_swap: "outerHTML" },
    Field({
      name: "text",
      label: "New note",
      required: true,
      autocomplete: "off",
      autofocus: true,
    }),
    Row(Button("Add", { variant: "primary", icon: "plus" })),
  );
}

function Search(q: string) {
  return Form(
    { role: "search", action: "/" },
    Field({
      name: "q",
      type: "search",
      label: "Search",
      icon: "search",
      value: q,
      hx_get: list,
      hx_trigger: "input changed delay:200ms",
      hx_target: "#notes",
      hx_swap: "outerHTML",
    }),
  );
}

async function NoteTable(q: string) {
  const found = await notes({ text: contains(q, { ignoreCase: true }) }, { orderBy: "id desc" });
  return Div(
    { id: "notes", tabindex: -1 },
    Table({
      label: "Notes",
      rows: found,
      columns: {
        text: "Note",
        at: {
          label: "Written",
          show: (at) => at.toLocaleDateString("en", { dateStyle: "medium" }),
        },
        id: { label: "Delete", align: "end", show: (_, note) => DeleteButton(note) },
      },
      empty: q ? "No note has this text." : "No notes yet.",
    }),
  );
}

function DeleteButton({ id, text }: Note) {
  const action = remove.to({ id });
  return Form(
    {
      method: "post",
      action,
      hx_post: action,
      hx_include: "[name=q]",
      hx_target: "#notes",
      hx_swap: "outerHTML",
    },
    IconButton({ icon: "trash-2", label: `Delete ${text}`, variant: "ghost", size: "sm" }),
  );
}
