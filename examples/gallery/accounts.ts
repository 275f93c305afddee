/** Accounts: sign up, log in, log out, and notes that only their owner sees. */
import { A, Beforeware, type Child, database, fastApp, Form } from "@fasthtml/fasthtml";
import { Li, P, Redirect, serve, signIn, signOut, Ul } from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { AuthPage, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";

export const db = database(":memory:");
const users = db.create("user", { name: String, hash: String, pk: "name" });
const notes = db.create("note", { id: Number, owner: String, text: String, pk: "id" });
const passwords = new Passwords(), session = { cookie: "accounts_" };
const guard = Beforeware(({ session }) => {
  if (!session.auth || !users.has(session.auth)) return Redirect(enter.to({ way: "log-in" }));
  notes.xtra({ owner: session.auth }); // the notes of others can't be found in this request
}, { skip: ["/enter/.*"] });
export const { app, rt } = fastApp(ui({ before: guard }), { csp: true, session });

const index = rt.get("/", ({ session }) =>
  Page(
    `Hello, ${session.auth}`,
    Ul(notes({ orderBy: "-id", limit: 5 }).map(({ text }) => Li(text))),
    FieldForm(
      { method: "post", action: add },
      Field({ name: "text", label: "A note", maxlength: 200, required: true }),
      Button("Save", { variant: "primary" }),
    ),
    Form({ method: "post", action: logout }, Button("Log out")),
  ));

const add = rt.post("/notes", { text: String }, ({ text }) => {
  notes.insert({ text: text.slice(0, 200) });
  return Redirect(index);
});

const enter = rt.get("/enter/{way}", ({ way }) => EnterForm(way));

rt.post("/enter/{way}", { name: "", password: "" }, async (context) => {
  const { way, name, password, session, scope: { client } } = context;
  if (way === "sign-up") {
    const hash = await passwords.hash(password, { client });
    const isNew = /^\w{1,40}$/.test(name) &&
      users.insert({ name, hash }, { ignore: true });
    if (!isNew) return EnterForm(way, "Choose another name, of up to 40 letters.");
  } else if (!await passwords.check(name, password, users.get(name, null)?.hash, { client })) {
    return EnterForm(way, "Wrong name or password.");
  }
  signIn(session, name);
  return Redirect(index);
});

const logout = rt.post("/logout", ({ session }) => (signOut(session), Redirect(index)));

function EnterForm(way: string, error?: string) {
  const isNew = way === "sign-up", autocomplete = isNew ? "new-password" : "current-password";
  return Page(
    isNew ? "Sign up" : "Log in",
    FieldForm(
      { method: "post", action: enter.to({ way }) },
      Field({ name: "name", label: "Name", autocomplete: "username", required: true, error }),
      Field({ name: "password", label: "Password", type: "password", minlength: 8, autocomplete }),
      Button("Continue", { variant: "primary", wide: true }),
    ),
    isNew || P(A("Sign up", { href: enter.to({ way: "sign-up" }) })),
  );
}

function Page(title: string, ...content: Child[]) {
  return AuthPage({ title, brand: "Accounts", home: index }, content);
}

serve(app);
