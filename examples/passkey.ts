/**
 * Accounts without passwords: the browser asks for a fingerprint, a face or a PIN.
 * Open it at `http://localhost:5001`. On other hosts, passkeys need https and `BASE_URL`.
 */
import { type Child, database, fastApp, Form, P, serve } from "@fasthtml/fasthtml";
import { Passkey, Passkeys, passkeyScript } from "@fasthtml/fasthtml/ext/passkey";
import {
  AuthPage,
  Button,
  Divider,
  Field,
  FieldForm,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";

class User {
  name = "";
}

const db = database(Deno.env.get("PASSKEY_DB") ?? `${import.meta.dirname}/data/passkey.db`);
const users = db.create(User, { pk: "name" });

export const { app, rt } = fastApp(ui({ hdrs: passkeyScript() }), { title: "Notes" });

class Auth extends Passkeys {
  override async signUp(typed: string) {
    const name = typed.normalize("NFKC").toLowerCase(); // "ADA" and "ada" are one name.
    if (/\p{C}/u.test(name)) return; // Characters that cannot be seen.
    return (await users.insert({ name }, { ignore: true }))?.name;
  }
}
new Auth(app, db.create(Passkey));

rt("/login", () =>
  Page(
    "Who are you?",
    Form(
      { data_passkey: "sign-in" },
      Button("Sign in with a passkey", { variant: "primary", icon: "fingerprint", wide: true }),
    ),
    Divider("or"),
    FieldForm(
      { data_passkey: "sign-up" },
      Field({ name: "name", label: "Name", required: true, autocomplete: "username" }),
      Button("Sign up", { wide: true }),
    ),
  ));

rt(function index({ auth }) {
  return Page(
    `Welcome, ${auth}`,
    P("You have no password, so it cannot be guessed, stolen or forgotten."),
    Form({ action: "/logout", method: "post" }, Button("Log out", { icon: "log-out" })),
  );
});

function Page(title: string, ...content: Child[]) {
  return AuthPage({ title, brand: "Notes", end: ThemeToggle() }, content);
}

serve(app);
