/**
 * Sign-in with an OpenID Connect provider. For GitHub, Google and others, use another client:
 * `new GitHubAppClient(id, secret)`.
 * Set `OIDC_ISSUER`, `OIDC_ID` and `OIDC_SECRET` to the provider's values. Set `BASE_URL` to the
 * public URL of the application, and register `<BASE_URL>/redirect` with the provider.
 */
import { type Child, fastApp, Form, P, Redirect, serve, type Session } from "@fasthtml/fasthtml";
import { type Ident, type Info, OAuth, OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
import { AuthPage, Button, LinkButton, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";

const { OIDC_ISSUER = "https://example.com", OIDC_ID = "", OIDC_SECRET = "" } = Deno.env.toObject();

export const { app, rt } = fastApp(ui());

class Auth extends OAuth {
  override getAuth(info: Info, _ident: Ident, session: Session) {
    session.name = info.name;
    return Redirect("/");
  }
}
const auth = new Auth(app, new OpenIDClient(OIDC_ISSUER, OIDC_ID, OIDC_SECRET));

rt("/login", ({ req }) =>
  Page(
    "Who are you?",
    LinkButton("Log in", { href: auth.loginLink(req), variant: "primary", wide: true }),
  ));

rt(function index({ auth, session }) {
  return Page(
    `Hello, ${session.name}`,
    P(`You are ${auth}.`),
    Form({ action: "/logout", method: "post" }, Button("Log out", { icon: "log-out" })),
  );
});

function Page(title: string, ...content: Child[]) {
  return AuthPage({ title, brand: "Members", end: ThemeToggle() }, content);
}

serve(app);
