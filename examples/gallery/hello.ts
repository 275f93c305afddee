/** The smallest program: one route, one page. */
import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ csp: true });

rt.get("/", () => Titled("Hello", P("Hello, World!")));

serve(app);
