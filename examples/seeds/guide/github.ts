/** "Log in with GitHub". */
import { A, Div, fastApp, P, Redirect, serve, type Session } from "@fasthtml/fasthtml";
import { GitHubAppClient, type Ident, type Info, OAuth } from "@fasthtml/fasthtml/ext/oauth";

export const { app, rt } = fastApp();

const { GH_CLIENT_ID = "", GH_CLIENT_SECRET = "" } = Deno.env.toObject();
const client = new GitHubAppClient(GH_CLIENT_ID, GH_CLIENT_SECRET);

class Auth extends OAuth {
  override getAuth(info: Info, _ident: Ident, session: Session) {
    // Runs after GitHub has confirmed the login
    session.user_id = info.id;
    return Redirect("/");
  }
}

const oauth = new Auth(app, client);

rt("/login", ({ req }) => Div(A("Log in with GitHub", { href: oauth.loginLink(req) })));

rt("/", ({ session }) => P(`You are ${session.user_id}`));

serve(app);
