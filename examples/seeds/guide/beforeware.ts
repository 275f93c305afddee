/** A guard before every request. */
import {
  Beforeware,
  Button,
  fastApp,
  Form,
  P,
  Redirect,
  serve,
  signIn,
  Titled,
} from "@fasthtml/fasthtml";

const authCheck = Beforeware(({ scope, session }) => {
  scope.auth = session.auth;
  if (session.auth === undefined) return Redirect(login);
}, { skip: ["/login", "/signup", /.*\.css/] });

export const { app, rt } = fastApp({ before: authCheck });

const login = rt.get("/login", () => Titled("Login", Form({ method: "post" }, Button("Log in"))));

rt.post("/login", ({ session }) => {
  signIn(session, "ann");
  return Redirect("/");
});

rt(function index({ auth }) {
  return P(`Hello, ${auth}`);
});

serve(app);
