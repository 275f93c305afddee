/**
 * Accounts with passwords in one file: sign up, log in, log out, and a page for members only.
 *
 * The database holds hashes. After five attempts in a minute, a name is tried more slowly.
 */
import {
  A,
  Beforeware,
  Button,
  database,
  fastApp,
  fillForm,
  Form,
  type FT,
  type HTTPException,
  Input,
  P,
  Redirect,
  type RequestContext,
  serve,
  type Session,
  signIn,
  signOut,
  Titled,
} from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";

class User {
  name = "";
  hash = "";
}

class Credentials {
  name = "";
  password = "";
}

const db = database(Deno.env.get("ACCOUNTS_DB") ?? `${import.meta.dirname}/data/accounts.db`);
const users = db.create(User, { pk: "name" });
const passwords = new Passwords();

const membersOnly = Beforeware(async ({ session, scope }) => {
  scope.auth = await users.get(session.auth ?? "", undefined);
  if (!scope.auth) return Redirect("/login");
}, { skip: ["/login", "/signup"] });

export const { app, rt } = fastApp({
  before: membersOnly,
  exceptionHandlers: { 422: tryAgain, 429: tryAgain },
});

rt(function index({ auth }) {
  return Titled(
    `Welcome, ${auth.name}`,
    Form({ action: logout, method: "post" }, Button("Log out")),
  );
});

const login = rt.get("/login", () => Login(AccountForm("/login", "Log in")));

rt.post("/login", { who: Credentials }, async ({ who, session, scope: { client } }) => {
  const user = await users.get(who.name, undefined);
  const isRight = await passwords.check(who.name, who.password, user?.hash, { client });
  if (isRight) return enter(session, who.name);
  const problem = { password: "This name and this password do not fit." };
  return Login(fillForm(AccountForm("/login", "Log in"), who, problem));
});

const signup = rt.get("/signup", () => Titled("Sign up", AccountForm("/signup", "Sign up")));

rt.post("/signup", { who: Credentials }, async ({ who, session, scope: { client } }) => {
  const { name, password } = who;
  const hash = await passwords.hash(password, { client });
  const isNew = name !== "" && await users.insert({ name, hash }, { ignore: true });
  if (isNew) return enter(session, name);
  const problem = { name: "This name is taken." };
  return Titled("Sign up", fillForm(AccountForm("/signup", "Sign up"), { name }, problem));
});

const logout = rt.post("/logout", ({ session }) => {
  signOut(session);
  return Redirect(login);
});

function enter(session: Session, name: string) {
  signIn(session, name);
  return Redirect("/");
}

function Login(form: FT) {
  return Titled("Log in", form, P("New here? ", A("Sign up", { href: signup })));
}

function AccountForm(action: string, text: string): FT {
  return Form(
    { action, method: "post" },
    Input({ name: "name", placeholder: "Name", required: true, autocomplete: "username" }),
    Input({
      name: "password",
      type: "password",
      placeholder: "Password",
      aria_label: "Password",
      required: true,
      minlength: 8,
      autocomplete: "current-password",
    }),
    Button(text),
  );
}

function tryAgain({ url }: RequestContext, { detail }: HTTPException) {
  return Titled("Not yet", P(detail), A("Try again", { href: url.pathname }));
}

serve(app);
