/**
 * Accounts without passwords: the browser asks for a fingerprint, a face or a PIN.
 * Open it at `http://localhost:5001`. On other hosts, passkeys need https and `BASE_URL`.
 */
import { Button, Card, database, fastApp, Form, Input, P, serve, Titled } from "@fasthtml/fasthtml";
import { Passkey, Passkeys, passkeyScript } from "@fasthtml/fasthtml/ext/passkey";

class User {
  name = "";
}

const db = database(Deno.env.get("PASSKEY_DB") ?? `${import.meta.dirname}/data/passkey.db`);
const users = db.create(User, { pk: "name" });

export const { app, rt } = fastApp({ title: "Notes", hdrs: [passkeyScript()] });

class Auth extends Passkeys {
  override async signUp(typed: string) {
    const name = typed.normalize("NFKC").toLowerCase(); // "ADA" and "ada" are one name.
    if (/\p{C}/u.test(name)) return; // Characters that cannot be seen.
    return (await users.insert({ name }, { ignore: true }))?.name;
  }
}
new Auth(app, db.create(Passkey));

rt("/login", () =>
  Titled(
    "Who are you?",
    Card(Form({ data_passkey: "sign-in" }, Button("Sign in with a passkey"))),
    Card(
      Form(
        { data_passkey: "sign-up" },
        Input({ name: "name", placeholder: "Name", required: true, autocomplete: "username" }),
        Button("Sign up"),
      ),
    ),
  ));

rt(function index({ auth }) {
  return Titled(
    `Welcome, ${auth}`,
    P("You have no password, so it cannot be guessed, stolen or forgotten."),
    Form({ action: "/logout", method: "post" }, Button("Log out")),
  );
});

serve(app);
