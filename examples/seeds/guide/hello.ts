/** The first program: `main.py`. */
import { Div, fastApp, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt("/", () => Div(P("Hello, World!")));

serve(app);
