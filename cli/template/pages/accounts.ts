/** Accounts with passwords: who may see what, and the pages to sign up and to sign in. */
import {
  A,
  APIRouter,
  Beforeware,
  checked,
  type Child,
  type FieldErrors,
  fillForm,
  HTTPException,
  Redirect,
  type Session,
  signIn,
  signOut,
} from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { AuthPage, Button, Field, FieldForm, ThemeToggle } from "@fasthtml/fasthtml/ext/ui";
import { notes, users } from "../data.ts";

class Credentials {
  static notNull = ["name", "password"];
  name = "";
  password = "";
}

const passwords = new Passwords();

/** What can be seen without an account. */
const skip = ["/sign-in", "/sign-up", ".*\\.(?:css|svg)"];

/** Sends others to the page to sign in. After it, `auth` is the name of the user. */
const membersOnly = Beforeware(async ({ session, scope }) => {
  scope.auth = (await users.get(session.auth ?? "", undefined))?.name;
  if (!scope.auth) return Redirect("/sign-in");
}, { skip });

/** Narrows the table to the notes of the user, for one request. */
const ownNotes = Beforeware(({ auth }) => void notes.xtra({ owner: auth }), { skip });

/** What runs before each page. */
export const guards = [membersOnly, ownNotes];

export const accounts = APIRouter();

accounts.get("/sign-in", () => SignIn());

accounts.post("/sign-in", { who: checked(Credentials) }, async ({ who, session, scope }) => {
  if (!who.ok) return SignIn(who.input, who.errors);
  const { name, password } = who.value;
  const user = await users.get(name, undefined);
  const isRight = await passwords.check(name, password, user?.hash, { client: scope.client });
  if (!isRight) return SignIn({ name }, { password: "This is not the password of that name." });
  return enter(session, name);
});

accounts.get("/sign-up", () => SignUp());

accounts.post("/sign-up", { who: checked(Credentials) }, async ({ who, session, scope }) => {
  if (!who.ok) return SignUp(who.input, who.errors);
  const { name, password } = who.value;
  try {
    const hash = await passwords.hash(password, { client: scope.client });
    const isNew = await users.insert({ name, hash }, { ignore: true });
    if (!isNew) return SignUp({ name }, { name: "This name is taken." });
  } catch (error) {
    if (!(error instanceof HTTPException) || error.status !== 422) throw error;
    return SignUp({ name }, { password: error.detail }); // too short, or too well known
  }
  return enter(session, name);
});

accounts.post("/sign-out", ({ session }) => {
  signOut(session);
  return Redirect("/sign-in");
});

function enter(session: Session, name: string) {
  signIn(session, name);
  return Redirect("/");
}

function SignIn(input: object = {}, errors?: FieldErrors) {
  const form = fillForm(AccountForm("/sign-in", "current-password", "Sign in"), input, errors);
  return Account("Sign in", form, ["New here? ", A("Sign up", { href: "/sign-up" })]);
}

function SignUp(input: object = {}, errors?: FieldErrors) {
  const form = fillForm(AccountForm("/sign-up", "new-password", "Sign up"), input, errors);
  return Account("Sign up", form, ["You have an account? ", A("Sign in", { href: "/sign-in" })]);
}

function Account(title: string, form: Child, below: Child) {
  return AuthPage({ title, brand: "{{name}}", below, end: ThemeToggle() }, form);
}

function AccountForm(
  action: string,
  autocomplete: "current-password" | "new-password",
  text: string,
) {
  return FieldForm(
    { method: "post", action },
    Field({ name: "name", label: "Name", required: true, autocomplete: "username" }),
    Field({ name: "password", label: "Password", type: "password", required: true, autocomplete }),
    Button(text, { variant: "primary", wide: true }),
  );
}
