/**
 * From signing up to signing out: an account with a password, whose email address is confirmed by a
 * mail, passkeys, a provider where one is set up, a profile with a picture, and all places where the
 * user is signed in.
 *
 * Open it at http://localhost:5001. Without `MAIL_URL`, mails are at /dev/mail. `OIDC_ISSUER`,
 * `OIDC_ID` and `OIDC_SECRET` name a provider; register `<BASE_URL>/redirect` there.
 *
 * @module
 */
import {
  A,
  BackgroundTask,
  checked,
  type Child,
  fastApp,
  type FieldErrors,
  Form,
  FtResponse,
  P,
  Redirect,
  serve,
  setupToasts,
  signIn,
} from "@fasthtml/fasthtml";
import { mailer } from "@fasthtml/fasthtml/ext/mail";
import { type Ident, type Info, OAuth, OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
import { Passkeys, passkeyScript } from "@fasthtml/fasthtml/ext/passkey";
import { PasswordMails } from "@fasthtml/fasthtml/ext/password-mails";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import {
  AuthPage,
  Button,
  Divider,
  FormFor,
  LinkButton,
  Stack,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";
import {
  begin,
  BRAND,
  confirm,
  db,
  findUser,
  name,
  passkeys,
  password,
  passwords,
  store,
  toHash,
  users,
} from "./signup/accounts.ts";
import { members, profile } from "./signup/members.ts";

const { PORT = "5001", BASE_URL = `http://localhost:${PORT}`, MAIL_URL } = Deno.env.toObject();
const { OIDC_ISSUER, OIDC_ID = "", OIDC_SECRET = "", OIDC_NAME = "your company" } = Deno.env
  .toObject();

const email = z.string().trim().toLowerCase().pipe(z.email("Such as ada@example.com"));
const SignUp = z.object({ name, email, password });
const Credentials = z.object({ email: z.string().max(320), password });
// The tests run this with both versions of htmx. Mails are shown in development alone.
export const { app, rt } = fastApp({
  ...ui({ hdrs: passkeyScript(), css: css() }),
  title: BRAND,
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  limits: { maxFile: 2_000_000 },
  live: MAIL_URL === undefined,
  session: { store },
});
setupToasts(app);

members.toApp(app);

const mail = mailer({ from: `${BRAND} <hello@example.com>`, baseUrl: BASE_URL });
mail.with(app);

class Links extends PasswordMails {
  findUser(email: string) {
    return findUser(email)?.id;
  }
  setPassword(user: string, hash: string) {
    users.update({ hash }, user);
  }
  confirm(signUp: string, email: string) {
    confirm(signUp, email);
  }
  override page(title: string, content: Child[]) {
    return Entrance(title, ...content);
  }
}
const links = new Links(app, { db, mail, passwords, sessions: store, baseUrl: BASE_URL });

class Keys extends Passkeys {
  signUp() {
    return undefined; // users who are signed in add them
  }
}
new Keys(app, passkeys, {
  baseUrl: BASE_URL,
  accounts: false,
  skip: ["/signup", "/signup/waiting", /^\/password\/.*/, "/redirect", "/redirect/start"],
});

class Provider extends OAuth {
  override getAuth({ name }: Info, id: Ident) {
    users.insert({ id, name: `${name ?? "No name"}`.slice(0, 80) }, { ignore: true });
    return Redirect(profile);
  }
}
const provider = OIDC_ISSUER === undefined ? undefined : new Provider(
  app,
  new OpenIDClient(OIDC_ISSUER, OIDC_ID, OIDC_SECRET),
  { baseUrl: BASE_URL, guard: false, logoutPath: "/redirect/logout" },
);

const login = rt.get("/login", ({ session, req }) => {
  return session.auth ? Redirect(profile) : LoginPage(req);
});

const enter = rt.post("/login", { sent: checked(Credentials) }, async (context) => {
  const { sent, req, session, scope: { client } } = context;
  const { email = "", password = "" } = sent.ok ? sent.value : {};
  const user = findUser(email);
  // An unknown email address takes as long as a known one.
  if (await passwords.check(email, password, user?.hash || undefined, { client })) {
    signIn(session, user!.id);
    return Redirect(profile);
  }
  const errors = { password: "This email address and this password do not fit." };
  return FtResponse(LoginPage(req, { email }, errors), { status: 422 });
});

const signup = rt.get("/signup", () => SignUpPage());

/** Answers the same for each email address: whether it has an account, only its mailbox tells. */
const join = rt.post("/signup", { sent: checked(SignUp) }, async (context) => {
  const { sent } = context;
  if (!sent.ok) return FtResponse(SignUpPage(sent.input, sent.errors), { status: 422 });
  const { name, email, password } = sent.value;
  const { hash, wrong } = await toHash(context, password);
  if (hash === undefined) {
    return FtResponse(SignUpPage({ name, email }, { password: wrong }), { status: 422 });
  }
  const task = new BackgroundTask(async () => {
    const id = begin({ name, email, hash });
    if (id) await links.sendVerification(context, id, email);
  });
  return [Redirect(waiting), task];
}, { before: limit("20/h") });

const waiting = rt.get("/signup/waiting", () =>
  Entrance(
    "Look into your mailbox",
    P("If this is your first account here, a link is on its way. It is good for one day."),
    app.live && LinkButton("Open the mailbox", { href: "/dev/mail", icon: "mail", wide: true }),
    LinkButton("Log in", { href: login, variant: "ghost", wide: true }),
  ));

/** A page for those who are not signed in. */
function Entrance(title: string, ...content: Child[]) {
  return AuthPage({ title, brand: BRAND, end: ThemeToggle() }, content);
}

function LoginPage(req: Request, values: { email?: string } = {}, errors: FieldErrors = {}) {
  return AuthPage(
    {
      title: "Log in",
      brand: BRAND,
      end: ThemeToggle(),
      below: P("New here? ", A("Sign up", { href: signup })),
    },
    FormFor(Credentials, {
      action: enter,
      values,
      errors,
      submit: Button("Log in", { variant: "primary", wide: true }),
      fields: {
        email: { label: "E-mail", as: "email", required: true, autocomplete: "username" },
        password: { as: "password", required: true, autocomplete: "current-password" },
      },
    }),
    P(A("Forgotten your password?", { href: "/password/forgot" })),
    Divider("or"),
    Stack(
      { gap: "sm" },
      Form(
        { data_passkey: "sign-in" },
        Button("Use a passkey", { icon: "fingerprint-pattern", wide: true }),
      ),
      provider && LinkButton(`Continue with ${OIDC_NAME}`, {
        href: provider.loginLink(req),
        icon: "building-2",
        wide: true,
      }),
    ),
  );
}

function SignUpPage(values: object = {}, errors: FieldErrors = {}) {
  return AuthPage(
    {
      title: "Sign up",
      brand: BRAND,
      end: ThemeToggle(),
      below: P("You have an account? ", A("Log in", { href: login })),
    },
    FormFor(SignUp, {
      action: join,
      values,
      errors,
      submit: Button("Sign up", { variant: "primary", wide: true }),
      fields: {
        name: { autocomplete: "name" },
        email: { label: "E-mail", as: "email", required: true, autocomplete: "username" },
        password: {
          as: "password",
          required: true,
          minlength: 8,
          autocomplete: "new-password",
          hint: "8 letters or more",
        },
      },
    }),
  );
}

/** The pages of links in mails are made of plain elements, which get the look of the others. */
function css() {
  return `
    .ui-auth form { display: grid; gap: 1.25rem }
    .ui-auth label:not([class], [for]) { display: grid; gap: .4rem; font-weight: 600 }
    .ui-auth label > input:not([class]) { padding: .5rem .75rem; border: 1px solid var(--ui-border);
      border-radius: var(--ui-radius); background: var(--ui-surface); color: inherit; font: inherit }
    .ui-auth label[hidden] { display: none }
    .ui-auth button:not([class]) { padding: .6rem 1rem; border: 0; border-radius: var(--ui-radius);
      background: var(--ui-primary); color: var(--ui-primary-on); font: inherit; font-weight: 600;
      cursor: pointer }`;
}

serve(app);
