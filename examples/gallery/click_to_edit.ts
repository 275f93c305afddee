/** A contact that becomes a form when you click "Edit", and a contact again when you save. */
import { checked, database, Div, fastApp, serve } from "@fasthtml/fasthtml";
import { AuthPage, Button, DescriptionList, FormFor, ui } from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";

class Contact {
  id = 0;
  owner = "";
  name = "Ann Miller";
  email = "ann@example.com";
  phone = "555 0100";
}

const Changes = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200),
  email: z.email("Enter an email such as ann@example.com.").max(200),
  phone: z.string().trim().max(200),
});

export const db = database(":memory:");
const contacts = db.create(Contact);
export const { app, rt } = fastApp({
  ...ui(),
  csp: true,
  session: { cookie: "contact_" },
  // Each session has a contact of its own.
  before: ({ session }) => void contacts.xtra({ owner: session.id ??= crypto.randomUUID() }),
});

const mine = () => contacts()[0] ?? contacts.insert({});
const swap = { hx_target: "#contact", hx_swap: "innerHTML" } as const;

const index = rt.get("/", () =>
  AuthPage(
    { title: "Contact", brand: "Contacts", home: index },
    Div({ id: "contact" }, View(mine())),
  ));

const show = rt.get("/show", () => View(mine()));

const edit = rt.get("/edit", () => EditForm(mine()));

const save = rt.post("/save", { changes: checked(Changes) }, ({ changes }) => {
  if (!changes.ok) return EditForm(changes.input, changes.errors);
  return View(contacts.update(changes.value, mine().id));
});

function EditForm(values: object, errors = {}) {
  const cancel = Button("Cancel", { type: "button", wide: true, hx_get: show, ...swap });
  return FormFor(Changes, { action: save, values, errors, actions: cancel, ...swap });
}

function View({ name, email, phone }: Contact) {
  const button = Button("Edit", { icon: "pencil", hx_get: edit, ...swap });
  return [DescriptionList({ items: { Name: name, Email: email, Phone: phone || "–" } }), button];
}

serve(app);
