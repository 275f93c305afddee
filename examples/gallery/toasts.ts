/** A form that redirects to the list, where a toast says that it was saved. */
import {
  addToast,
  database,
  fastApp,
  Li,
  P,
  Redirect,
  serve,
  setupToasts,
  Ul,
} from "@fasthtml/fasthtml";
import { AuthPage, Button, Field, FieldForm, LinkButton, ui } from "@fasthtml/fasthtml/ext/ui";

class Note {
  id = 0;
  owner = "";
  text = "";

  __ft__() {
    return Li(this.text);
  }
}

export const db = database(":memory:");
const notes = db.create(Note);
export const { app, rt } = fastApp({
  ...ui(),
  csp: true,
  session: { cookie: "notes_" },
  before: ({ session }) => void notes.xtra({ owner: session.id ??= crypto.randomUUID() }),
});
setupToasts(app, { duration: 10_000 });

const index = rt.get("/", () =>
  AuthPage(
    { title: "Notes", brand: "Toasts", home: index },
    notes.count() > 0 ? Ul(notes({ orderBy: "-id", limit: 5 })) : P("No notes yet."),
    LinkButton("Write a note", { href: write, variant: "primary", icon: "pencil" }),
  ));

const write = rt.get("/new", () =>
  AuthPage(
    { title: "Write a note", brand: "Toasts", home: index },
    FieldForm(
      { method: "post", action: save },
      Field({ name: "text", label: "Text", maxlength: 200 }),
      Button("Save", { variant: "primary" }),
    ),
  ));

const save = rt.post("/save", { text: String }, ({ text, session }) => {
  if (text.trim() === "" || text.length > 200) {
    addToast(session, "Enter 1 to 200 characters.", "warning");
    return Redirect(write);
  }
  notes.insert({ text: text.trim() });
  addToast(session, "Your note is saved.", "success"); // waits in the session for the next page
  return Redirect(index);
});

serve(app);
