/** Accounts with passwords: who may see what, and the pages to sign up and to sign in. */
import {
  A,
  APIRouter,
  Beforeware,
  Button,
  checked,
  type FieldErrors,
  fillForm,
  Form,
  type FT,
  HTTPException,
  Input,
  Label,
  P,
  Redirect,
  type Session,
  signIn,
  signOut,
  Titled,
} from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { db } from "./db.ts";

class User {
  name = "";
  hash = "";
}

class Credentials {
  static notNull = ["name", "password"];
  name = "";
  password = "";
}

const users = db.create(User, { pk: "name" });
const passwords = new Passwords();

/** What can be seen without an account. */
export const OPEN = ["/sign-in", "/sign-up", ".*\\.(?:css|svg)"];

/** Sends others to the page to sign in. After it, `auth` is the name of the user. */
export const membersOnly = Beforeware(async ({ session, scope }) => {
  scope.auth = (await users.get(session.auth ?? "", undefined))?.name;
  if (!scope.auth) return Redirect("/sign-in");
}, { skip: OPEN });

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

/** The button of the header. */
export function SignOut(): FT {
  return Form({ method: "post", action: "/sign-out" }, Button("Sign out", { cls: "secondary" }));
}

function enter(session: Session, name: string) {
  signIn(session, name);
  return Redirect("/");
}

function SignIn(input?: object, errors?: FieldErrors) {
  return Titled(
    "Sign in",
    fillForm(AccountForm("/sign-in", "current-password", "Sign in"), input ?? {}, errors),
    P("New here? ", A("Sign up", { href: "/sign-up" })),
  );
}

function SignUp(input?: object, errors?: FieldErrors) {
  return Titled(
    "Sign up",
    fillForm(AccountForm("/sign-up", "new-password", "Sign up"), input ?? {}, errors),
    P("You have an account? ", A("Sign in", { href: "/sign-in" })),
  );
}

function AccountForm(
  action: string,
  autocomplete: "current-password" | "new-password",
  text: string,
) {
  return Form(
    { method: "post", action },
    Label("Name", Input({ name: "name", required: true, autocomplete: "username" })),
    Label("Password", Input({ name: "password", type: "password", required: true, autocomplete })),
    Button(text),
  );
}
