/** The notes: a form for a new one, and a table that is searched, sorted and paged. */
import {
  APIRouter,
  checked,
  type FieldErrors,
  fillForm,
  type FT,
  only,
  Redirect,
  type RequestContext,
} from "@fasthtml/fasthtml";
import {
  Button,
  Card,
  DataTable,
  EmptyState,
  Field,
  FieldForm,
  Row,
  tableState,
} from "@fasthtml/fasthtml/ext/ui";
import { Note, notes } from "../data.ts";
import { Shell } from "../parts/shell.ts";

export const notePages = APIRouter();

const index = notePages.get("/", tableState, (context) => NotePage(context, AddForm()));

const add = notePages.post("/add", { note: checked(only(Note, "text")) }, async (context) => {
  const { note, htmx } = context;
  if (!note.ok) return redisplay(context, note.input, note.errors);
  await notes.insert(note.value);
  if (!htmx.request) return Redirect(index); // sent without JavaScript
  return [AddForm(), NoteTable(context).with({ hx_swap_oob: true })];
});

const remove = notePages.post("/remove", { keys: [Number] }, async (context) => {
  await notes.deleteWhere({ id: context.keys });
  return context.htmx.request ? NoteTable(context) : Redirect(index.to() + context.url.search);
});

/** Shows the form with what was sent, and a message at each field that is wrong. */
function redisplay(context: RequestContext, input: object, errors: FieldErrors) {
  const form = fillForm(AddForm(), input, errors);
  return context.htmx.request ? form : NotePage(context, form);
}

function NotePage(context: RequestContext, form: FT) {
  return Shell(context, { title: "Notes" }, Card(form), NoteTable(context));
}

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

function NoteTable({ url }: { url: URL }) {
  return DataTable(notes, {
    state: { url },
    at: index,
    columns: {
      text: "Note",
      at: {
        label: "Written",
        show: (at) => at.toLocaleDateString("en", { dateStyle: "medium" }),
      },
    },
    search: ["text"],
    order: "id desc",
    bulkActions: {
      Delete: { to: remove, icon: "trash-2", tone: "danger", question: "Delete the chosen notes?" },
    },
    label: "Notes",
    empty: EmptyState({ title: "No notes yet", level: 2, icon: "notebook-pen" }),
  });
}
