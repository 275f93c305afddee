/** The same with a table of users. */
import {
  Body,
  Div,
  fastApp,
  H1,
  H2,
  Html,
  Input,
  Li,
  Main,
  P,
  serve,
  Ul,
} from "@fasthtml/fasthtml";

// Setting up FastHTML with a SQLite database to store usernames
export const { app, rt, tables: { users } } = fastApp({
  db: "folder/filename.db",
  tables: { users: { username: String } },
});

rt("/", () =>
  Html(
    { lang: "en" },
    Body(
      Main(
        H1("Welcome to FastHTML with Database!"),
        P("Creating clean web pages with minimal Python code."),
        Input({
          name: "username",
          placeholder: "Enter your name",
          hx_post: "/welcome",
          hx_target: "#welcome-msg",
          hx_swap: "innerHTML",
        }),
        Div({ id: "welcome-msg" }),
        H2("Users:"),
        Ul(users().map((user) => Li(user.username))),
      ),
    ),
  ));

rt("/welcome", { methods: ["POST"], username: "" }, ({ username }) => {
  users.insert({ username });
  return P(`Welcome ${username}!`);
});

serve(app);
