/**
 * Accounts with passwords in one file: sign up, log in, log out, and a page for members only.
 *
 * The database holds hashes. After five attempts in a minute, a name is tried more slowly.
 */
import {
  A,
  Beforeware,
  type Child,
  database,
  fastApp,
  fillForm,
  Form,
  type FT,
  type HTTPException,
  P,
  Redirect,
  type RequestContext,
  serve,
  type Session,
  signIn,
  signOut,
} from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { AuthPage, Button, Field, FieldForm, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";

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

export const { app, rt } = fastApp(ui({ before: membersOnly }), {
  exceptionHandlers: { 422: tryAgain, 429: tryAgain },
});

rt(function index({ auth }) {
  const form = Form({ action: logout, method: "post" }, Button("Log out", { icon: "log-out" }));
  return Page(`Welcome, ${auth.name}`, form);
});

const login = rt.get("/login", () => Login(AccountForm("/login", "Log in")));

rt.post("/login", { who: Credentials }, async ({ who, session, scope: { client } }) => {
  const user = await users.get(who.name, undefined);
  const isRight = await passwords.check(who.name, who.password, user?.hash, { client });
  if (isRight) return enter(session, who.name);
  const problem = { password: "This name and this password do not fit." };
  return Login(fillForm(AccountForm("/login", "Log in"), who, problem));
});

const signup = rt.get("/signup", () => Signup(AccountForm("/signup", "Sign up")));

rt.post("/signup", { who: Credentials }, async ({ who, session, scope: { client } }) => {
  const { name, password } = who;
  const hash = await passwords.hash(password, { client });
  const isNew = name !== "" && await users.insert({ name, hash }, { ignore: true });
  if (isNew) return enter(session, name);
  const problem = { name: "This name is taken." };
  return Signup(fillForm(AccountForm("/signup", "Sign up"), { name }, problem));
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
  return Page("Log in", form, ["New here? ", A("Sign up", { href: signup })]);
}

function Signup(form: FT) {
  return Page("Sign up", form, ["You have an account? ", A("Log in", { href: login })]);
}

function AccountForm(action: string, text: string): FT {
  const autocomplete = action === "/signup" ? "new-password" : "current-password";
  return FieldForm(
    { action, method: "post" },
    Field({ name: "name", label: "Name", required: true, autocomplete: "username" }),
    Field({
      name: "password",
      type: "password",
      label: "Password",
      required: true,
      minlength: 8,
      autocomplete,
    }),
    Button(text, { variant: "primary", wide: true }),
  );
}

function tryAgain({ url }: RequestContext, { detail }: HTTPException) {
  return Page("Not yet", P(detail), A("Try again", { href: url.pathname }));
}

function Page(title: string, content: Child, below?: Child) {
  return AuthPage({ title, brand: "Accounts", below, end: ThemeToggle() }, content);
}

serve(app);
