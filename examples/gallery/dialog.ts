/** A dialog with a form: the browser keeps the focus in it, and Escape closes it. */
import { checked, database, fastApp, Li, serve, Ul } from "@fasthtml/fasthtml";
import {
  AuthPage,
  closeModal,
  FormFor,
  ModalBody,
  ModalButton,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";

class Friend {
  id = 0;
  owner = "";
  name = "";
  city = "";

  __ft__() {
    return Li(this.name, this.city && ` from ${this.city}`);
  }
}

const Fields = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(200),
  city: z.string().trim().max(200),
});

export const db = database(":memory:");
const friends = db.create(Friend);
export const { app, rt } = fastApp({
  ...ui(),
  csp: true,
  session: { cookie: "friends_" },
  before: ({ session }) => void friends.xtra({ owner: session.id ??= crypto.randomUUID() }),
});

const index = rt.get("/", () => {
  if (friends.count() === 0) friends.insert({ name: "Ann", city: "Athens" });
  return AuthPage(
    { title: "Friends", brand: "Dialog", home: index },
    List(),
    ModalButton({ from: create, variant: "primary", icon: "plus" }, "Add a friend"),
  );
});

const create = rt.get("/new", () => FriendForm());

const save = rt.post("/save", { friend: checked(Fields) }, ({ friend }) => {
  if (!friend.ok) return FriendForm(friend.input, friend.errors);
  friends.insert(friend.value);
  return [closeModal(), List()];
});

function FriendForm(values: object = {}, errors = {}) {
  return ModalBody({ title: "Add a friend" }, FormFor(Fields, { action: save, values, errors }));
}

/** With its id it is replaced wherever it is on the page (out of band). */
function List() {
  return Ul({ id: "friends", hx_swap_oob: true }, friends({ orderBy: "name" }));
}

serve(app);
