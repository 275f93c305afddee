/** A field that asks the server. */
import { Body, Div, fastApp, H1, Html, Input, Main, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt("/", () =>
  Html(
    { lang: "en" },
    Body(
      Main(
        H1("Welcome to FastHTML!"),
        P("Creating clean web pages with minimal Python code."),
        Input({
          name: "username",
          placeholder: "Enter your name",
          hx_post: "/welcome",
          hx_target: "#welcome-msg",
          hx_swap: "innerHTML",
        }),
        Div({ id: "welcome-msg" }),
      ),
    ),
  ));

rt("/welcome", { methods: ["POST"], username: "" }, ({ username }) => P(`Welcome ${username}!`));

serve(app);
