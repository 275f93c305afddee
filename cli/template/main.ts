/** Notes in a SQLite database: one class, one form, one list. */
import {
  Button,
  database,
  fastApp,
  Form,
  Group,
  Input,
  Li,
  only,
  serve,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";

class Note {
  id = 0;
  text = "";

  __ft__() {
    return Li(this.text);
  }
}

const notes = database(Deno.env.get("DB") ?? "data/app.db").create(Note);

export const { app, rt } = fastApp({ session: { secretFile: "data/.sesskey" } });

rt(async function index() {
  return Titled(
    "Notes",
    Form(
      { hx_post: add, hx_target: "#notes", hx_swap: "beforeend" },
      Group(Input({ name: "text", required: true }), Button("Add")),
    ),
    Ul(await notes(), { id: "notes" }),
  );
});

const add = rt.post({ note: only(Note, "text") }, function add({ note }) {
  return notes.insert(note);
});

serve(app);
