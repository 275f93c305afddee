/** The first page. */
import { Div, fastApp, H1, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt("/", () =>
  Div(
    H1("Hello, World!"),
    P("This is a simple page."),
  ));

serve(app);
