/** Notes: a page with a form and a list. */
import {
  Beforeware, // --auth
  Button,
  checked,
  fastApp,
  fillForm,
  Form,
  Input,
  Label,
  Li,
  Link,
  only,
  P,
  Redirect,
  serve,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";
import { accounts, membersOnly, OPEN } from "./accounts.ts"; // --auth
import { db } from "./db.ts";
import { layout } from "./layout.ts";

class Note {
  static notNull = ["text"];
  id = 0;
  owner = ""; // --auth
  text = "";

  __ft__() {
    const { id, text } = this;
    return Li(
      text,
      Button("Delete", {
        cls: "outline secondary",
        aria_label: `Delete ${text}`,
        hx_post: remove.to({ id }),
        hx_target: "closest li",
        hx_swap: "delete",
        onclick: "this.closest('ul').focus()", // a removed button would lose the keyboard's place
      }),
    );
  }
}

const notes = db.create(Note);
const ownNotes = Beforeware(({ auth }) => void notes.xtra({ owner: auth }), { skip: OPEN }); // --auth

export const { app, rt } = fastApp({
  title: "{{name}}",
  htmlAttrs: { lang: "en" },
  hdrs: [
    Link({ rel: "stylesheet", href: "/app.css" }),
    Link({ rel: "icon", href: "/icon.svg" }),
  ],
  bodyWrap: layout,
  before: [membersOnly, ownNotes], // --auth
  session: { secretFile: "data/.sesskey" }, // unless FASTHTML_SECRET is set
  health: () => db.q("SELECT 1"), // for the host, at /_fasthtml/health
  trustProxy: Number(Deno.env.get("PROXIES") ?? 0), // how many proxies are in front of it
  live: Deno.env.get("LIVE") === "1", // as `deno task dev` sets it
});
accounts.toApp(app); // --auth

rt(async function index() {
  const list = await notes({ orderBy: "id" });
  return Titled("Notes", AddForm(), Ul(list, { id: "notes", tabindex: -1 }));
});

rt(function about() {
  return Titled("About", P("A program to start from. Change it in main.ts."));
});

const add = rt.post({ note: checked(only(Note, "text")) }, async function add({ note, htmx }) {
  if (!note.ok) return fillForm(AddForm(), note.input, note.errors);
  const added = await notes.insert(note.value);
  if (!htmx.request) return Redirect("/"); // sent without JavaScript
  return [AddForm(), Ul(added, { hx_swap_oob: "beforeend:#notes" })];
});

const remove = rt.post({ id: Number }, async function remove({ id }) {
  await notes.delete(id);
});

function AddForm() {
  return Form(
    { method: "post", action: add, hx_post: add, hx_swap: "outerHTML" },
    Label(
      "New note",
      Input({ id: "text", name: "text", required: true, autocomplete: "off", autofocus: true }),
    ),
    Button("Add"),
  );
}

serve(app);
