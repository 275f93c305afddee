/** A whole document. */
import { Body, fastApp, H1, Html, Main, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt("/", () =>
  Html(
    { lang: "en" },
    Body(
      Main(
        H1("Welcome to FastHTML!"),
        P("Creating clean web pages with minimal Python code."),
      ),
    ),
  ));

serve(app);
